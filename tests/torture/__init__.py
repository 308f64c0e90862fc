"""`make torture`: hours of what the tests try for seconds. Each part counts what it tried, and what survived."""
