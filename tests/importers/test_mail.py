"""Mails: who wrote to whom and what, whatever program kept them; who is no person; and what becomes of damage."""

from __future__ import annotations

import mailbox
import random
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from relate.domain.kinds import Kind
from relate.domain.moments import Precision
from relate.domain.records import InteractionRecord, PersonRecord, Reason, Role
from relate.importers.mail import mbox as reader
from relate.importers.mail.addresses import mailboxes
from relate.importers.mail.importer import NOT_KEPT, TEXT
from relate.importers.registry import importer, recognise
from relate.importers.source import open_sources
from tests.effort import dice, effort
from tests.importers.dropping import Reading, drop, zip_of

EXPORTS = Path(__file__).parent.parent / "exports" / "mail"
FORMS = sorted(path for path in EXPORTS.iterdir() if path.name != "plain-damaged")
DAMAGED = EXPORTS / "plain-damaged"
FILES = sorted(path for path in EXPORTS.rglob("*") if path.is_file() and path.stat().st_size)
GMAIL = EXPORTS / "gmail"
MARA = "Mara <mara@northwind.example>"
ANA = "Ana Silva <ana@tailspin.example>"


def mails(reading: Reading) -> list[InteractionRecord]:
    """In the order of time."""
    told = [one for one in reading.records if isinstance(one, InteractionRecord)]
    return sorted(told, key=lambda one: (one.at is None, one.at, one.title))


def titled(reading: Reading, title: str) -> InteractionRecord:
    (found,) = [one for one in mails(reading) if one.title == title]
    return found


def who(record: InteractionRecord) -> list[tuple[Role, str, str]]:
    return [(one.role, one.key.key, one.name) for one in record.participants]


def owner(reading: Reading) -> PersonRecord | None:
    return next((one for one in reading.records if isinstance(one, PersonRecord) and one.owner), None)


def why(reading: Reading) -> Counter[Reason]:
    return Counter(one.reason for one in reading.skipped)


def mail(*head: str, body: str = "Hello.", number: int = 1) -> str:
    """A mail of an mbox; what its head does not say stands in for itself."""
    names = {line.partition(":")[0] for line in head}
    usual = {
        "From": ANA, "To": MARA, "Subject": "Hello", "Date": f"Mon, {number % 28 + 1} May 2023 10:00:00 +0200",
        "Message-ID": f"<{number}@x.example>",
    }  # fmt: skip
    lines = [*head, *(f"{name}: {value}" for name, value in usual.items() if name not in names)]
    return "\n".join(["From x@x.example Mon May  1 08:00:00 2023", *lines, "", body, "", ""])


def mbox(folder: Path, *written: str, name: str = "mails.mbox") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(written), encoding="utf-8", newline="")
    return path


# ------------------------------------------------------------------------------------------------------ gmail


def test_what_google_hands_out_is_read_with_its_people_times_and_threads() -> None:
    reading = drop(GMAIL)
    first, answer, back = mails(reading)[:3]
    assert who(first) == [
        (Role.FROM, "mara.lindqvist@gmail.com", ""), (Role.TO, "ana@tailspin.example", "Ana Silva"),
    ]  # fmt: skip
    assert who(answer)[2] == (Role.CC, "tomas@tailspin.example", "Tomás Rivera")
    assert first.kind is Kind.MAIL
    assert first.at is not None
    assert (first.at.iso(), first.at.offset) == ("2025-03-03T09:12:00Z", 60)
    assert answer.title == "Re: Prices for spring – attached"
    assert {first.conversation, answer.conversation, back.conversation} == {"gm:1780000000000000001"}
    assert answer.exact == ("mail.message.1", "reply-one@tailspin.example")


def test_the_text_is_what_was_written_without_quotes_signature_and_what_phones_add() -> None:
    first, answer, back = mails(drop(GMAIL))[:3]
    # Its lines are whole again: the promise goes on in the next one.
    assert first.text == (
        "Dear Ana,\n\ncan you send me the prices for spring? I promise the forecast by Friday.\n\nMara"
    )
    assert answer.text == "Here they are, Mara. Café on Thursday?"
    assert back.text == "Thursday is good. I bring the forecast with me."
    assert titled(drop(GMAIL), "Offer").text == "Dear Mara,\nthe offer is <signed> & on its way."


