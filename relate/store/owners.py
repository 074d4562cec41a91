"""Who the owner is: the user's word, else what the archives say."""

from __future__ import annotations

OWNERS = (
    "SELECT i.identity FROM owner_identity i WHERE i.is_me = 1 AND NOT EXISTS"
    " (SELECT 1 FROM owner_identity n WHERE n.identity = i.identity AND n.import_id = 0 AND n.is_me = 0)"
)
"""The identities that are the owner: what the user said, else what any import says."""
