"""What somebody wrote in a mail: its first text, without what it quotes and without its signature.

Source: formats/contacts.md 4.2 and 4.3. The parts are found by their boundaries in the first bytes of a message, so
that what is attached is never read; a text that goes on behind them is cut there.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from collections.abc import Callable, Iterator
from html import unescape
from typing import Final, NamedTuple

from relate.domain.patterns import late
from relate.importers.mail import mbox
from relate.importers.mail.words import in_charset, plain, unpacked

FIRST_RAW: Final = 16 << 10
LONGEST_RAW: Final = 128 << 10
"""Bytes of a message's body that are looked at: most texts end in the first few, and what is attached comes behind."""
LONGEST_TEXT: Final = 10_000
"""Characters that are kept."""
_DEEPEST: Final = 6
_MOST_PARTS: Final = 20
_BOUNDARY = re.compile(rb"boundary[ \t]*=[ \t]*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_CHARSET = re.compile(rb"charset[ \t]*=[ \t]*[\"']?([^\s\"';]{1,60})", re.IGNORECASE)
_FLOWED = re.compile(rb"format[ \t]*=[ \t]*\"?flowed", re.IGNORECASE)
_HIDDEN = re.compile(r"<(style|script|head|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_QUOTED_HTML = re.compile(
    r"<(?:blockquote\b|div[^<>]{0,200}(?:gmail_quote|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend"
    r"|OutlookMessageHeader)"
    r"|div[^<>]{0,300}border-top:\s*solid #(?:E1E1E1|B5C4DF)|hr[^<>]{0,200}tabindex)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WROTE = late(
    r"(?:>+ ?)*.{0,250}\b(?:wrote|writes|schrieb|schreibt|a écrit|escribió|escreveu|ha scritto|schreef|napsala?|napísal"
    r"|napisał(?:\(a\)|a)?|skrev|kirjoitti|írta|пишет|писал|написал|yazdı|写道|のメッセージ)\b.{0,60}[:：]\s*",
    re.IGNORECASE,
)
_COLONS: Final = (":", "：")
"""With which every line ends that says who wrote what is quoted below it."""
_OPENS = re.compile(r"(?:On|Am|Le|El|Em|Il|Op|Dne|Den|W dniu|På|V|Dana)\s.*\d", re.IGNORECASE)
_ORIGINAL = late(
    r"\s*-{2,}\s*(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original|mensagem original"
    r"|messaggio originale|oorspronkelijk bericht|původní zpráva|wiadomość oryginalna|forwarded message"
    r"|weitergeleitete nachricht|message transféré|mensaje reenviado|исходное сообщение|original appointment)\s*-{2,}.*"
    r"|\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié)\s*:.*",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\s*\*?(?:from|von|de|da|van|od|från|fra|lähettäjä|от|发件人|差出人)\s*\*?\s*[:：]\*?\s*\S.*", re.IGNORECASE
)
_HEADED_ON = late(
    r"\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|enviada(?: em)?|data|fecha|inviato|verzonden|odesláno"
    r"|wysłano|skickat|sendt|dato|lähetetty|отправлено|дата|发送时间|送信日時|to|an|à|para|a|aan|komu|do|till|til)\s*\*?\s*[:：].*",
    re.IGNORECASE,
)
_PHONE_SAYS = re.compile(
    r"(?:sent from my |sent from (?:mail|outlook|yahoo)|get outlook for |von meinem .{1,30} gesendet"
    r"|gesendet mit der |envoyé de mon |enviado (?:desde|do) (?:mi|meu) |inviato da(?:l mio)? |verstuurd vanaf mijn "
    r"|odesláno z |wysłane z ).{0,80}",
    re.IGNORECASE,
)


_ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
_NARROWEST, _WIDEST = 45, 80
"""Characters: where programs break lines; other texts were broken by their writers, or not at all."""
_SIGNATURES: Final = ("-- ", "--", "—", "__")
_MARKS: Final = ("-", " ", "—", "_", "\t")
_GAP = re.compile(r"[ \t]*\n(?:[ \t]*\n){2,}")
_KIND = re.compile(rb"(?:^|\n)content-type[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE)
_ENCODING = re.compile(rb"(?:^|\n)content-transfer-encoding[ \t]*:[ \t]*([\w-]+)", re.IGNORECASE)


class Part(NamedTuple):
    """What a part says of itself, and its bytes as they stand; ended: they are all of it."""

    kind: bytes
    encoding: bytes
    body: bytes
    ended: bool


def read_from(read: Callable[[int], bytes], length: int, kind: bytes, encoding: bytes, *, escaped: bool) -> str:
    """As `written`; of a body of so many bytes no more is read than its text takes."""
    length = min(length, LONGEST_RAW)
    body = read(min(length, FIRST_RAW))
    told = written(kind, encoding, body, escaped=escaped, more=length > len(body))
    if told is None:
        body += read(length - len(body))
        told = written(kind, encoding, body, escaped=escaped)
    return told or ""


def written(kind: bytes, encoding: bytes, body: bytes, *, escaped: bool, more: bool = False) -> str | None:
    """The text of a message by its Content-Type, its Content-Transfer-Encoding and the beginning of its body; "" where
    it has none. escaped: lines that begin with >From are meant without the >, as an mbox has them. more: the body goes
    on behind these bytes; then None where its text may do so too."""
    part = _first_text(Part(kind, encoding, body, not more), 0)
    if part is None:
        return None if more else ""
    if not part.ended:
        return None
    text = _decoded(part)
    page = part.kind[:9].lower() == b"text/html"
    if page:
        text = _of_html(text)
    elif _FLOWED.search(part.kind):
        text = _joined(text)
    if escaped and ">From " in text:
        text = _ESCAPED.sub(r"\1", text)
    return own_words(text, wrapped=not page)


def own_words(text: str, *, wrapped: bool) -> str:
    """Without quoted mails, signature and what phones add; at most LONGEST_TEXT characters. wrapped: its lines may be
    broken where they were full, as programs break plain text; sentences are whole again then."""
    kept: list[str] = []
    rows = text.replace("\x00", "").splitlines()
    for number, row in enumerate(rows):
        if row[:1] == ">":
            continue
        if ":" in row or "：" in row or row[:1] in _MARKS:
            if row in _SIGNATURES and kept:
                break
            if _ends_here(rows, number, row):
                break
            if row.rstrip()[-1:] in _COLONS and (rows_of_it := _attribution(rows, number)):
                if rows_of_it > 1 and kept:
                    kept.pop()
                # What is quoted may have answers between it; then it goes on below.
                if not any(later.startswith(">") for later in rows[number + 1 : number + 4]):
                    break
                continue
        kept.append(row)
    while kept and (not kept[-1].strip() or _PHONE_SAYS.fullmatch(kept[-1].strip())):
        kept.pop()
    said = _GAP.sub("\n\n", "\n".join(_unwrapped(kept) if wrapped else kept)).strip()
    return said if len(said) <= LONGEST_TEXT else said[: LONGEST_TEXT - 1].rstrip() + "…"


def _unwrapped(rows: list[str]) -> list[str]:
    """Rows that were broken because the next word had no room in them, joined again."""
    width = max(map(len, rows), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return rows
    told: list[str] = []
    full, length = False, 0
    for row in rows:
        begins = row[:1]
        if full and (begins.isalpha() or begins in "(\"'„“") and begins:
            word = row.partition(" ")[0]
            if length + 1 + len(word) > width:
                told[-1] = f"{told[-1].rstrip()} {row}"
                length = len(row)
                continue
        told.append(row)
        length = len(row.rstrip())
        full = length * 2 > width
    return told


def _ends_here(rows: list[str], number: int, row: str) -> bool:
    """Whether the mail that is answered stands below from here on, unmarked."""
    if _ORIGINAL.fullmatch(row):
        return True
    return bool(_HEADED.fullmatch(row)) and any(_HEADED_ON.fullmatch(later) for later in rows[number + 1 : number + 4])


def _attribution(rows: list[str], number: int) -> int:
    """How many rows up to this one say who wrote what is quoted below ("On 5 Jan 2026 Ana <ana@x> wrote:"); 0 where it
    is a sentence of somebody's own."""
    row, before = rows[number].strip(), rows[number - 1].strip() if number else ""
    marked = any(later.startswith(">") for later in rows[number + 1 : number + 4])
    if before and _OPENS.match(before) and len(before) + len(row) < 400 and _WROTE.fullmatch(f"{before} {row}"):
        return 2
    if len(row) > 400 or not _WROTE.fullmatch(row):
        return 0
    return 1 if marked or "@" in row or any(letter.isdigit() for letter in row) else 0


def _first_text(part: Part, depth: int) -> Part | None:
    """The first part that is text for people to read, plain text before the same as a page."""
    kind = part.kind[:40].lower()
    if kind.startswith(b"multipart/") and depth < _DEEPEST:
        found = _BOUNDARY.search(part.kind)
        if found is None:
            return None
        page = None
        for inner in _parts(part, found[1] or found[2]):
            text = _first_text(inner, depth + 1)
            if text is not None and text.kind[:9].lower() != b"text/html":
                return text
            page = page or text
        return page
    if kind.startswith(b"message/"):
        return None
    return part if not kind or kind.startswith((b"text/plain", b"text/html", b"text;")) or b"/" not in kind else None


def _parts(whole: Part, boundary: bytes) -> Iterator[Part]:
    """The parts between a boundary's lines, one by one: behind the first text nothing is looked for."""
    body = whole.body
    mark = b"\n--" + boundary
    start = 0 if body.startswith(mark[1:]) else body.find(mark) + 1
    if not start and not body.startswith(mark[1:]):
        return
    for _ in range(_MOST_PARTS):
        start = body.find(b"\n", start) + 1
        if not start:
            return
        end = body.find(mark, start - 1)
        stop = end if end >= 0 else len(body)
        gap = start if body[start : start + 1] in (b"\n", b"\r") else mbox.empty_line(body, start, stop)
        head_end = gap if gap >= 0 else stop
        head = body[start:head_end]
        if b"ttachment" not in head and b"TTACHMENT" not in head:
            said = _KIND.search(head)
            how = _ENCODING.search(head)
            yield Part(
                said[1].strip() if said else b"", how[1] if how else b"",
                body[body.find(b"\n", head_end) + 1 : stop] if gap >= 0 else b"",
                end >= 0 or whole.ended,
            )  # fmt: skip
        if end < 0 or body.startswith(b"--", end + len(mark)):
            return
        start = end + 1


def _decoded(part: Part) -> str:
    encoding = part.encoding.strip().lower()
    raw = part.body[:LONGEST_RAW]
    if encoding == b"quoted-printable":
        raw = a2b_qp(raw)
    elif encoding == b"base64":
        raw = unpacked(raw)
    found = _CHARSET.search(part.kind)
    text = in_charset(raw, found[1].decode("ascii", "replace")) if found else plain(raw)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_html(page: str) -> str:
    page = _HIDDEN.sub(" ", page)
    if (quoted := _QUOTED_HTML.search(page)) is not None and _TAG.sub("", page[: quoted.start()]).strip():
        page = page[: quoted.start()]
    page = _BREAK.sub("\n", re.sub(r"\s+", " ", page))
    text = unescape(_TAG.sub("", page)).replace("\xa0", " ")
    return "\n".join(row.strip() for row in text.split("\n"))


def _joined(text: str) -> str:
    """format=flowed: a line that ends with a blank goes on in the next one, but for the mark of a signature."""
    told: list[str] = []
    open_row = ""
    for row in text.split("\n"):
        row = row.removeprefix(" ") if row.startswith(" ") else row
        if row.endswith(" ") and row != "-- " and not row.startswith(">"):
            open_row += row
            continue
        told.append(open_row + row)
        open_row = ""
    if open_row:
        told.append(open_row)
    return "\n".join(told)
