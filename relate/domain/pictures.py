"""A picture of somebody, as the library keeps it."""

from __future__ import annotations

from typing import NamedTuple


class Picture(NamedTuple):
    """A photo and whose it is: an identity's. sha: hex SHA-256 of the image, by which it is known again."""

    identity: int
    sha: str
    image: bytes
