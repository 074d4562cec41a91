"""The place *Circles*: the rings with their faces, and beside them what they ask for and who moves."""
