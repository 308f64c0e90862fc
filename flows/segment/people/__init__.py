"""People: who can speak in a document, and which names, offices and pronouns are the same person."""
