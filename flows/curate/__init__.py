"""The curator's commands: take in a document, look at what was understood of it, correct it, make gold of it."""
