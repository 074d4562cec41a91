"""Two hundred lines as people type them: at least 95 % are read with day, people and channel right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from relate.domain.phrase_language import Language
from relate.domain.phrase_languages import LANGUAGES, language_of
from relate.domain.phrases import parse

MONDAY = date(2026, 11, 23)
LINES = Path(__file__).with_name("typed_lines.txt")
MORE = Path(__file__).with_name("typed_lines_more.txt")
ODD = Path(__file__).with_name("typed_lines_odd.txt")
GERMAN = Path(__file__).with_name("typed_lines_german.txt")
MORE_GERMAN = Path(__file__).with_name("typed_lines_german_more.txt")
THURSDAY = date(2026, 11, 26)
ENOUGH = 0.95


class Said(NamedTuple):
    day: str
    people: tuple[str, ...]
    channel: str


def lines(path: Path = LINES) -> dict[str, Said]:
    found = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            line, day, people, channel = (cell.strip() for cell in row.rsplit("|", 3))
            found[line] = Said(day, () if people == "-" else tuple(people.split(", ")), channel)
    return found


def read(line: str) -> Said:
    phrase = parse(line, MONDAY)
    channel = "attempt" if phrase.attempt else phrase.channel.value if phrase.channel else "-"
    return Said(phrase.day.isoformat() if phrase.day else "-", phrase.names, channel)


def test_there_are_two_hundred() -> None:
    assert len(lines()) == 200


@pytest.mark.parametrize("path", [LINES, MORE], ids=["200", "90 more"])
def test_nearly_all_are_read_as_they_are_meant(path: Path) -> None:
    wrong = {line: (meant, got) for line, meant in lines(path).items() if (got := read(line)) != meant}
    told = "\n".join(f"{line}\n    meant {meant}\n    read  {got}" for line, (meant, got) in wrong.items())
    assert len(wrong) <= (1 - ENOUGH) * len(lines(path)), told


def labelled(path: Path) -> dict[str, tuple[str, ...]]:
    found = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            line, *cells = (cell.strip() for cell in row.rsplit("|", 5))
            found[line] = tuple(cells)
    return found


def read_all(line: str) -> tuple[str, ...]:
    phrase = parse(line, THURSDAY)
    channel = "attempt" if phrase.attempt else phrase.channel.value if phrase.channel else ""
    day = phrase.day.isoformat() if phrase.day else ""
    return tuple(each or "-" for each in (day, ", ".join(phrase.names), channel, phrase.promised, phrase.ask_next))


@pytest.mark.parametrize(
    ("path", "count"), [(ODD, 150), (GERMAN, 60), (MORE_GERMAN, 30)], ids=["150 odd", "60 German", "30 more"]
)
def test_lines_are_read_with_their_promises_and_questions_too(path: Path, count: int) -> None:
    meant = labelled(path)
    assert len(meant) == count
    wrong = {line: (cells, got) for line, cells in meant.items() if (got := read_all(line)) != cells}
    told = "\n".join(f"{line}\n    meant {cells}\n    read  {got}" for line, (cells, got) in wrong.items())
    assert len(wrong) <= (1 - ENOUGH) * len(meant), told


def test_the_words_of_a_line_tell_its_language() -> None:
    english = [*lines(), *lines(MORE), *labelled(ODD)]
    assert [line for line in english if language_of(line).code != "en"] == ["Mittagessen mit Gesa gestern"]
    german = [*labelled(GERMAN), *labelled(MORE_GERMAN)]
    assert [line for line in german if language_of(line).code != "de"] == []


@pytest.mark.parametrize("language", LANGUAGES, ids=[each.code for each in LANGUAGES])
def test_every_language_has_its_words_in_small_letters(language: Language) -> None:
    """They are compared with what was typed, without its case."""
    assert {word for word in language.words() if word != word.casefold()} == set()
    assert (len(language.months), len(language.weekdays)) == (12, 7)


def test_nothing_of_a_german_line_is_lost() -> None:
    phrase = parse("zufällig Franzi in der Stadt getroffen, sie heiratet im Juni", THURSDAY)
    assert (phrase.names, phrase.text) == (("Franzi",), "In der Stadt, sie heiratet im Juni")
    phrase = parse("Kaffee mit Anna, sie zieht nach Lissabon", THURSDAY)
    assert phrase.text == "Kaffee: sie zieht nach Lissabon"
