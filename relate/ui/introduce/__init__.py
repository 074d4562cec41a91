"""*Introduce …*: whom, why, a text for both, the promise, and what came of it."""
