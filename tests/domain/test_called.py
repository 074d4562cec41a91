"""Whom of several people a few words speak of."""

from __future__ import annotations

import pytest

from relate.domain.called import named_in

BOTH = ["Ben Whitfield", "Will Aiko Tanaka"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Ben the deck", [0]),
        ("how Ben is", [0]),
        ("introduce Ben to Will", [0, 1]),
        ("schicke ihm das Angebot", [0, 1]),
        ("will send the deck", [0, 1]),
        ("the flat in Whitfield", [0, 1]),
        ("", [0, 1]),
    ],
)
def test_whoever_is_named_is_meant_and_else_everybody(said: str, meant: list[int]) -> None:
    assert named_in(BOTH, said) == meant
