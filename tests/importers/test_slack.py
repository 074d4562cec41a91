"""Slack's export: what was said to the owner and by him, everybody's profile, and the rest counted."""

from __future__ import annotations

import json
from pathlib import Path

from relate.domain.records import IdentityKey, IdentityKind, Kind, PersonRecord, Reason, Role, Skipped
from relate.importers.registry import importer, recognise
from relate.importers.slack.text import shown
from relate.importers.source import open_sources
from tests.exports.make_chats import TEAM, slack, slack_2019, slack_org, slack_text
from tests.importers.dropping import Reading, drop, write_files, write_zip
from tests.importers.meta_exports import EXPORTS, left_out, sides

SLACK = EXPORTS / "slack"


def key(user: str) -> IdentityKey:
    return IdentityKey("slack", IdentityKind.ID, f"{TEAM}:{user}")


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """(kind, who, text or what was sent) in the order of time, without reactions."""
    kept = [one for one in reading.interactions if one.kind is not Kind.REACTION]
    return [(one.kind.value, one.participants[0].name, one.text or f"[{one.detail}]")
            for one in sorted(kept, key=lambda one: one.at or 0)]  # fmt: skip


def one_of(reading: Reading, text: str) -> tuple[tuple[IdentityKey, Role], ...]:
    return tuple(sides(next(one for one in reading.interactions if text in one.text)))


def test_of_a_channel_what_concerns_the_owner_is_kept() -> None:
    reading = drop(SLACK / "2019")
    assert told(reading) == [
        ("message", "Bo Håkansson", "Who can print posters?"),
        ("reply", "Mara Lindqvist", "Lumen Press can"),
        ("mention", "Ana Duarte", "@Mara Lindqvist & @Bo Håkansson: see their page"),
        ("reply", "Bo Håkansson", "They were good"),
        ("mention", "Mara Lindqvist", "Thank you @Ana Duarte!"),
    ]
    assert one_of(reading, "Lumen Press") == ((key("U0MARA"), Role.FROM), (key("U0BO"), Role.TO))
    assert one_of(reading, "see their page") == ((key("U0ANA"), Role.FROM), (key("U0MARA"), Role.TO))


def test_what_is_left_out_of_a_channel_says_why() -> None:
    assert left_out(drop(SLACK / "2019")) == {
        ("users.json", 5): Reason.NOT_A_PERSON, ("users.json", 6): Reason.NOT_A_PERSON,
        ("2023-02-01.json", 1): Reason.NOT_KEPT, ("2023-02-01.json", 2): Reason.NOT_KEPT,
        ("2023-02-02.json", 3): Reason.NOT_KEPT, ("2023-02-02.json", 4): Reason.NOT_A_PERSON,
        ("2023-02-02.json", 5): Reason.DECLINED,
    }  # fmt: skip


def test_direct_messages_go_to_everybody_in_them() -> None:
    reading = drop(SLACK / "2024")
    assert one_of(reading, "price list") == ((key("U0MARA"), Role.FROM), (key("U0ANA"), Role.TO))
    assert one_of(reading, "last day") == (
        (key("U0CHIDI"), Role.FROM), (key("U0MARA"), Role.TO), (key("U0ANA"), Role.TO),
    )  # fmt: skip
    assert ("message", "Bo Håkansson", "[video]") in told(reading)
    assert ("mention", "Bo Håkansson", "@Mara Lindqvist your turn") in told(reading)


def test_what_others_said_to_each_other_is_theirs(tmp_path: Path) -> None:
    files = slack_2019() | {
        "dms.json": json.dumps([{"id": "D0OTHER", "members": ["U0ANA", "U0BO"]}]).encode(),
        "D0OTHER/2024-05-06.json": json.dumps([slack("U0ANA", "2024-05-06T09:00:00", "between us")]).encode(),
    }
    (source,), _ = open_sources([write_files(tmp_path / "x", files)])
    with source:
        (archive,), _ = recognise(source)
        assert [choice.id for choice in archive.questions[0].choices][:2] == [key("U0ANA").key, key("U0BO").key]
        told = {
            answer: list(importer("slack").read(source, archive._replace(answers=(("owner", answer),))))
            for answer in (key("U0MARA").key, key("U0ANA").key, "nobody")
        }
    between = [[getattr(one, "text", "") for one in records].count("between us") for records in told.values()]
    assert between == [0, 1, 0]
    says = [[one.says for one in records if isinstance(one, Skipped) and "D0OTHER" in one.where.file]
            for records in told.values()]  # fmt: skip
    assert says == [["said between others"], [], ["who you are in it is not known"]]


def test_a_huddle_is_a_call_with_its_length() -> None:
    (call,) = (one for one in drop(SLACK / "2024").interactions if one.kind is Kind.CALL)
    assert (call.detail, sides(call)) == ("10 min", [(key("U0ANA"), Role.FROM), (key("U0MARA"), Role.TO)])


def test_profiles_have_address_number_and_title() -> None:
    ana = next(one for one in drop(SLACK / "2019").people if one.keys[0] == key("U0ANA"))
    assert ana.keys[1:] == (
        IdentityKey("mail", IdentityKind.MAIL, "ana.duarte@tailspin.example"),
        IdentityKey("phone", IdentityKind.PHONE, "+351211234567"),
    )
    facts = {fact.field.value: fact.value for fact in ana.facts}
    assert (facts["name"], facts["role"], facts["phone"]) == ("Ana Duarte", "Buyer", "+351 21 123 4567")


