"""Releases that are made by themselves: what is scheduled, what is watched, and which runs are still alive."""