def test_what_is_no_mail_between_people_is_counted_with_its_reason() -> None:
    assert why(drop(GMAIL)) == {
        Reason.NEWSLETTER: 2, Reason.BY_A_MACHINE: 4, Reason.ON_A_LIST: 1, Reason.MASS_MAIL: 1, Reason.SPAM: 1,
        Reason.DELETED_MAIL: 1, Reason.DRAFT: 1, Reason.NOT_KEPT: 1, Reason.NO_PERSON: 1, Reason.COPY: 1,
    }  # fmt: skip


def test_somebody_on_a_list_who_writes_to_me_too_is_a_person() -> None:
    assert who(titled(drop(GMAIL), "Re: [makers] Looms")) == [
        (Role.FROM, "hana@freight.example", "Hana Malá"), (Role.TO, "mara.lindqvist@gmail.com", ""),
    ]  # fmt: skip


def test_whom_i_wrote_to_is_a_person_whatever_sends_their_mails() -> None:
    assert titled(drop(GMAIL), "Our fair in May").text == "Come to our fair, stand 12."


def test_members_of_a_group_are_people_and_nobody_is_not() -> None:
    record = titled(drop(GMAIL), "Schöne Grüße")
    assert who(record) == [
        (Role.FROM, "jose@nunez.example", "José Núñez, Lda."), (Role.TO, "mara.lindqvist@gmail.com", ""),
        (Role.TO, "hana@freight.example", "Hana"),
    ]  # fmt: skip


def test_labels_are_read_in_the_language_of_the_account() -> None:
    reading = drop(EXPORTS / "gmail-german")
    assert [one.title for one in mails(reading)] == ["Messe", "Re: Messe"]
    assert mails(reading)[1].text == "Gerne, bis Dienstag!"
    assert why(reading) == {Reason.NEWSLETTER: 1, Reason.DELETED_MAIL: 1, Reason.COPY: 1}
    found = owner(reading)
    assert found is not None
    assert [key.key for key in found.keys] == ["mara.lindqvist@gmail.com"]


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ("Spam", Reason.SPAM), ("Inbox,Papierkorb", Reason.DELETED_MAIL), ("Rascunhos", Reason.DRAFT),
        ("=?UTF-8?Q?Corbeille?=", Reason.DELETED_MAIL), ("=?UTF-8?Q?Entw=C3=BCrfe?=", Reason.DRAFT),
        ("Chats", Reason.NOT_KEPT), ("Category Promotions,Opened", Reason.NEWSLETTER),
        ("=?UTF-8?Q?Cat=C3=A9gorie_:_Promotions?=", Reason.NEWSLETTER),
        ("=?UTF-8?Q?Kategorie_=E2=80=9EWerbung=E2=80=9C?=", Reason.NEWSLETTER),
    ],
)  # fmt: skip
def test_a_label_says_what_is_left_out(tmp_path: Path, labels: str, reason: Reason) -> None:
    reading = drop(mbox(tmp_path, mail(f"X-Gmail-Labels: {labels}"), mail(number=2)))
    assert why(reading) == {reason: 1}
    assert len(mails(reading)) == 1


# ------------------------------------------------------------------------------------------------------ other programs


def test_thunderbirds_profile_is_read_without_what_it_will_tidy_away() -> None:
    reading = drop(EXPORTS / "thunderbird")
    assert [one.title for one in mails(reading)] == ["Last year", "Fwd: Contract", "Fair", "Re: Fair"]
    assert why(reading) == {Reason.DELETED_MAIL: 2}
    assert {Path(path).name for path in reading.archive.unread} == {
        "INBOX.msf", "Sent.msf", "Templates", "msgFilterRules.dat",
    }  # fmt: skip
    assert reading.unknown == ()
    assert titled(reading, "Fwd: Contract").text == "Please read page 3."
    assert who(titled(reading, "Fwd: Contract"))[0] == (Role.FROM, "jane@lumen.example", "Jane Doe")
    # An answer that names nothing joins the mail of its subject.
    assert titled(reading, "Re: Fair").conversation == titled(reading, "Fair").conversation
    assert titled(reading, "Re: Fair").text == "From here it is an hour by train.\nFrom the station, five minutes."


