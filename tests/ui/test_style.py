"""The style sheet says what it is meant to say."""

from __future__ import annotations

import re

from relate.ui.resources import resource


def test_no_comment_stands_inside_a_selector() -> None:
    """There it joined the selector before it to the one after: every button had the ring of a toast's."""
    style = resource("style/relate.qss").read_text(encoding="utf-8")
    before = [style[: found.start()].rstrip() for found in re.finditer(r"/\*", style)]
    assert [text[-60:] for text in before if text and text[-1] not in "};{/"] == []
