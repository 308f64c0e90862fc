"""What scanners and lost marks did to the words that tell who speaks, undone where the body is read."""
