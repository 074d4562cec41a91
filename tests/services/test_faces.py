"""The face of somebody: chosen, kept through later archives, going along with whose picture it is, and taken back."""

from __future__ import annotations

import base64
from hashlib import sha256
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.services.library import Library
from relate.store.canonical import dump

PICTURES = [b"\xff\xd8\xff" + bytes([n]) * 40 for n in range(4)]


def sha(n: int) -> str:
    return sha256(PICTURES[n]).hexdigest()


def drop(library: Library, folder: Path, name: str, picture: int, who: str = "Ana Duarte") -> None:
    path = folder / f"{name}.vcf"
    coded = base64.b64encode(PICTURES[picture]).decode()
    path.write_text(
        f"BEGIN:VCARD\nVERSION:3.0\nUID:{name[:5]}\nFN:{who}\nPHOTO;ENCODING=b;TYPE=JPEG:{coded}\nEND:VCARD\n"
    )
    library.imports.start([path]).future.result(timeout=60)


def only(library: Library) -> int:
    (person,) = library.people.named("Ana Duarte")
    return person


def exported(library: Library) -> list[str]:
    return dump(library.readers.connection())


@pytest.fixture
def two(library: Library, tmp_path: Path) -> tuple[int, int]:
    """The same name in two books, each with a picture."""
    drop(library, tmp_path, "first", 0)
    drop(library, tmp_path, "other", 1)
    one, other = library.people.named("Ana Duarte")
    return one, other


def test_whoever_is_joined_has_the_face_that_was_chosen_through_later_archives(
    library: Library, tmp_path: Path, two: tuple[int, int]
) -> None:
    before = exported(library)
    assert [one.sha for one in library.review.together(two).faces] == [sha(1), sha(0)], "the newest archive's first"
    library.review.join_people(two, face=sha(0)).result(10)
    assert library.people.photo(only(library)) == PICTURES[0]
    assert library.people.page(only(library)).photo == PICTURES[0]
    drop(library, tmp_path, "other 2", 2)
    assert library.people.photo(only(library)) == PICTURES[0]
    assert [one.sha for one in library.people.faces(only(library))] == [sha(0), sha(2), sha(1)]
    library.history.undo(library.history.steps()[0].id).result(60)
    library.history.undo().result(10)
    assert exported(library) == before


def test_a_face_chosen_on_the_page_is_a_step_and_the_last_choice_counts(library: Library, two: tuple[int, int]) -> None:
    library.review.join_people(two).result(10)
    person = only(library)
    assert library.people.photo(person) == PICTURES[1]
    library.people.choose_face(person, sha(0)).result(10)
    library.people.choose_face(person, sha(1)).result(10)
    assert library.people.photo(person) == PICTURES[1]
    assert library.people.choose_face(person, sha(0)).result(10).step is not None
    assert library.people.choose_face(person, sha(0)).result(10).step is None
    assert library.people.photo(person) == PICTURES[0]
    library.history.undo().result(10)
    assert library.people.photo(person) == PICTURES[1]


def test_a_split_takes_its_face_along(library: Library, two: tuple[int, int]) -> None:
    library.review.join_people(two, face=sha(0)).result(10)
    library.people.split(two[0], [two[1]]).result(10)
    assert [library.people.photo(person) for person in two] == PICTURES[:2]


def test_a_face_that_is_gone_cannot_be_chosen_and_the_rule_shows_another(
    library: Library, two: tuple[int, int]
) -> None:
    library.review.join_people(two, face=sha(1)).result(10)
    with pytest.raises(KnownError):
        library.people.choose_face(two[0], sha(3)).result(10)
    newest = max(one.id for one in library.imports.list())
    library.history.undo(library.imports.report(newest).step).result(60)
    assert library.people.photo(two[0]) == PICTURES[0]
