"""Those present: the persons whom lists, sentences and titles name, with their titles, offices, roles and sides."""
