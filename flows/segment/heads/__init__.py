"""Heads and feet: where the talk starts and ends, what the parts around it are, and what they say of the document."""
