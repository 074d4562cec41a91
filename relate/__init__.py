"""Relate keeps the relationships that social networks start."""

__version__ = "0.1.0"
