"""The page of one person: who they are, how you know each other, where the last conversation stopped."""
