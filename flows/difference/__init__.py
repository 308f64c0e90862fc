"""What differs from one release to the next: found, shown, kept in the release, and said by its version."""
