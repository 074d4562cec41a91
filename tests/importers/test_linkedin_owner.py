"""Whose archive it is: found by the first rule that tells, and never by a guess (formats/social.md 1.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.domain.records import IdentityKey, IdentityKind, Participant, PersonRecord, Role, me
from relate.importers.source import MOST_BYTES
from tests.importers.dropping import LINKEDIN, drop, write_files

MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
)
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PROFILE = "First Name,Last Name,Headline,Summary,Industry\nMara,Lindqvist,,,Logistics\n"
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"


def link(slug: str) -> str:
    return f"https://www.linkedin.com/in/{slug}"


def message(sender: str, receiver: str, minute: int = 0) -> str:
    """A message between two people called by their slugs."""
    return (
        f"2-{min(sender, receiver)}-{max(sender, receiver)},,{sender.title()},{link(sender)},{receiver.title()},"
        f"{link(receiver)},2024-01-01 00:{minute:02}:00 UTC,,hi,INBOX\n"
    )


def owner_of(folder: Path) -> tuple[IdentityKey, ...]:
    return drop(folder).archive.owner


def profile_of(folder: Path) -> str | None:
    return next((key.key for key in owner_of(folder) if key.kind is IdentityKind.PROFILE), None)


def test_first_by_invitations(tmp_path: Path) -> None:
    rows = (
        f'Mara,Ana,"1/1/24, 1:00 PM",,OUTGOING,{link("Mara-L%C3%ADn")},{link("ana")}\n'
        f'Bo,Mara,"1/2/24, 1:00 PM",,INCOMING,{link("bo")},{link("mara-lín")}\n'
    )
    files = {"Invitations.csv": INVITATIONS + rows, "messages.csv": MESSAGES + message("ana", "bo") * 3}
    assert profile_of(write_files(tmp_path / "x", files)) == "mara-lín"


def test_then_by_the_one_profile_on_nearly_every_message_that_is_no_connection(tmp_path: Path) -> None:
    talks = [message("ana", "mara", n) for n in range(9)] + [message("mara", "bo", 10)]
    files = {"messages.csv": MESSAGES + "".join(talks)}
    assert profile_of(write_files(tmp_path / "clear", files)) == "mara"


def test_a_single_counterpart_is_told_from_the_owner_by_the_connections(tmp_path: Path) -> None:
    talk = {"messages.csv": MESSAGES + message("ana", "mara") + message("mara", "ana")}
    assert profile_of(write_files(tmp_path / "open", talk)) is None
    connected = {**talk, "Connections.csv": f"{CONNECTIONS}Ana,Ana,{link('ana')},,,,01 Jan 2024\n"}
    assert profile_of(write_files(tmp_path / "told", connected)) == "mara"


def test_then_by_the_name_in_the_profile(tmp_path: Path) -> None:
    rows = (
        f"2-a,,Mara Lindqvist,{link('mara')},Ana,2021-01-01 00:00:00 UTC,,hi,INBOX\n"
        f"2-a,,Ana,{link('ana')},Mara Lindqvist,2021-01-01 00:01:00 UTC,,hi,INBOX\n" * 3
    )
    header = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
    files = {"messages.csv": header + rows, "Profile.csv": PROFILE}
    assert profile_of(write_files(tmp_path / "named", files)) == "mara"


def test_before_2023_the_most_frequent_sender_is_not_taken_for_the_owner(tmp_path: Path) -> None:
    rows = f"2-a,,Ana,{link('ana')},Mara Lindqvist,2021-01-01 00:01:00 UTC,,hi,INBOX\n" * 20
    header = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
    assert owner_of(write_files(tmp_path / "x", {"messages.csv": header + rows})) == ()


def test_2018_knows_him_by_the_side_the_direction_tells() -> None:
    assert owner_of(LINKEDIN / "2018-damaged") == (
        IdentityKey("linkedin", IdentityKind.NAME, "mara lindqvist", True),)  # fmt: skip


@pytest.mark.parametrize("which", ["2021", "2023", "2024", "2025", "2026", "german"])
def test_every_era_with_links_tells_his_profile(which: str) -> None:
    assert profile_of(LINKEDIN / which) == "mara-lindqvist"


def test_his_record_comes_first_and_says_all_his_keys() -> None:
    for which in ("2018", "2021", "2023", "2024", "2025", "2026", "german"):
        reading = drop(LINKEDIN / which)
        first = reading.records[0]
        assert isinstance(first, PersonRecord)
        assert first.owner
        assert first.keys[: len(reading.archive.owner)] == reading.archive.owner
        assert me("linkedin") in first.keys


def test_confirmed_addresses_are_his_and_others_are_not() -> None:
    mails = [key.key for key in owner_of(LINKEDIN / "2018") if key.kind is IdentityKind.MAIL]
    assert mails == ["mara@lindqvist.example"]


def test_an_unknown_owner_leaves_the_sides_as_the_rows_have_them(tmp_path: Path) -> None:
    reading = drop(write_files(tmp_path / "x", {"messages.csv": MESSAGES + message("ana", "mara")}))
    assert reading.archive.owner == ()
    assert [participant.role for participant in reading.interactions[0].participants] == [Role.FROM, Role.TO]
    assert not any(person.owner for person in reading.people)


def test_a_message_to_oneself_is_no_conversation(tmp_path: Path) -> None:
    files = {"messages.csv": MESSAGES + message("mara", "mara") + message("mara", "ana") + message("bo", "mara")}
    reading = drop(write_files(tmp_path / "x", files))
    (skipped,) = reading.skipped
    assert (skipped.where.row, skipped.says) == (1, "a message to yourself")


def test_a_message_without_receiver_is_to_the_owner(tmp_path: Path) -> None:
    header = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
    row = f"2-a,,Ana,{link('ana')},,2021-01-01 00:01:00 UTC,,hi,INBOX\n"
    mine = f"2-b,,Mara Lindqvist,{link('mara')},Ana,2021-01-01 00:02:00 UTC,,hi,INBOX\n"
    files = {"messages.csv": header + row + mine, "Profile.csv": PROFILE}
    first = drop(write_files(tmp_path / "x", files)).interactions[0]
    assert first.participants[1] == Participant(me("linkedin"), Role.TO)


def test_the_largest_source_is_bounded() -> None:
    assert MOST_BYTES == 20_000_000_000
