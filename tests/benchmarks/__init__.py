"""What is measured, not asserted: figures that a machine or a corpus gives."""
