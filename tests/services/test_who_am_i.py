"""Who am I: one word of the owner's turns all that he wrote, and can be taken back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from relate.domain.records import Direction
from relate.services import reconnecting
from relate.services.checking import check
from relate.services.library import Library
from tests.services.conftest import dump, read, read_eras

HEADER = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"


def messages(tmp_path: Path) -> Path:
    """LinkedIn's messages alone, as they were until 2023: who sends has a profile, who receives a name."""
    link, rows = "https://www.linkedin.com/in/", []
    for number, who in enumerate(("Ana Duarte", "Bo Berg", "Chidi Okoro")):
        slug = who.lower().replace(" ", "-")
        at = f"2022-03-0{number + 1} 10:00"
        rows += [f"2-{number},,{who},{link}{slug},Mara Lindqvist,{at}:00 UTC,,Hello,INBOX",
                 f"2-{number},,Mara Lindqvist,{link}mara-lindqvist,{who},{at}:30 UTC,,Hello too,INBOX"]  # fmt: skip
    file = tmp_path / "messages.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n")
    return file


def directions(library: Library) -> Counter[Direction]:
    return Counter(row.direction for page in library.timeline.pages() for row in page)


def test_whoever_is_me_by_name_is_me_by_the_profile_that_goes_by_it(library: Library, tmp_path: Path) -> None:
    read(library, messages(tmp_path))
    before = dump(library)
    assert directions(library) == {Direction.IN: 6}
    by_name, _by_profile = (one for one in library.owner.candidates() if "Mara Lindqvist" in one.label)
    library.owner.set(by_name.identity, True).result(timeout=60)
    assert directions(library) == {Direction.IN: 3, Direction.OUT: 3}
    assert sorted(one.is_me for one in library.owner.identities()) == [True, True]
    assert check(library.path) == []
    library.history.undo().result(timeout=60)
    assert dump(library) == before


def test_who_is_the_owner_is_looked_for_again_only_where_it_may_have_changed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2025")
    library.reconnect.day()
    with monkeypatch.context() as patch:
        patch.setattr(reconnecting, "is_side_open", lambda _database: pytest.fail("it was looked for again"))
        ana = library.people.add("Ana Silva").result()
        library.people.set_circle([ana], 15).result()
        assert not library.reconnect.day().side_open
        read_eras(library, "2023")
        with pytest.raises(pytest.fail.Exception, match="looked for again"):
            library.reconnect.day()
    assert not library.reconnect.day().side_open
