"""What was read of single people for the day's list is read once, and lets others go first where nobody waits."""

from __future__ import annotations

import pytest

from relate.services.kept_reads import KeptReads


def test_others_go_first_only_where_something_is_read_and_nobody_waits_for_it() -> None:
    went: list[str] = []
    read = KeptReads()

    def answer(what: str) -> str:
        went.append(f"read {what}")
        return what

    with read.giving_way(lambda: went.append("between")):
        assert read.of(1, "role", lambda: answer("role")) == "role"
        assert read.of(1, "role", lambda: answer("again")) == "role"
        assert read.of_many([1, 2], "line", lambda some: [(one, answer(str(one))) for one in some]) == {1: "1", 2: "2"}
        assert read.of_many([1, 2], "line", lambda _some: []) == {1: "1", 2: "2"}
    assert went == ["between", "read role", "between", "read 1", "read 2"]
    assert read.of(2, "role", lambda: answer("chair")) == "chair"
    assert went[5:] == ["read chair"]


def test_nobody_goes_first_any_more_after_an_error() -> None:
    went: list[str] = []
    read = KeptReads()

    def stop() -> None:
        went.append("stop")
        raise InterruptedError

    with pytest.raises(InterruptedError), read.giving_way(stop):
        read.of(1, "role", lambda: "never")
    assert read.of(1, "role", lambda: "chair") == "chair"
    assert went == ["stop"]
