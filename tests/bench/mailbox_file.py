"""A mailbox as Gmail hands it out, made from a seed: most of it by machines, some from people, with what they attach.

Headers of some 1.8 kB each, as they are: routes, seals and signatures take more room than what is said in them.
"""

from __future__ import annotations

import random
from base64 import encodebytes
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.bench.library import folder

SEED: Final = 41
FORM: Final = 1
"""Counted up when other files are made of the same size."""
PEOPLE: Final = 1500
SENDERS: Final = 400
FROM_PEOPLE: Final = 0.17
BY_ME: Final = 0.08
ON_LISTS: Final = 0.06
"""Shares of all mails; the others are newsletters, receipts and notices."""
ATTACHED: Final = 0.12
"""Share of people's mails with a file, and about how many bytes it has."""
ATTACHED_BYTES: Final = 130_000
ME: Final = "mara.lindqvist@gmail.com"
_FIRST: Final = ("Ana", "Ben", "Carla", "Dario", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jana", "Kofi", "Lena")
_LAST: Final = ("Silva", "Okafor", "Meyer", "Novak", "Rossi", "Haddad", "Berg", "Duarte", "Kim", "Weiss", "Moreau")
_WORDS: Final = (
    "the", "a", "we", "you", "of", "to", "for", "with", "price", "order", "contract", "meeting", "tomorrow", "week",
    "Lisbon", "stand", "template", "invoice", "call", "send", "please", "thanks", "question", "about", "next", "draft",
    "numbers", "team", "plan", "customer", "offer", "date", "train", "would", "could", "price list", "warehouse",
)  # fmt: skip


_PAGE: Final = 'Content-Type: text/html; charset="UTF-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'


def mailbox_of(messages: int, bytes_of_all: int) -> Path:
    """The mbox of so many messages and about so many bytes. Made once and kept."""
    path = folder() / f"All mail Including Spam and Trash-{messages}-{bytes_of_all}-{FORM}.mbox"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            for message in _messages(messages, bytes_of_all // messages):
                file.write(message)
        unfinished.rename(path)
    return path


def _messages(count: int, usual: int) -> Iterator[bytes]:
    chance = random.Random(SEED)
    people = [(f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", f"person{n}@example{n % 300}.example")
              for n in range(PEOPLE)]  # fmt: skip
    weights = [1 / (n + 4) for n in range(PEOPLE)]
    noise = encodebytes(chance.randbytes(600_000))
    threads: list[tuple[int, list[str], str]] = []
    began = datetime(2014, 2, 3, 8, tzinfo=UTC)
    for number in range(count):
        at = began + timedelta(minutes=number * 6_200_000 // count, seconds=chance.randrange(60))
        what = chance.random()
        if what < FROM_PEOPLE + BY_ME:
            yield _of_people(chance, number, at, people, weights, threads, noise, by_me=what < BY_ME)
        elif what < FROM_PEOPLE + BY_ME + ON_LISTS:
            yield _on_a_list(chance, number, at, people)
        else:
            yield _by_a_machine(chance, number, at, noise, usual)


def _of_people(
    chance: random.Random,
    number: int,
    at: datetime,
    people: list[tuple[str, str]],
    weights: list[float],
    threads: list[tuple[int, list[str], str]],
    noise: bytes,
    *,
    by_me: bool,
) -> bytes:
    own = f"<CA{number}.{chance.getrandbits(60):x}@mail.gmail.com>"
    if threads and chance.random() < 0.6:
        whom, before, subject = threads[chance.randrange(max(0, len(threads) - 200), len(threads))]
    else:
        whom, before, subject = chance.choices(range(PEOPLE), weights)[0], [], _said(chance, 5).capitalize()
        threads.append((whom, before, subject))
    name, mail = people[whom]
    sender, to = (f"Mara Lindqvist <{ME}>", f"{name} <{mail}>")
    if not by_me:
        sender, to = to, sender
    extra = [f"Cc: {', '.join(f'{n} <{m}>' for n, m in chance.sample(people, chance.choice((1, 2, 5))))}"
             ] if chance.random() < 0.15 else []  # fmt: skip
    if before:
        extra += [f"In-Reply-To: {before[-1]}", "References: " + "\r\n ".join(before[-8:])]
    labels = "Sent,Opened" if by_me else "Inbox,Opened,Important"
    text = "\r\n".join(_said(chance, chance.randint(4, 16)).capitalize() + "." for _ in range(chance.randint(2, 9)))
    if before:
        text += f"\r\n\r\nOn {at - timedelta(days=1):%a, %b %d, %Y at %H:%M} {name} <{mail}> wrote:\r\n\r\n"
        text += "\r\n".join("> " + _said(chance, 11) for _ in range(chance.randint(4, 30)))
    before.append(own)
    plain = f'Content-Type: text/plain; charset="UTF-8"\r\n\r\n{text}\r\n'
    html = f'{_PAGE}<div dir=3D"ltr">' + text.replace("\r\n", "<br>=\r\n") + "</div>\r\n"
    body = f"--0000b{number}\r\n{plain}\r\n--0000b{number}\r\n{html}\r\n--0000b{number}--\r\n".encode()
    kind = f'multipart/alternative; boundary="0000b{number}"'
    if chance.random() < ATTACHED:
        size = int(chance.expovariate(1 / ATTACHED_BYTES))
        parts = [b"--0000a%d\r\nContent-Type: %s\r\n\r\n" % (number, kind.encode()), body]
        parts.append(
            b'--0000a%d\r\nContent-Type: application/pdf; name="offer.pdf"\r\nContent-Disposition: attachment;'
            b' filename="offer.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n' % number
        )
        parts += [noise] * (size // len(noise)) + [noise[: size % len(noise)], b"\r\n--0000a%d--\r\n" % number]
        body, kind = b"".join(parts), f'multipart/mixed; boundary="0000a{number}"'
    return _message(chance, number, at, [
        f"From: {sender}", f"To: {to}", *extra, f"Subject: {'Re: ' if before[:-1] else ''}{subject}",
        f"Message-ID: {own}", f"Content-Type: {kind}",
    ], labels, body, received=not by_me)  # fmt: skip


def _on_a_list(chance: random.Random, number: int, at: datetime, people: list[tuple[str, str]]) -> bytes:
    name, mail = chance.choice(people)
    body = "\r\n".join(_said(chance, 12) for _ in range(chance.randint(10, 120)))
    return _message(chance, number, at, [
        f"From: {name} <{mail}>", "To: Makers <makers@lists.example>", f"Subject: [makers] {_said(chance, 6)}",
        f"Message-ID: <{number}.{chance.getrandbits(60):x}@example.example>", "Precedence: list",
        "List-Id: Makers <makers.lists.example>", "List-Post: <mailto:makers@lists.example>",
        "List-Unsubscribe: <https://lists.example/leave>", 'Content-Type: text/plain; charset="utf-8"',
    ], "Inbox,Category Forums", body.encode(), received=True)  # fmt: skip


def _by_a_machine(chance: random.Random, number: int, at: datetime, noise: bytes, usual: int) -> bytes:
    who = chance.randrange(SENDERS)
    address = f"{chance.choice(('news', 'noreply', 'notifications', 'hello'))}@shop{who}.example"
    html = f'<html><body><table width=3D"600"><tr><td style=3D"font-family:Arial">{_said(chance, 30)}</td></tr>=\r\n'
    size = int(chance.expovariate(1 / (usual * 0.52))) + 2500
    plain = f'Content-Type: text/plain; charset="utf-8"\r\n\r\n{_said(chance, 60)}'
    body = f"--m{number}\r\n{plain}\r\n--m{number}\r\n{_PAGE}"
    subject = f"=?UTF-8?Q?{_said(chance, 6).replace(' ', '_')}_=E2=80=93?="
    leave = f"<https://shop{who}.example/u/{chance.getrandbits(200):x}>,\r\n <mailto:u{number}@shop{who}.example>"
    return _message(chance, number, at, [
        f"From: Shop {who} <{address}>", f"To: {ME}", f"Subject: {subject}",
        f"Message-ID: <{number}.{chance.getrandbits(80):x}@mta{who}.example>", f"List-Unsubscribe: {leave}",
        f"Feedback-ID: {number}:{who}:shop", f'Content-Type: multipart/alternative; boundary="m{number}"',
    ], "Inbox,Category Updates", body.encode() + (html * (size // len(html) + 1)).encode() + b"--m%d--\r\n" % number,
        received=True)  # fmt: skip


def _message(
    chance: random.Random, number: int, at: datetime, own: list[str], labels: str, body: bytes, *, received: bool
) -> bytes:
    lines = [
        f"From {number + 17 * 10**17}@xxx {at:%a %b %d %H:%M:%S} +0000 {at.year}",
        f"X-GM-THRID: {number + 16 * 10**17}", f"X-Gmail-Labels: {labels}",
    ]  # fmt: skip
    if received:
        seal = encodebytes(chance.randbytes(190)).decode().replace("\n", "\r\n        ").rstrip()
        when = f"{at:%a, %d %b %Y %H:%M:%S} -0800 (PST)"
        route = f"by 2002:a05:6402:{number:x}:b0:{chance.getrandbits(40):x} with SMTP id h{number}csp; {when}"
        domain = own[0].rpartition("@")[2].rstrip(">")
        lines += [
            f"Delivered-To: {ME}", f"Received: {route}", f"X-Received: {route}",
            f"ARC-Seal: i=1; a=rsa-sha256; t={int(at.timestamp())}; cv=none;\r\n        d=google.com; s=arc-20240605;"
            f"\r\n        b={seal}",
            "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;\r\n"
            f"        h=message-id:date:subject:to:from:mime-version;\r\n        b={seal}",
            f"Return-Path: <sender-{number}@{domain}>",
            f"Received: from mail.{domain} (mail.{domain} [192.0.2.{number % 250}])\r\n"
            f"        by mx.google.com with ESMTPS id {chance.getrandbits(60):x}\r\n        for <{ME}>;"
            f"\r\n        {when}",
            f"Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@{domain} header.s=k1;\r\n"
            f"       spf=pass (google.com: domain of sender-{number}@{domain} permits 192.0.2.9)",
        ]  # fmt: skip
    lines += [*own, f"Date: {at:%a, %d %b %Y %H:%M:%S} +0100", "MIME-Version: 1.0"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n"


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
