"""LinkedIn archives of every era become the same people and the same history."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from relate.domain.moments import Moment, Precision
from relate.domain.records import (
    EventRecord,
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Role,
    WishRecord,
    me,
)
from relate.importers.trees import FolderTree
from tests.exports.make_linkedin import write_archive
from tests.importers.dropping import ERAS, LINKEDIN, Reading, counted_rows, drop, write_files, write_zip, zip_of


def slug(key: str) -> IdentityKey:
    return IdentityKey("linkedin", IdentityKind.PROFILE, key)


def name(key: str) -> IdentityKey:
    return IdentityKey("linkedin", IdentityKind.NAME, key, True)


def mail(key: str) -> IdentityKey:
    return IdentityKey("mail", IdentityKind.MAIL, key)


def closed(conversation: str) -> IdentityKey:
    return IdentityKey("linkedin", IdentityKind.ID, f"conversation:{conversation}", True)


ME = me("linkedin")
MARA, ANA, BO, CHIDI, ELIF = (slug(key) for key in ("mara-lindqvist", "ana-duarte", "bo-håkansson", "chidi-okoro",
                                                    "elif-sahin"))  # fmt: skip


def era(which: str) -> Reading:
    return drop(LINKEDIN / which)


def row(reading: Reading, file: str, number: int) -> list[object]:
    return [one for one in reading.records if one.where == Position(file, number)]


def interaction(reading: Reading, file: str, number: int) -> InteractionRecord:
    (only,) = (one for one in row(reading, file, number) if isinstance(one, InteractionRecord))
    return only


def sides(record: InteractionRecord) -> list[tuple[IdentityKey, Role]]:
    return [(participant.key, participant.role) for participant in record.participants]


def left_out(reading: Reading) -> dict[tuple[str, int], Reason]:
    return {(one.where.file, one.where.row): one.reason for one in reading.skipped}


# ------------------------------------------------------------------------------------------- every era


@pytest.mark.parametrize("which", ERAS)
def test_every_row_of_every_file_is_accounted_for(which: str) -> None:
    reading = era(which)
    headers = {
        "connect": ("First Name", "Connected On"), "message": ("From", "Date", "Content"), "invit": ("Sent At",),
        "endorse": ("Skill Name",), "recomm": ("Creation Date",), "empfehl": ("Creation Date",),
        "follows": ("FullName",), "company": ("Organization",), "events": ("Event Name",), "notes": ("Note",),
        "profil": ("Headline",), "email": ("Confirmed",), "position": ("Company Name",), "beruf": ("Company Name",),
        "kontakte": ("Connected On",), "nachricht": ("Content",),
    }  # fmt: skip
    for member in reading.archive.members:
        base = member.name.casefold()
        header = next(names for start, names in headers.items() if start in base.replace("company follows", "company"))
        expected = counted_rows(LINKEDIN / which / member.path, *header)
        assert reading.rows()[member.path] == set(range(1, expected + 1)), member.path


@pytest.mark.parametrize("which", ERAS)
def test_zip_folder_wrapper_and_other_order_give_the_same(which: str, tmp_path: Path) -> None:
    straight = era(which)
    for path in (
        zip_of(LINKEDIN / which, tmp_path / "one.zip"),
        zip_of(LINKEDIN / which, tmp_path / "two.zip", backwards=True),
    ):
        packed = drop(path)
        assert packed.records == straight.records
        assert packed.skipped == straight.skipped
    wrapped = drop(zip_of(LINKEDIN / which, tmp_path / "three.zip", "Basic_LinkedInDataExport_11-20-2026/"))
    assert [type(one) for one in wrapped.records] == [type(one) for one in straight.records]
    if which != "german":  # it has a wrapper of its own
        assert wrapped.archive.title == "LinkedIn archive of 20 November 2026"


@pytest.mark.parametrize("which", ERAS)
def test_an_interaction_is_keyed_by_its_row_alone(which: str) -> None:
    for record in era(which).interactions:
        assert record.exact[0].startswith("linkedin.")
        assert all(isinstance(field, str) for field in (*record.exact, *record.coarse))
        assert record.participants


@pytest.mark.parametrize("which", ERAS)
def test_what_a_row_becomes_comes_together(which: str) -> None:
    rows = [one.where for one in era(which).everything]
    assert [where for n, where in enumerate(rows) if n == 0 or where != rows[n - 1]] == list(dict.fromkeys(rows))


@pytest.mark.parametrize("which", ERAS)
def test_private_files_are_listed_and_never_opened(which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(LINKEDIN / which, tmp_path / "export")
    private = {"Logins.csv", "SearchQueries.csv", "Ad_Targeting.csv", "PhoneNumbers.csv", "Receipts_v2.csv",
               "coach_messages.csv", "Inferences_about_you.csv", "Security Challenges.csv"}  # fmt: skip
    home = next((tmp_path / "export").rglob("[CK]on*.csv")).parent
    write_files(home, dict.fromkeys(private, "secret"))
    opened: set[str] = set()
    really_open = FolderTree.open

    def open_and_tell(tree: FolderTree, path: str, start: int = 0) -> io.BufferedReader:
        opened.add(Path(path).name)
        return really_open(tree, path, start)

    monkeypatch.setattr(FolderTree, "open", open_and_tell)
    reading = drop(tmp_path / "export")
    assert {Path(path).name for path in reading.archive.unread} >= private
    assert opened
    assert not opened & private


# ------------------------------------------------------------------------------------------- people


def test_a_connection_of_2018_is_known_by_name_and_address() -> None:
    reading = era("2018")
    person, connected = row(reading, "Connections.csv", 1)
    assert person == PersonRecord(
        Position("Connections.csv", 1),
        (name("ana duarte"), mail("ana@duarte.example")),
        (
            Fact(Field.NAME, "Ana Duarte"), Fact(Field.FIRST_NAME, "Ana"), Fact(Field.LAST_NAME, "Duarte"),
            Fact(Field.COMPANY, "Farol Freight"), Fact(Field.ROLE, "Sales lead"),
            Fact(Field.MAIL, "ana@duarte.example"),
        ),
    )  # fmt: skip
    assert connected == InteractionRecord(
        Position("Connections.csv", 1),
        Kind.CONNECTED,
        Moment(1533440400000, Precision.MINUTE_UNKNOWN_ZONE),
        (Participant(name("ana duarte"), Role.PRESENT, "Ana Duarte"), Participant(ME, Role.PRESENT)),
        ("linkedin.connected.1", "Ana Duarte", "8/5/18, 3:40 AM"),
        ("connected", "ana duarte"),
    )


def test_a_connection_with_a_link_is_known_by_its_decoded_slug() -> None:
    reading = era("2024")
    person, connected = row(reading, "Connections.csv", 2)
    assert isinstance(person, PersonRecord)
    assert person.keys == (BO,)
    assert isinstance(connected, InteractionRecord)
    assert connected.at == Moment(1514678400000, Precision.DAY)
    assert connected.exact == ("linkedin.connected.1", "bo-håkansson", "2017-12-31")


def test_two_people_of_one_name_stay_two() -> None:
    old, new = era("2018"), era("2024")
    jans = [person for person in old.people if Fact(Field.NAME, "Jan Novak") in person.facts]
    assert [person.keys for person in jans] == [(mail("jan@novak.example"),), (mail("jan2@novak.example"),)]
    assert all(record.coarse == () for record in old.interactions if "jan" in str(record.participants[0].key))
    jans = [person for person in new.people if Fact(Field.NAME, "Jan Novak") in person.facts]
    assert [person.keys for person in jans] == [(slug("jan-novak"),), (slug("jan-novak-2"),)]


def test_two_people_of_one_name_without_address_are_told_by_their_day(tmp_path: Path) -> None:
    header = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    rows = "Jan,Novak,,A,,14 Mar 2015\nJan,Novak,,B,,15 Mar 2015\nEva,Novak,,C,,16 Mar 2015\n"
    reading = drop(write_files(tmp_path / "x", {"Connections.csv": header + rows}))
    assert [person.keys[0].key for person in reading.others] == [
        "connection:jan novak:2015-03-14", "connection:jan novak:2015-03-15", "eva novak"]  # fmt: skip


def test_a_row_with_a_date_alone_is_a_closed_profile() -> None:
    assert left_out(era("2024"))["Connections.csv", 7] is Reason.CLOSED_PROFILE
    assert left_out(era("2021"))["Connections.csv", 4] is Reason.CLOSED_PROFILE


def test_the_owners_rows_are_the_owners() -> None:
    reading = era("2018")
    first = reading.records[0]
    assert isinstance(first, PersonRecord)
    assert first.owner
    assert first.keys == (
        name("mara lindqvist"), mail("mara@lindqvist.example"), ME,
        IdentityKey("x", IdentityKind.HANDLE, "maralindqvist"))  # fmt: skip
    assert Fact(Field.BIRTHDAY, "1984-04-12") in first.facts
    confirmed, unconfirmed = reading.of("Email Addresses.csv")
    assert isinstance(confirmed, PersonRecord)
    assert isinstance(unconfirmed, PersonRecord)
    assert confirmed.keys == (name("mara lindqvist"), mail("mara@lindqvist.example"))
    assert unconfirmed.keys == (name("mara lindqvist"),)
    jobs = [fact.value for person in era("2021").of("Positions.csv") for fact in getattr(person, "facts", ())]
    assert jobs == ["Box & Sea\tBroker\t2019-01\t", "Kattegat Line\tClerk\t2010\t2018-12"]


def test_notes_are_kept_on_the_person_they_are_about() -> None:
    note = interaction(era("2026"), "Notes.csv", 1)
    assert (note.kind, sides(note), note.text, note.detail) == (
        Kind.NOTE,
        [(ANA, Role.PRESENT)],
        "Two daughters, rows on Sundays.\nLikes strong coffee.",
        "edited 2026-09-20",
    )
    assert note.at == Moment(1789430400000, Precision.DAY)


# ------------------------------------------------------------------------------------------- messages


def test_a_message_with_every_column() -> None:
    assert interaction(era("2024"), "messages.csv", 1) == InteractionRecord(
        Position("messages.csv", 1),
        Kind.MESSAGE,
        Moment(1714979289000, Precision.SECOND, 0),
        (Participant(ANA, Role.FROM, "Ana Duarte"), Participant(MARA, Role.TO, "Mara Lindqvist")),
        ("linkedin.message.1", "2-YW5h", "2024-05-06 07:08:09 UTC", "New job! <br>Coffee in Lisbon?"),
        ("message", "ana duarte", "mara lindqvist", "Newjob!CoffeeinLisbon?"),
        "2-YW5h",
        text="New job! \nCoffee in Lisbon?",
    )


def test_a_message_of_2018_meets_itself_in_2025() -> None:
    old, new = era("2018"), era("2025")
    for number in (1, 2):
        before, after = interaction(old, "Messages.csv", number), interaction(new, "messages.csv", number)
        assert before.coarse == after.coarse
        assert before.at is not None
        assert after.at is not None
        assert 0 <= after.at.ms - before.at.ms < 60_000
        assert before.exact != after.exact
        assert (before.participants[0].key == ME) == (after.participants[0].key == MARA)


def test_a_message_keeps_its_exact_key_through_later_archives() -> None:
    early, late = era("2021"), era("2023")
    assert [record.exact for record in early.of("messages.csv")[:2]] == [  # type: ignore[union-attr]
        record.exact for record in late.of("messages.csv")[:2]]  # type: ignore[union-attr]  # fmt: skip


def test_receivers_without_links_are_split_by_known_names_only() -> None:
    both = interaction(era("2018"), "Messages.csv", 3)
    assert sides(both) == [(ME, Role.FROM), (name("ana duarte"), Role.TO), (name("chidi okoro"), Role.TO)]
    assert sides(interaction(era("2018"), "Messages.csv", 4)) == [
        (name("chidi okoro"), Role.FROM), (ME, Role.TO), (name("ana duarte"), Role.TO)]  # fmt: skip
    one = interaction(era("2021"), "messages.csv", 4)
    assert one.participants == (
        Participant(MARA, Role.FROM, "Mara Lindqvist"),
        Participant(name("lena brandt"), Role.TO, "Lena Brandt, PhD"),
    )


def test_receivers_with_links_are_split_by_their_links() -> None:
    group = interaction(era("2024"), "messages.csv", 3)
    assert group.participants == (
        Participant(CHIDI, Role.FROM, "Chidi Okoro"), Participant(MARA, Role.TO, "Mara Lindqvist"),
        Participant(ANA, Role.TO, "Ana Duarte"))  # fmt: skip
    comma = interaction(era("2024"), "messages.csv", 4)
    assert comma.participants[1] == Participant(slug("lena-brandt"), Role.TO, "Lena Brandt, PhD")


@pytest.mark.parametrize(
    ("to", "names"),
    [("A, PhD,B", ["A, PhD", "B"]), ("A,PhD,B", ["", ""]), ("A, B, PhD", ["", ""]), ("A, B", ["A", "B"])],
)
def test_names_that_do_not_pair_with_links_are_left_out(tmp_path: Path, to: str, names: list[str]) -> None:
    links = "https://www.linkedin.com/in/a,https://www.linkedin.com/in/b"
    reading = drop(
        messages_of(
            tmp_path, f'2-x,,Me,https://www.linkedin.com/in/me,"{to}","{links}",2024-01-01 00:00:00 UTC,,hi,INBOX'
        )
    )
    assert [p.name for p in reading.interactions[0].participants] == ["Me", *names]


@pytest.mark.parametrize(
    ("to", "others"),
    [
        ("Mara Lindqvist,Ana Duarte,Lena Brandt", ["ana duarte", "lena brandt"]),
        ("Lena Brandt,Mara Lindqvist,Otto Unknown,Ana Duarte", ["lena brandt", "otto unknown", "ana duarte"]),
        ("Mara Lindqvist,Ana Duarte, Speaker on Tides,Lena Brandt,M.B.A.", ["ana duarte", "lena brandt"]),
    ],
)
def test_one_receiver_whom_nothing_else_names_takes_nobody_out_of_a_group(
    tmp_path: Path, to: str, others: list[str]
) -> None:
    reading = drop(write_files(tmp_path / "x", {
        "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
                       "Geo Location,Twitter Handles,Websites,Instant Messengers\nMara,Lindqvist" + "," * 11 + "\n",
        "Connections.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\n"
                           "Ana,Duarte,,,,03 Jan 2020\n",
        "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
                        "2-x,,Chidi Okoro,https://www.linkedin.com/in/chidi-okoro,"
                        f'"{to}",2021-01-01 00:00:00 UTC,,hi,INBOX\n',
    }))  # fmt: skip
    (record,) = (one for one in reading.interactions if one.kind is Kind.MESSAGE)
    assert {one.key for one in record.participants} == {CHIDI, ME, *map(name, others)}


def test_closed_accounts_are_one_unknown_person_per_conversation() -> None:
    reading = era("2024")
    unknown = [interaction(reading, "messages.csv", number).participants[0] for number in (5, 6, 7)]
    assert unknown == [
        Participant(closed("2-Y2xv"), Role.FROM), Participant(closed("2-Y2xv"), Role.FROM),
        Participant(closed("2-b3Ro"), Role.FROM)]  # fmt: skip
    german = interaction(era("german"), "Complete_LinkedInDataExport_03-05-2025/Nachrichten.csv", 2)
    assert german.participants[0].key == closed("2-Y2xv")


def test_closed_accounts_outside_conversations_are_never_one_person(tmp_path: Path) -> None:
    reading = drop(write_files(tmp_path / "x", {"Messages.csv": (
        "From,To,Date,Subject,Content,Direction,Folder\n"
        'LinkedIn Member,Mara,"2/3/18, 8:00 AM",,one,INCOMING,INBOX\n'
        'LinkedIn Member,Mara,"2/3/18, 8:00 AM",,two,INCOMING,INBOX\n')}))  # fmt: skip
    first, second = (record.participants[0].key for record in reading.interactions)
    assert first != second
    assert {first.kind, second.kind} == {IdentityKind.ID}


def test_campaigns_spam_and_drafts_are_counted_apart() -> None:
    reasons = left_out(era("2024"))
    assert [reasons["messages.csv", number] for number in (8, 9, 10)] == [Reason.SPONSORED, Reason.SPAM, Reason.DRAFT]


def test_campaigns_of_2018_are_told_by_their_marks_and_mine_are_no_campaigns(tmp_path: Path) -> None:
    rows = (
        'Fleet Offers,Mara,"2/3/18, 8:00 AM",Grow,"Dear %FIRSTNAME%, buy ships.",INCOMING,INBOX\n'
        'Mara,Ana,"2/4/18, 8:00 AM",Fun,"They wrote ""Dear %FIRSTNAME%"" to me",OUTGOING,SENT\n'
    )
    header = "From,To,Date,Subject,Content,Direction,Folder\n"
    reading = drop(write_files(tmp_path / "x", {"Messages.csv": header + rows}))
    assert left_out(reading) == {("Messages.csv", 1): Reason.SPONSORED}
    assert [record.title for record in reading.interactions] == ["Fun"]


def test_somebody_without_link_who_writes_plainly_is_a_person(tmp_path: Path) -> None:
    me_ = "https://www.linkedin.com/in/me"
    reading = drop(
        messages_of(tmp_path, f"2-x,Your boat,Old Friend,,Me,{me_},2024-01-01 00:00:00 UTC,Boat,still there?,INBOX")
    )
    assert reading.interactions[0].participants[0] == Participant(name("old friend"), Role.FROM, "Old Friend")


def test_whoever_wrote_before_is_spam_or_a_draft_where_the_row_says_so(tmp_path: Path) -> None:
    header = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER,IS MESSAGE DRAFT\n"
    both = "Ana,https://www.linkedin.com/in/ana,Mara,https://www.linkedin.com/in/mara,2024-05-06 07:08:09 UTC,hello"
    ends = ("INBOX,No", "INBOX,No", "SPAM,No", "INBOX,Yes", "INBOX,No,more", "ARCHIVE,", "INBOX,No")
    rows = "".join(f"2-x,{both},{end}\n" for end in ends)
    reading = drop(write_files(tmp_path / "x", {"messages.csv": header + rows}))
    assert left_out(reading) == {
        ("messages.csv", 3): Reason.SPAM, ("messages.csv", 4): Reason.DRAFT, ("messages.csv", 5): Reason.UNREADABLE,
    }  # fmt: skip
    assert [record.where.row for record in reading.interactions] == [1, 2, 6, 7]


def test_a_message_without_words_is_still_one() -> None:
    empty = interaction(era("2025"), "messages.csv", 3)
    assert (empty.text, empty.detail, sides(empty)) == ("", "attachment", [(ANA, Role.FROM), (MARA, Role.TO)])
    alone = interaction(era("2021"), "messages.csv", 5)
    assert (alone.conversation, alone.text) == ("", "")
    assert alone.exact == (
        "linkedin.message.1", "Ana Duarte", "Mara Lindqvist", "2021-04-05 06:07:08 UTC", "", "")  # fmt: skip


def test_talks_with_a_machine_are_no_messages() -> None:
    reading = era("2026")
    assert {"coach_messages.csv", "guide_messages.csv", "learning_coach_messages.csv",
            "learning_role_play_messages.csv"} <= set(reading.archive.unread)  # fmt: skip
    assert not any("goals" in record.text for record in reading.interactions)


def messages_of(tmp_path: Path, *rows: str) -> Path:
    header = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT"
    header += ",FOLDER"
    return write_files(tmp_path / "x", {"messages.csv": "\n".join([header, *rows, ""])})


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("a < b &amp; c > d <3", "a < b & c > d <3"),
        ("<p>Dear Mara,</p><p>hello<br/>you</p>", "Dear Mara,\nhello\nyou"),
        ("<style>p {color: red}</style>Hi&nbsp;there", "Hi there"),
        ('<a href=""https://x.example"">here</a> &lt;b&gt;', "here <b>"),
        ("one\n\n\n\ntwo\n", "one\n\ntwo"),
        ("keep <Name> and x<y>z", "keep <Name> and x<y>z"),
    ],
)
def test_markup_goes_and_words_stay(tmp_path: Path, content: str, text: str) -> None:
    me_, you = "https://www.linkedin.com/in/me", "https://www.linkedin.com/in/you"
    reading = drop(messages_of(tmp_path, f'2-x,,Me,{me_},You,{you},2024-01-01 00:00:00 UTC,,"{content}",INBOX'))
    assert [record.text for record in reading.interactions] == [text]


# ------------------------------------------------------------------------------------------- the rest


def test_invitations_have_a_sender_a_receiver_and_words() -> None:
    invitation = interaction(era("2024"), "Invitations.csv", 1)
    assert invitation == InteractionRecord(
        Position("Invitations.csv", 1),
        Kind.INVITATION,
        Moment(1533407400000, Precision.MINUTE_UNKNOWN_ZONE),
        (Participant(MARA, Role.FROM, "Mara Lindqvist"), Participant(ANA, Role.TO, "Ana Duarte")),
        ("linkedin.invitation.1", "Mara Lindqvist", "Ana Duarte", "8/4/18, 6:30 PM", "Hello Ana, we met at the fair."),
        ("invitation", "ana duarte", "mara lindqvist"),
        text="Hello Ana, we met at the fair.",
    )
    old = interaction(era("2018"), "Invitations.csv", 1)
    assert (old.exact, old.coarse, old.at) == (invitation.exact, invitation.coarse, invitation.at)
    assert sides(old) == [(ME, Role.FROM), (name("ana duarte"), Role.TO)]
    assert sides(interaction(era("2018"), "Invitations.csv", 2)) == [(name("chidi okoro"), Role.FROM), (ME, Role.TO)]


def test_each_endorsed_skill_is_one_row_of_its_own() -> None:
    reading = era("2024")
    first, second = (interaction(reading, "Endorsement_Received_Info.csv", number) for number in (1, 2))
    assert (sides(first), first.detail, second.detail) == (
        [(ANA, Role.FROM), (ME, Role.TO)],
        "Logistics",
        "Negotiation",
    )
    reasons = left_out(reading)
    assert reasons["Endorsement_Received_Info.csv", 3] is Reason.HIDDEN_BY_YOU
    assert reasons["Endorsement_Received_Info.csv", 4] is Reason.DECLINED
    old = interaction(era("2018"), "Endorsement Received Info.csv", 1)
    assert (old.coarse, old.at) == (first.coarse, first.at)
    given = interaction(era("2021"), "Endorsement_Given_Info.csv", 1)
    assert sides(given) == [(ANA, Role.TO), (ME, Role.FROM)]


def test_recommendations_run_from_their_writer() -> None:
    reading = era("2024")
    received = interaction(reading, "Recommendations_Received.csv", 1)
    assert (sides(received), received.text) == (
        [(name("chidi okoro"), Role.FROM), (ME, Role.TO)],
        "Mara keeps her word.",
    )
    given = interaction(reading, "Recommendations_Given.csv", 1)
    assert sides(given) == [(name("ana duarte"), Role.TO), (ME, Role.FROM)]
    assert given.exact == interaction(era("2018"), "Recommendations Given.csv", 1).exact
    german = interaction(era("german"), "Complete_LinkedInDataExport_03-05-2025/Erhaltene Empfehlungen.csv", 1)
    assert sides(german)[0] == (name("chidi okoro"), Role.FROM)


def test_a_recommendation_of_unknown_direction_has_none(tmp_path: Path) -> None:
    file = (LINKEDIN / "2024" / "Recommendations_Given.csv").read_bytes()
    reading = drop(write_files(tmp_path / "x", {"Suositukset.csv": file}))
    assert sides(reading.interactions[0]) == [(name("ana duarte"), Role.PRESENT), (ME, Role.PRESENT)]


def test_follows_events_and_companies() -> None:
    reading = era("2024")
    follow = interaction(reading, "Member_Follows.csv", 1)
    assert (follow.kind, sides(follow)) == (Kind.FOLLOW, [(name("ingrid solberg"), Role.TO), (ME, Role.FROM)])
    assert left_out(reading)["Member_Follows.csv", 2] is Reason.DECLINED
    assert left_out(reading)["Member_Follows.csv", 3] is Reason.CLOSED_PROFILE
    (company,) = (one for one in reading.records if isinstance(one, WishRecord))
    assert (company.subject, company.text, company.at) == (
        "company", "Tejo Ventures", Moment(1710003909000, Precision.SECOND, 0))  # fmt: skip
    fair, night = (one for one in reading.records if isinstance(one, EventRecord))
    assert (fair.name, fair.attended, fair.link) == ("Harbour Fair 2024", True, "https://fair.example/2024")
    assert fair.start == Moment(1715004000000, Precision.MINUTE_UNKNOWN_ZONE)
    assert not night.attended


def test_an_archive_says_what_it_is(tmp_path: Path) -> None:
    packed = drop(zip_of(LINKEDIN / "2024", tmp_path / "Complete_LinkedInDataExport_07-08-2024.zip"))
    archive = packed.archive
    assert (archive.title, archive.snapshot_ms, archive.complete) == (
        "LinkedIn archive of 8 July 2024", 1720396800000, True)  # fmt: skip
    assert dict(archive.counts) == {"people": 7, "messages": 10, "events": 2}
    alone = drop(LINKEDIN / "2024" / "messages.csv").archive
    assert (alone.title, alone.snapshot_ms, alone.complete) == ("LinkedIn, messages.csv", None, False)


def test_a_connections_file_alone_is_read() -> None:
    reading = drop(LINKEDIN / "2024" / "Connections.csv")
    assert reading.archive.owner == ()
    assert len(reading.others) == 6
    assert [person.keys for person in reading.people if person.owner] == [(ME,)]
    assert all(record.participants[1].key == ME for record in reading.interactions)


def test_two_archives_side_by_side_are_two(tmp_path: Path) -> None:
    for which, name_ in (
        ("2024", "Basic_LinkedInDataExport_06-08-2024"),
        ("2026", "Basic_LinkedInDataExport_11-20-2026"),
    ):
        shutil.copytree(LINKEDIN / which, tmp_path / "downloads" / name_)
    reading = drop(tmp_path / "downloads")
    assert sorted(archive.title for archive in reading.archives) == [
        "LinkedIn archive of 20 November 2026", "LinkedIn archive of 8 June 2024"]  # fmt: skip
    assert reading.unknown == ()


def test_the_same_file_twice_in_a_folder_is_two_archives(tmp_path: Path) -> None:
    file = (LINKEDIN / "2024" / "Connections.csv").read_bytes()
    reading = drop(write_files(tmp_path / "x", {"Connections.csv": file, "Connections (1).csv": file}))
    assert [len(archive.members) for archive in reading.archives] == [1, 1]


def test_damaged_headers_are_told_and_not_passed_over(tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in (LINKEDIN / "2024").glob("*.csv")}
    files["Connections.csv"] = files["Connections.csv"].replace(b"First Name", b"F1rst Name").replace(b"URL,", b"U,")
    files["Something new in 2027.csv"] = b"a,b\n1,2\n"
    reading = drop(write_zip(tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip", files))
    (unknown,) = reading.unknown
    assert unknown.name == "Connections.csv"
    assert "Something new in 2027.csv" in reading.archive.unread


def test_other_files_dropped_beside_are_not_swallowed(tmp_path: Path) -> None:
    file = (LINKEDIN / "2024" / "Connections.csv").read_bytes()
    write_files(tmp_path, {"Connections.csv": file, "contacts.csv": "Name,E-mail\nA,b@c.example\n"})
    reading = drop(tmp_path / "Connections.csv", tmp_path / "contacts.csv")
    assert {archive.source_id: [one.name for one in archive.members] for archive in reading.archives} == {
        "linkedin": ["Connections.csv"], "table": ["contacts.csv"]
    }  # fmt: skip
    assert reading.unknown == ()


def test_a_made_archive_is_read_whole_and_the_same_seed_makes_the_same(tmp_path: Path) -> None:
    first, again = (write_archive(tmp_path / name_, 300, 2000, seed=5) for name_ in ("a.zip", "b.zip"))
    assert first.read_bytes() == again.read_bytes()
    reading = drop(first)
    assert reading.skipped == ()
    assert reading.unknown == ()
    assert reading.archive.owner[0] == MARA
    assert {file: len(rows) for file, rows in reading.rows().items()} == {
        "Connections.csv": 300, "messages.csv": 2000, "Invitations.csv": 43, "Profile.csv": 1}  # fmt: skip
