"""Raw text to clean text, with every change on record."""
