"""Labels: the names that a source writes before what is said, found by the habits of the whole document."""
