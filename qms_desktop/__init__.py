"""QMS Desktop: the quality management system of a small organisation in one file on a laptop."""

__version__ = "0.2.0"