def test_a_maildir_is_read_with_its_folders_and_flags() -> None:
    reading = drop(EXPORTS / "maildir")
    assert [one.title for one in mails(reading)] == ["Freight", "Freight", "Re: Freight"]
    assert why(reading) == {Reason.DELETED_MAIL: 1, Reason.SPAM: 1}
    found = owner(reading)
    assert found is not None
    assert found.keys[0].key == "mara@northwind.example"
    assert {one.where.file for one in mails(reading)} == {"cur", "new", ".Sent"}


@pytest.mark.parametrize("mark", [":2,", ";2,", "!2,"])
def test_the_flags_of_a_maildir_are_read_as_each_system_writes_them(tmp_path: Path, mark: str) -> None:
    for number, flags in enumerate(("S", "ST", "SD"), 1):
        mbox(tmp_path, mail(number=number).partition("\n")[2], name=f"box/cur/{number}.host{mark}{flags}")
    assert why(drop(tmp_path / "box")) == {Reason.DELETED_MAIL: 1, Reason.DRAFT: 1}


def test_thunderbirds_maildir_is_read() -> None:
    reading = drop(EXPORTS / "thunderbird-maildir")
    asked, answer = mails(reading)
    assert (asked.text, answer.text) == ("One file a mail.", "So I see.")
    assert asked.conversation == answer.conversation


def test_the_files_of_a_mac_are_read_without_what_was_thrown_away() -> None:
    reading = drop(EXPORTS / "emlx")
    assert [(one.title, one.text) for one in mails(reading)] == [
        ("From a Mac", "Sunny here."), ("Re: From a Mac", "Here too."),
    ]  # fmt: skip
    assert why(reading) == {Reason.DELETED_MAIL: 1}
    assert reading.archive.unread == ("V10/INBOX.mbox/Info.plist",)


def test_mails_that_are_files_of_their_own_are_read() -> None:
    reading = drop(EXPORTS / "eml")
    assert [one.text for one in mails(reading)] == [
        "Dobrý den, nabídka je v příloze.", "Thank you!", "Without an id.",
    ]  # fmt: skip
    assert titled(reading, "Nabídka").conversation == titled(reading, "Re: Nabídka").conversation
    assert titled(reading, "No id").exact[0] == "mail.hash.1"
    single = drop(EXPORTS / "eml" / "offer.eml")
    assert who(mails(single)[0]) == [
        (Role.FROM, "jonas@weber.example", "Jonas Weber"), (Role.TO, "mara@northwind.example", "Mara Lindqvist"),
    ]  # fmt: skip


def test_every_dialect_of_mbox_is_read() -> None:
    reading = drop(EXPORTS / "plain")
    assert len(mails(reading)) == 7
    assert titled(reading, "Letter 1").text == "Dear Mara,\n\nFrom now on I write."
    assert titled(reading, "Letter 8").text == "A line:\n\nFrom here one sees the sea.\n\nFrom there too."
    # Its length is said: what looks like the next mail stands inside it.
    assert titled(reading, "Letter 9").text.endswith("Subject: inside\n\nMe too.")


def test_a_length_that_is_wrong_loses_no_mail(tmp_path: Path) -> None:
    path = mbox(
        tmp_path, mail("Content-Length: 90", body="Short."), mail("Content-Length: 1", number=2), mail(number=3)
    )
    assert len(mails(drop(path))) == 3


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.name)
def test_a_zip_says_what_its_folder_says(form: Path, tmp_path: Path) -> None:
    folder, packed = drop(form), drop(zip_of(form, tmp_path / f"{form.name}.zip"))
    told = [[one._replace(where=one.where._replace(file="")) for one in mails(reading)] for reading in (folder, packed)]
    assert told[0] == told[1]
    assert why(folder) == why(packed)


