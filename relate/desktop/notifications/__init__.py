"""Popups of the desktop. `choose` tries the ways this machine may have, in turn; the last one is the window alone."""
