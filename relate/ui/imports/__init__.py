"""From the drop to the result: progress, what an archive brought, every row accounted for."""
