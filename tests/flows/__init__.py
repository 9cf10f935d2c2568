"""What crosses principles."""
