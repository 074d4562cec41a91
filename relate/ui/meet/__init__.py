"""To meet: the place, what is looked for, and whom one wants to know."""