# ------------------------------------------------------------------------------------------------------ one by one


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ana Silva <ana@x.example>", [("ana@x.example", "Ana Silva")]),
        ("ana@X.example (Ana Silva)", [("ana@x.example", "Ana Silva")]),
        ("<ANA@x.example>", [("ana@x.example", "")]),
        ('"Silva, Ana" <ana@x.example>', [("ana@x.example", "Ana Silva")]),
        ("Silva, Ana <ana@x.example>", [("ana@x.example", "Ana Silva")]),
        ("\"'Ana Silva'\" <ana@x.example>", [("ana@x.example", "Ana Silva")]),
        ('"ana@x.example" <ana@x.example>', [("ana@x.example", "")]),
        ("Ana Silva via Contoso <ana@x.example>", [("ana@x.example", "")]),
        ("Ana Silva (Contoso) <ana@x.example>", [("ana@x.example", "Ana Silva")]),
        ("a@evil.example <b@good.example>", [("b@good.example", "")]),
        ("=?utf-8?Q?a=40b?= <a@x.example>", [("a@x.example", "")]),
        ("=?utf-8?Q?Silva=2C_Ana?= <a@x.example>, b@x.example", [("a@x.example", "Ana Silva"), ("b@x.example", "")]),
        ("=?utf-8?B?SsO8cg==?= =?utf-8?B?Z2Vu?= <j@x.example>", [("j@x.example", "Jürgen")]),
        ("=?utf-8?B?SsM=?= =?utf-8?B?vHJn?= <j@x.example>", [("j@x.example", "Jürg")]),
        ("=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <y@x.example>", [("y@x.example", "山田")]),
        ("Team: a@x.example, Ben Lind <b@x.example>;", [("a@x.example", ""), ("b@x.example", "Ben Lind")]),
        ("undisclosed-recipients:;", []),
        ('"open quote <o@x.example>', [("o@x.example", "open quote")]),
        ("", []), (",,;:<>()", []), ("(((((", []), ("<" * 200, []),
    ],
)  # fmt: skip
def test_a_line_of_addresses_is_split_before_it_is_decoded(line: str, people: list[tuple[str, str]]) -> None:
    assert [(one.mail, one.name) for one in mailboxes(line.encode()) if one.mail] == people


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("Mon, 1 May 2023 10:00:00 +0200", ("2023-05-01T08:00:00Z", Precision.SECOND)),
        ("1 May 23 10:00:00 EST", ("2023-05-01T15:00:00Z", Precision.SECOND)),
        ("Mon, 1 May 2023 10:00:00 +0200 (CEST)", ("2023-05-01T08:00:00Z", Precision.SECOND)),
        ("Mon, 1 May 2023 10:00:00", ("2023-05-01T10:00Z", Precision.MINUTE_UNKNOWN_ZONE)),
        ("Mon, 31 Feb 2023 10:00:00 +0000", ("2023-05-01T08:00Z", Precision.MINUTE_UNKNOWN_ZONE)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", ("2023-05-01T08:00Z", Precision.MINUTE_UNKNOWN_ZONE)),
        ("Thu, 1 Jan 2099 00:00:00 +0000", ("2023-05-01T08:00Z", Precision.MINUTE_UNKNOWN_ZONE)),
        ("no date at all", ("2023-05-01T08:00Z", Precision.MINUTE_UNKNOWN_ZONE)),
    ],
)  # fmt: skip
def test_a_mail_without_a_date_that_can_be_right_has_that_of_its_first_line(
    tmp_path: Path, date: str, told: tuple[str, Precision]
) -> None:
    (record,) = mails(drop(mbox(tmp_path, mail(f"Date: {date}"))))
    assert record.at is not None
    assert (record.at.iso(), record.at.precision) == told


@pytest.mark.parametrize(
    "head",
    [
        ("From: noreply@x.example",), ("From: do-not-reply@x.example",), ("From: bounces+12-ab=y@x.example",),
        ("From: notifications@x.example",), ("From: News <newsletter@x.example>",), ("From: x@linkedin.com",),
        ("From: Ana via Docs <x@docs.google.com>",), ("Precedence: bulk",), ("Auto-Submitted: auto-generated",),
        ("X-Auto-Response-Suppress: All",), ("Feedback-ID: 1:2:3",), ("Return-Path: <>",),
        ("List-Unsubscribe: <mailto:leave@x.example>",), ("List-Id: <x.lists.example>",),
        ("Content-Type: multipart/report; boundary=x",), ("To: " + ", ".join(f"g{n}@x.example" for n in range(26)),),
    ],
    ids=lambda head: head[0][:40],
)  # fmt: skip
def test_machines_lists_and_mass_mail_are_no_conversation(tmp_path: Path, head: tuple[str, ...]) -> None:
    reading = drop(mbox(tmp_path, mail(*head)))
    assert mails(reading) == []
    assert sum(why(reading).values()) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [("newsam", True), ("billy", True), ("reply.ana", True), ("anna.newsome", True), ("info", True), ("news", False),
     ("no-reply", False), ("noreply-invoices", False)],
)  # fmt: skip
def test_a_name_that_only_begins_like_a_machines_is_a_persons(tmp_path: Path, name: str, kept: bool) -> None:
    assert bool(mails(drop(mbox(tmp_path, mail(f"From: {name}@x.example"))))) is kept


