"""A pattern that is made late is the pattern that it would have been at once."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from relate.domain.patterns import late


def test_it_can_be_asked_what_a_pattern_can():
    assert late("a(b)").sub(r"\1", "abab") == "bb"
    assert late(b"A", re.IGNORECASE).fullmatch(b"a") is not None
    pattern = late("(?P<one>x)y?", re.IGNORECASE)
    assert [pattern.search("X")["one"] for _ in range(2)] == ["X", "X"]  # type: ignore[index]
    assert (pattern.pattern, pattern.groups, pattern.flags & re.IGNORECASE) == ("(?P<one>x)y?", 1, re.IGNORECASE)


def test_nothing_is_made_before_it_is_asked():
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_all_importers_are_loaded_without_the_patterns_of_many_words():
    program = (
        "import re, re._compiler; usual, made = re._compiler.compile, []\n"
        "def compile(pattern, flags=0): made.append(str(pattern)); return usual(pattern, flags)\n"
        "re._compiler.compile = compile; import relate.importers.registry; print(max(map(len, made)))"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 700
