"""The left panel: who is in the library, found as one types."""
