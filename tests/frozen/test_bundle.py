"""The standalone program does what the source does: nothing that is found by name was left behind."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import check_bundle
from relate.apart import LENGTH, send
from relate.importers import registry
from relate.importers.source import open_sources
from relate.invocation import READ_APART
from relate.services import reading_process
from relate.services.dropped import Dropped
from relate.store import beside, passed_reading, writing

Call = Callable[..., subprocess.CompletedProcess[str]]
CARDS = """\
BEGIN:VCARD
VERSION:3.0
N:Varga;Ilka;;;
FN:Ilka Varga
ORG:Lantern Freight
EMAIL:ilka@lantern.example
END:VCARD
BEGIN:VCARD
VERSION:4.0
N:Okoro;Bem;;;
FN:Bem Okoro
TEL:+44 20 7946 0018
END:VCARD
"""


@pytest.fixture
def relate(bundle: Path, tmp_path: Path) -> Call:
    """A call of the standalone program's command line, in a home of its own."""

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [check_bundle.program(bundle), *arguments], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8",
            env={**os.environ, "RELATE_HOME": str(tmp_path / "home")}, check=False,
        )  # fmt: skip

    return call


def test_it_starts_opens_a_library_and_shows_its_window(bundle: Path) -> None:
    status, said = check_bundle.smoke(bundle)
    assert status == 0, said
    assert check_bundle.came_up(said), said


def test_it_holds_nothing_that_its_licence_cannot_carry(bundle: Path) -> None:
    assert check_bundle.problems(bundle) == []


def test_an_address_book_becomes_people(relate: Call, tmp_path: Path) -> None:
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    imported = relate("import", "cards.vcf", "--json")
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout)["imports"][0]["people_new"] == 2
    people = relate("people", "--json")
    assert {person["name"] for person in json.loads(people.stdout)} == {"Ilka Varga", "Bem Okoro"}


def test_a_wrong_command_is_a_wrong_usage(relate: Call) -> None:
    assert relate("import", "--no-such-option").returncode == 2


def test_the_bindings_need_not_be_compiled_at_each_start(bundle: Path) -> None:
    assert list(bundle.glob("**/shiboken6/files.dir/shibokensupport/feature.pyc"))


def test_it_works_beside_the_writer_of_a_library(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "relate.db"
    writing.close(writing.open_for_writing(path))
    monkeypatch.setattr(beside, "command", lambda what: [check_bundle.program(bundle), what])
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with closing(beside.Beside(path)) as other:
        other.start()
        assert other.begin(passed_reading.read_there, 0).result(60) is None


def test_it_reads_a_large_archive_in_a_process_of_its_own(bundle: Path, tmp_path: Path) -> None:
    cards = tmp_path / "cards.vcf"
    cards.write_text(CARDS, encoding="utf-8")
    (archive, *_), _ = registry.recognise(open_sources([cards])[0][0])
    with subprocess.Popen(
        [check_bundle.program(bundle), READ_APART], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reading:
        assert reading.stdin is not None
        assert reading.stdout is not None
        send(reading.stdin, reading_process.order(Dropped((cards,)), 0, archive, registry.importer(archive.source_id)))
        reading.stdin.flush()
        told = reading.stdout.read()
        reading.stdin.close()
    assert reading.returncode == 0
    frames = []
    while told:
        (length,) = LENGTH.unpack_from(told)
        frames.append(marshal.loads(told[4 : 4 + length]))  # noqa: S302
        told = told[4 + length :]
    assert [frame[0] for frame in frames] == [reading_process.ROWS, reading_process.END]
    assert len(frames[0][3]) == 2