def test_an_answer_to_a_newsletter_does_not_make_an_address_a_person_that_says_nobody_reads_it(tmp_path: Path) -> None:
    sent = mbox(tmp_path, mail(f"From: {MARA}", "To: no-reply@x.example, news@x.example", number=1), name="box/Sent")
    mbox(tmp_path, mail("From: no-reply@x.example", number=2), mail("From: news@x.example", number=3), name="box/In")
    reading = drop(sent.parent)
    assert [one.participants[0].key.key for one in mails(reading)] == ["mara@northwind.example", "news@x.example"]


def test_the_owner_has_all_addresses_he_sends_from_and_is_delivered_to(tmp_path: Path) -> None:
    sent = [mail(f"From: {MARA}", f"To: {ANA}", number=n) for n in range(5)]
    sent.append(mail("From: Mara L. <mara@old.example>", f"To: {ANA}", number=6))
    got = [mail("Delivered-To: m.l@third.example", "To: m.l+shop@third.example", number=n) for n in range(10, 14)]
    mbox(tmp_path, *sent, name="box/Sent")
    reading = drop(mbox(tmp_path, *got, name="box/Inbox").parent)
    found = owner(reading)
    assert found is not None
    assert [key.key for key in found.keys] == ["mara@northwind.example", "mara@old.example", "m.l@third.example"]
    assert {fact.value for fact in found.facts} == {"Mara"}
    # What is written to the address with a tag is written to him.
    assert who(mails(reading)[-1])[1] == (Role.TO, "m.l@third.example", "")


def test_whoever_has_a_single_mail_among_the_sent_ones_is_not_the_owner_for_that(tmp_path: Path) -> None:
    """Somebody put it there by hand, and a folder of few mails has no share that tells."""
    sent = [mail(f"From: {MARA}", f"To: {ANA}", number=n) for n in range(3)]
    reading = drop(mbox(tmp_path, *sent, mail("From: Bo Ek <bo@x.example>", number=6), name="box/Sent").parent)
    found = owner(reading)
    assert found is not None
    assert [key.key for key in found.keys] == ["mara@northwind.example"]
    assert [who(one)[0][1] for one in mails(reading)][-1] == "bo@x.example"


def test_without_folders_of_sent_mails_he_is_whom_nearly_all_are_from_or_to(tmp_path: Path) -> None:
    written = [mail(f"From: P{n} <p{n}@x.example>", number=n) for n in range(6)]
    reading = drop(mbox(tmp_path, *written, mail(f"From: {MARA}", f"To: {ANA}", number=9)))
    found = owner(reading)
    assert found is not None
    assert found.keys[0].key == "mara@northwind.example"


def test_two_who_only_write_to_each_other_are_not_told_apart(tmp_path: Path) -> None:
    reading = drop(mbox(tmp_path, *(mail(number=n) for n in range(4)), mail(f"From: {MARA}", f"To: {ANA}", number=8)))
    assert owner(reading) is None
    assert len(mails(reading)) == 5


def test_the_same_mail_in_several_files_is_one(tmp_path: Path) -> None:
    mbox(tmp_path, mail(number=1), mail(number=2), name="box/one")
    mbox(tmp_path, mail(number=2), mail(number=3), name="box/two")
    mbox(tmp_path, mail(number=3).partition("\n")[2], name="box/three.eml")
    reading = drop(tmp_path / "box")
    assert len(mails(reading)) == 3
    assert why(reading) == {Reason.COPY: 2}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_mail_without_an_id_is_known_again_in_another_form(tmp_path: Path, ends: str) -> None:
    written = mail("Message-ID:", body="From here\n\n>From there").replace("\n", ends)
    one = drop(mbox(tmp_path, written))
    other = drop(mbox(tmp_path, written.partition(ends)[2].replace(">From", "From"), name="one.eml"))
    assert mails(one)[0].exact == mails(other)[0].exact


