"""Measurements, run by `packaging/dev.py bench`, never by the tests."""
