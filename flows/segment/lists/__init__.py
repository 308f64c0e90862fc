"""Lists of those present: the persons in each entry, with their names, titles, offices and sides."""