def test_a_thread_is_called_by_its_first_mail_also_where_that_is_missing(tmp_path: Path) -> None:
    first = mail(number=1)
    second = mail("In-Reply-To: <1@x.example>", number=2)
    third = mail("References: <1@x.example><2@x.example>", number=3)
    whole, cut = drop(mbox(tmp_path, third, first, second)), drop(mbox(tmp_path, third, second, name="cut.mbox"))
    assert {one.conversation for one in (*mails(whole), *mails(cut))} == {"mail:1@x.example"}


def test_an_answer_without_references_joins_its_subject_only_within_thirty_days(tmp_path: Path) -> None:
    def dated(subject: str, day: str, number: int, sender: str = ANA) -> str:
        return mail(f"Subject: {subject}", f"Date: {day} 2023 10:00:00 +0000", f"From: {sender}", number=number)

    reading = drop(mbox(
        tmp_path, dated("Tea", "1 May", 1), dated("AW: Re: tea", "20 May", 2), dated("Re: Tea", "1 Jul", 3),
        dated("Re: Tea", "2 May", 4, "Eva <eva@x.example>"),
    ))  # fmt: skip
    threads = {one.exact[1]: one.conversation for one in mails(reading)}
    # Everybody's mails are to Mara, but of these only Eva's has another sender.
    assert threads["1@x.example"] == threads["2@x.example"] != threads["3@x.example"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Yes.\n\nOn Mon, 1 May 2023, Mara <m@x.example> wrote:\n> Tea?\n", "Yes."),
        ("> Tea?\n\nYes.\n\n> Milk?\n\nNo.", "Yes.\n\nNo."),
        ("On 1 May 2023 Mara wrote:\n> Tea?\nYes.", "Yes."),
        ("Oui.\n\nLe 1 mai 2023 à 10:00, Mara <m@x.example> a écrit :\n\n> Thé ?", "Oui."),
        ("Ano.\n\nDne 1. 5. 2023 v 10:00 Mara napsal(a):\n> Čaj?", "Ano."),
        ("Yes.\n\n-----Original Message-----\nFrom: Mara\nTea?", "Yes."),
        ("Ja.\n\nVon: Mara <m@x.example>\nGesendet: Montag, 1. Mai 2023 10:00\nAn: Ana\nTee?", "Ja."),
        ("Yes.\n-- \nAna\n+351 000", "Yes."),
        ("Yes.\n\nSent from my iPhone", "Yes."),
        ("As I wrote:\ncome.", "As I wrote:\ncome."),
        ("- one thing that is rather long to say and fills its line\n- two\nshort\nlines",) * 2,
        ("roses are red\nviolets are blue",) * 2,
        ("From: here to there\nwe went.", "From: here to there\nwe went."),
        ("-- \nAna", "-- \nAna"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_quoted_is_not_what_was_written(tmp_path: Path, body: str, text: str) -> None:
    assert mails(drop(mbox(tmp_path, mail(body=body))))[0].text == text


def test_a_text_behind_long_pages_and_before_what_is_attached_is_found(tmp_path: Path) -> None:
    style = "<style>" + "p {color: red}\n" * 3000 + "</style>"
    parts = f"--b\nContent-Type: text/html; charset=utf-8\n\n<html>{style}<p>Late words</p></html>\n--b--\n"
    (record,) = mails(drop(mbox(tmp_path, mail('Content-Type: multipart/mixed; boundary="b"', body=parts))))
    assert record.text == "Late words"
    attached = "--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nnot mine\n--b--\n"
    path = mbox(tmp_path, mail("Content-Type: multipart/mixed; boundary=b", body=attached), name="attached.mbox")
    assert mails(drop(path))[0].text == ""


def test_no_text_is_kept_where_the_user_says_so() -> None:
    (source,), _ = open_sources([GMAIL])
    with source:
        (archive,), _ = recognise(source)
        (question,) = archive.questions
        assert (question.id, archive.shape) == (TEXT, "mail")
        told = list(importer("mail").read(source, archive._replace(answers=((TEXT, NOT_KEPT.id),))))
    kept = [one for one in told if isinstance(one, InteractionRecord)]
    assert {one.text for one in kept} == {""}
    assert len(kept) == len(mails(drop(GMAIL)))
    assert "Prices for spring" in {one.title for one in kept}


def test_the_day_of_a_download_is_in_its_name(tmp_path: Path) -> None:
    packed = zip_of(GMAIL, tmp_path / "takeout-20251120T101500Z-001.zip")
    assert drop(packed).archive.snapshot_ms == 1_763_596_800_000


# ------------------------------------------------------------------------------------------------------ damage


def test_what_stands_before_the_first_mail_is_said_and_the_rest_is_read() -> None:
    reading = drop(DAMAGED / "broken-from.mbox")
    assert [(one.where.row, one.reason) for one in reading.skipped] == [(1, Reason.UNREADABLE)]
    # Without an empty line before it the third is one all the same.
    assert [one.title for one in mails(reading)] == ["Letter 1", "Letter 2", "Letter 3"]


def test_a_file_that_breaks_off_keeps_what_stood_before() -> None:
    reading = drop(DAMAGED / "truncated.mbox")
    assert [one.title for one in mails(reading)] == ["Letter 1"]
    assert [(one.where.row, one.reason) for one in reading.skipped] == [(2, Reason.INCOMPLETE)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_head_that_breaks_off_does_not_take_the_next_mail_along(tmp_path: Path, ends: str) -> None:
    broken = mail(number=1).partition("\n\n")[0] + "\n"
    path = tmp_path / "mails.mbox"
    path.write_bytes((broken + mail(number=2) + mail(number=3)).replace("\n", ends).encode())
    reading = drop(path)
    assert [(one.where.row, one.reason) for one in reading.skipped] == [(1, Reason.INCOMPLETE)]
    assert [one.exact[1] for one in mails(reading)] == ["2@x.example", "3@x.example"]


def test_lines_that_are_not_encoded_are_read() -> None:
    one, other = mails(drop(DAMAGED / "eight-bit.mbox"))
    assert (one.participants[0].name, one.title) == ("Jörg Müller", "Größe")
    assert (other.participants[0].name, other.text) == ("Žofie", "raw éÿ")


def test_badly_encoded_words_cost_nothing_but_themselves() -> None:
    told = [(one.participants[0].name, one.title) for one in mails(drop(DAMAGED / "bad-words.mbox"))]
    assert told[:4] == [("René", "Grüße"), ("", "Grüß"), ("Petr Novák", "41xœ"), ("", "=?utf-8?Z?what?=")]
    assert told[6] == ("John Doe", "Bare comma")


def test_times_are_found_where_the_date_is_none() -> None:
    assert [(one.title, one.at.iso() if one.at else None) for one in mails(drop(DAMAGED / "no-dates.mbox"))] == [
        ("From line", "2023-05-01T08:00Z"), ("Received", "2023-05-02T10:00:00Z"), ("None", None),
    ]  # fmt: skip


def test_ids_against_the_rules_are_ids_and_junk_in_a_head_costs_itself() -> None:
    reading = drop(DAMAGED / "bracket-id.mbox")
    first, second, third = mails(reading)
    assert (first.exact[1], first.conversation) == ("[abc@x]", second.conversation)
    assert third.title == "Junk lines"
    assert why(reading) == {Reason.NO_PERSON: 1}


def test_nothing_in_a_mail_holds_a_nul() -> None:
    (record,) = mails(drop(DAMAGED / "nuls.mbox"))
    assert (record.title, record.text) == ("AB", "ab")


def test_single_files_are_read_also_where_they_end_early() -> None:
    assert {one.title for one in mails(drop(DAMAGED))} >= {"only a head", "Count"}


def test_a_head_as_long_as_a_book_ends(tmp_path: Path) -> None:
    path = mbox(
        tmp_path, mail("X-Spam: " + "x" * 3_000_000), mail(number=2), mail("To: " + "a@x.example, " * 90_000, number=3)
    )
    reading = drop(path)
    assert len(reading.everything) == 3
    assert len(mails(reading)) == 1


@pytest.mark.parametrize("block", [257, 1_000, 1_777, 4_096])
@pytest.mark.parametrize("name", ["gmail/Takeout/Mail/All mail Including Spam and Trash.mbox", "plain/mboxcl.mbox"])
def test_mails_go_on_over_the_borders_of_what_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch, name: str, block: int
) -> None:
    whole = drop(EXPORTS / name)
    monkeypatch.setattr(reader, "_LONGEST_FROM", 200)
    monkeypatch.setattr(reader, "BLOCK", block)
    assert drop(EXPORTS / name).everything == whole.everything


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(EXPORTS).as_posix())
def test_every_mail_is_an_interaction_or_skipped_with_a_reason(path: Path) -> None:
    """As the standard library counts them, where it can."""
    reading = drop(path)
    if not reading.archives:
        assert reading.unknown
        return
    rows = Counter(one.where.row for one in reading.everything if not isinstance(one, PersonRecord))
    assert set(rows.values()) == {1}
    assert set(rows) == set(range(1, max(rows) + 1))
    # To it a line of a body that begins with From is a mail.
    if (
        path.parent != DAMAGED
        and path.stem not in ("mboxcl", "mboxo", "INBOX")
        and path.read_bytes().startswith(b"From ")
    ):
        with closing(mailbox.mbox(path, create=False)) as box:
            assert len(rows) == len(box)


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Some bytes changed, lost, doubled or put in, lines dropped, the end cut: a bad disk or a bad program."""
    damaged = bytearray(content)
    for _ in range(rng.randint(1, 10)):
        at = rng.randrange(len(damaged) or 1)
        match rng.randrange(7):
            case 0:
                damaged[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del damaged[at : at + rng.randint(1, 80)]
            case 2:
                damaged[at:at] = damaged[at : at + rng.randint(1, 300)]
            case 3:
                damaged[at:at] = rng.choice(
                    [b"\0", b"\r", b"\n", b"\n\n", b":", b"<", b'"', b"\xff", b"=?", b"@", b","]
                )
            case 4:
                damaged[at:at] = rng.choice([
                    b"\n\nFrom x@y Mon May  1 08:00:00 2023\n", b"\nFrom ", b"\nMessage-ID: <[a@b]>\n",
                    b'\nContent-Type: multipart/mixed; boundary=""\n', b"=?utf-8?B?////?=", b"\nDate: 99 Foo 99999\n",
                    b"\nContent-Transfer-Encoding: base64\n", b"\nReferences: " + b"<a@b>" * 50 + b"\n",
                ])  # fmt: skip
            case 5:
                damaged = damaged[: max(at, 20)]
            case _:
                damaged[at:at] = rng.randbytes(rng.randint(1, 30))
    return bytes(damaged)


@pytest.mark.parametrize("number", range(effort(200, 20_000)))
def test_damage_anywhere_loses_no_mail_in_silence(tmp_path: Path, number: int) -> None:
    rng = dice("mail", number)
    path = rng.choice(FILES)
    spoilt = tmp_path / path.name.replace(";", "!")
    spoilt.write_bytes(mutated(rng, path.read_bytes()))
    reading = drop(spoilt)
    if not reading.archives:
        assert reading.unknown
        return
    rows = Counter(one.where.row for one in reading.everything if not isinstance(one, PersonRecord))
    assert set(rows.values()) <= {1}
    assert set(rows) == set(range(1, max(rows) + 1))


@pytest.mark.parametrize(
    ("fixture", "title"),
    [
        ("gmail", "Gmail of mara.lindqvist@gmail.com"),
        ("gmail-german", "Gmail of mara.lindqvist@gmail.com"),
        ("plain/mboxcl.mbox", "mboxcl"),
        ("thunderbird", "thunderbird, mails"),
    ],
)
def test_mails_are_called_by_whose_they_are_where_that_is_plain(fixture: str, title: str) -> None:
    """Gmail names each of its files alike, whoever downloads it."""
    assert drop(EXPORTS / fixture).archive.title == title