def test_the_owner_comes_first_wherever_the_list_has_him() -> None:
    for era in ("2019", "2024"):
        first = drop(SLACK / era).everything[0]
        assert isinstance(first, PersonRecord)
        assert (first.owner, first.where.row) == (True, 2)


def test_reactions_are_kept_where_one_side_is_the_owner() -> None:
    reactions = [one for one in drop(SLACK / "2019").interactions if one.kind is Kind.REACTION]
    assert [sides(one) for one in reactions] == [[(key("U0MARA"), Role.FROM), (key("U0ANA"), Role.TO)]]


def test_with_several_owners_it_is_asked_who_one_is(tmp_path: Path) -> None:
    (source,), _ = open_sources([SLACK / "2023-org"])
    with source:
        (archive,), _ = recognise(source)
        (question,) = archive.questions
        assert [choice.id for choice in question.choices] == [
            key("U0MARA").key, key("U0ANA").key, key("U0BO").key, key("U0CHIDI").key, "nobody",
        ]  # fmt: skip
        assert archive.shape == f"slack.{TEAM}"
        assert Reading((archive,), (), tuple(importer("slack").read(source, archive))).interactions == []
        answered = archive._replace(answers=(("owner", key("U0MARA").key),))
        reading = Reading((answered,), (), tuple(importer("slack").read(source, answered)))
    assert reading.everything[0].owner  # type: ignore[union-attr]
    # Whoever is in no list is known by the profile that comes with his message.
    assert told(reading)[-1] == ("mention", "Elif Şahin", "@Mara Lindqvist hello from Contoso")
    assert len(told(reading)) == 6


def test_one_workspace_is_told_from_another_by_its_number(tmp_path: Path) -> None:
    files = slack_2019()
    files["users.json"] = files["users.json"].replace(TEAM.encode(), b"T9OTHER")
    other = drop(write_files(tmp_path / "other", files))
    assert other.archive.owner == (IdentityKey("slack", IdentityKind.ID, "T9OTHER:U0MARA"),)
    mine = {one.exact for one in drop(SLACK / "2019").interactions}
    assert not mine & {one.exact for one in other.interactions}


def test_the_zip_says_which_workspace_and_up_to_when(tmp_path: Path) -> None:
    packed = write_zip(tmp_path / "Northwind Slack export Jan 1 2023 - May 9 2024.zip", slack_2019())
    archive = drop(packed).archive
    assert (archive.title, archive.snapshot_ms) == ("Slack, Northwind", 1715212800000)


def test_a_day_alone_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    day = {"D0ANA/2024-05-06.json": json.dumps([slack("U0ANA", "2024-05-06T09:00:00", "hello")])}
    reading = drop(write_files(tmp_path / "x", day))
    assert [archive.source_id for archive in reading.archives] == ["slack"]
    assert drop(write_files(tmp_path / "z", {"groups.json": b"[]", "x/users.json": b"[]"})).archives == ()
    other = {"notes/2024-05-06.json": json.dumps([{"mood": "fine", "type": "diary"}])}
    assert drop(write_files(tmp_path / "y", other)).archives == ()


def test_an_export_as_text_says_what_to_do_and_others_beside_it_are_read(tmp_path: Path) -> None:
    reading = drop(write_files(tmp_path / "Northwind", {**slack_text(), "shopping.txt": b"milk"}))
    assert reading.archives == ()
    says = "Northwind is a Slack export as text, which does not say for sure who is who: export again and choose JSON."
    assert [one.reason for one in reading.unknown][:1] == [says]
    assert [one.name for one in reading.unknown] == ["Northwind", "shopping.txt"]
    both = {**slack_text(), **{f"json/{name}": data for name, data in slack_2019().items()}}
    reading = drop(write_zip(tmp_path / "both.zip", both))
    assert [archive.source_id for archive in reading.archives] == ["slack"]
    assert [one.name for one in reading.unknown] == ["both.zip"]


def test_lists_of_apps_are_left_alone_and_others_are_not_taken(tmp_path: Path) -> None:
    files = {**slack_org(), "integration_logs.json": b"[]", "general/readme.txt": b"x", "shopping.txt": b"milk"}
    reading = drop(write_files(tmp_path / "x", files))
    assert set(reading.archive.unread) == {"integration_logs.json", "general/readme.txt"}
    assert [one.name for one in reading.unknown] == ["shopping.txt"]


def test_text_is_shown_as_its_reader_saw_it() -> None:
    names = {"U1": "Ana"}
    for written, seen in (
        ("<@U1> and <@U2|bo> and <@U3>", "@Ana and @bo and @somebody"),
        ("<#C1|general> <!here> <!subteam^S1|@team>", "#general @here @team"),
        ("<https://x.example|there> <https://y.example> <mailto:a@b.example|a@b.example>",
         "there https://y.example a@b.example"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("a < b", "a < b"),
    ):  # fmt: skip
        assert shown(written, lambda user: names.get(user, "")) == seen
