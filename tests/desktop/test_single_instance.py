"""One running Relate per library: what a second start meets."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Client
from pathlib import Path

import pytest

from relate.desktop.single_instance import (
    LONGEST_SOCKET_NAME,
    LOST,
    Answer,
    Request,
    SingleInstance,
    ask,
    lock_file,
    socket_address,
)

posix = pytest.mark.skipif(os.name != "posix", reason="modes and socket files are POSIX")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "relate.db"


@pytest.fixture
def running(library: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(library)
    assert instance.acquire()
    yield instance
    instance.close()


def echo(request: Request) -> Answer:
    return Answer(stdout="|".join(request.argv), stderr=request.cwd, exit=3)


def test_a_second_start_does_not_get_the_library(library: Path, running: SingleInstance) -> None:
    assert not SingleInstance(library).acquire()


def test_another_library_is_free(tmp_path: Path, running: SingleInstance) -> None:
    other = SingleInstance(tmp_path / "other.db")
    assert other.acquire()
    other.close()


def test_the_library_is_free_again_after_closing(library: Path) -> None:
    first = SingleInstance(library)
    assert first.acquire()
    first.serve(echo)
    first.close()
    second = SingleInstance(library)
    assert second.acquire()
    second.close()


def test_a_second_start_hands_over_its_files_and_gets_the_answer(library: Path, running: SingleInstance) -> None:
    running.serve(echo)
    answer = ask(library, ["import", "Zoë's archive.zip"], Path("/somewhere"))
    assert answer == Answer("import|Zoë's archive.zip", "/somewhere", 3)


def test_a_file_name_that_is_no_text_arrives_unharmed(library: Path, running: SingleInstance) -> None:
    running.serve(lambda request: Answer(exit=int(request.argv == ("caf\udce9.csv",))))
    assert ask(library, ["caf\udce9.csv"], Path("/")) == Answer(exit=1)


def test_nobody_answers_where_nothing_runs(library: Path) -> None:
    assert ask(library, ["show"]) is None


def test_several_second_starts_at_once_all_get_their_own_answer(library: Path, running: SingleInstance) -> None:
    together = threading.Barrier(4, timeout=20)

    def wait_for_the_others(request: Request) -> Answer:
        together.wait()
        return Answer(stdout=request.argv[0])

    running.serve(wait_for_the_others)
    answers: dict[str, Answer | None] = {}
    starts = [
        threading.Thread(target=lambda name=name: answers.update({name: ask(library, [name], Path("/"))}))
        for name in ("a", "b", "c", "d")
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert answers == {name: Answer(stdout=name) for name in ("a", "b", "c", "d")}


@pytest.mark.parametrize("raw", [b"", b"\x80\x04K\x01.", b"[]", b'{"argv": "import", "cwd": "/"}', b"[" * 100_000])
def test_what_is_no_request_is_refused_and_the_next_one_served(
    library: Path, running: SingleInstance, raw: bytes
) -> None:
    running.serve(echo)
    with Client(socket_address(library)) as stranger:
        stranger.send_bytes(raw)
        assert json.loads(stranger.recv_bytes())["exit"] == 2
    assert ask(library, ["people"], Path("/")) == Answer("people", "/", 3)


def test_a_client_that_hangs_up_does_not_stop_the_service(library: Path, running: SingleInstance) -> None:
    running.serve(echo)
    Client(socket_address(library)).close()
    assert ask(library, ["people"], Path("/")) == Answer("people", "/", 3)


def test_a_program_that_goes_away_in_the_middle_is_told_in_words(library: Path, running: SingleInstance) -> None:
    def go_away(request: Request) -> Answer:
        raise BrokenPipeError

    running.serve(go_away)
    answer = ask(library, ["undo"])
    assert answer is not None
    assert (answer.exit, answer.stderr.strip()) == (1, LOST)


@posix
def test_lock_and_socket_are_the_users_alone(library: Path, running: SingleInstance) -> None:
    before = os.umask(0)
    try:
        running.serve(echo)
    finally:
        os.umask(before)
    assert stat.S_IMODE(lock_file(library).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(socket_address(library)).stat().st_mode) == 0o600


@posix
def test_a_long_folder_name_still_gets_a_socket_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    library = tmp_path / ("long " * 30) / "relate.db"
    instance = SingleInstance(library)
    assert instance.acquire()
    if len(os.fsencode(socket_address(library))) > LONGEST_SOCKET_NAME:
        pytest.skip("the folder of the test itself is too long for a socket")
    instance.serve(echo)
    try:
        assert ask(library, ["people"], Path("/")) == Answer("people", "/", 3)
    finally:
        instance.close()


@posix
def test_what_a_killed_program_left_behind_does_not_stop_the_next(library: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from relate.desktop.single_instance import Answer, SingleInstance\n"
        "held = SingleInstance(Path(sys.argv[1])); assert held.acquire()\n"
        "held.serve(lambda request: Answer()); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(library)], check=False, cwd=Path(__file__).parents[2])
    assert Path(socket_address(library)).exists()
    instance = SingleInstance(library)
    assert instance.acquire()
    instance.serve(echo)
    try:
        assert ask(library, ["people"], Path("/")) == Answer("people", "/", 3)
    finally:
        instance.close()


def test_asking_needs_no_qt() -> None:
    code = (
        "import sys, relate.desktop.single_instance; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0
