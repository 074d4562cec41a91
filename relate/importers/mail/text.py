"""What somebody wrote in a mail: its first text, without what it quotes and without its signature.

Source: formats/contacts.md 4.2 and 4.3. The parts are found by their boundaries in the first bytes of a message, so
that what is attached is never read; a text that goes on behind them is cut there.
"""

from __future__ import annotations

import re
from binascii import a2b_qp
from html import unescape
from typing import Final, NamedTuple

from relate.importers.mail.heads import Line, lines
from relate.importers.mail.words import in_charset, plain, unpacked

LONGEST_RAW: Final = 64 << 10
"""Bytes of a message's body that are looked at."""
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
_WROTE = re.compile(
    r"(?:>+ ?)*(?:(?:On|Am|Le|El|Em|Il|Op|Dne|Den|W dniu|V|På|Pe|A|Dana|Em) )?.{0,200}\b(?:wrote|writes|schrieb|schreibt"
    r"|a écrit|escribió|escreveu|ha scritto|schreef|napsala?|napísal|napisał(?:\(a\)|a)?|skrev|kirjoitti|írta|пишет|писал"
    r"|написал|yazdı|写道|のメッセージ)\b.{0,60}[:：]\s*",
    re.IGNORECASE,
)  # fmt: skip
_COLONS: Final = (":", "：")
"""With which every line ends that says who wrote what is quoted below it."""
_ORIGINAL = re.compile(
    r"\s*-{2,}\s*(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original|mensagem original"
    r"|messaggio originale|oorspronkelijk bericht|původní zpráva|wiadomość oryginalna|forwarded message"
    r"|weitergeleitete nachricht|message transféré|mensaje reenviado|исходное сообщение|original appointment)\s*-{2,}.*"
    r"|\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message réexpédié)\s*:.*",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\s*\*?(?:from|von|de|da|van|od|från|fra|lähettäjä|от|发件人|差出人)\s*\*?\s*[:：]\*?\s*\S.*", re.IGNORECASE
)
_HEADED_ON = re.compile(
    r"\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|enviada(?: em)?|data|fecha|inviato|verzonden|odesláno|wysłano"
    r"|skickat|sendt|dato|lähetetty|отправлено|дата|发送时间|送信日時|to|an|à|para|a|aan|komu|do|till|til)\s*\*?\s*[:：].*",
    re.IGNORECASE,
)
_PHONE_SAYS = re.compile(
    r"(?:sent from my |sent from (?:mail|outlook|yahoo)|get outlook for |von meinem .{1,30} gesendet"
    r"|gesendet mit der |envoyé de mon |enviado (?:desde|do) (?:mi|meu) |inviato da(?:l mio)? |verstuurd vanaf mijn "
    r"|odesláno z |wysłane z ).{0,80}",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """What a part says of itself, and its bytes as they stand."""

    kind: bytes
    encoding: bytes
    body: bytes


def written(kind: bytes, encoding: bytes, body: bytes, *, escaped: bool) -> str:
    """The text of a message by its Content-Type, its Content-Transfer-Encoding and the beginning of its body; "" where
    it has none. escaped: lines that begin with >From are meant without the >, as an mbox has them."""
    part = _first_text(Part(kind, encoding, body), 0)
    if part is None:
        return ""
    text = _decoded(part)
    if part.kind[:9].lower() == b"text/html":
        text = _of_html(text)
    elif _FLOWED.search(part.kind):
        text = _joined(text)
    if escaped:
        text = text.replace("\n>From ", "\nFrom ")
    return own_words(text)


def own_words(text: str) -> str:
    """Without quoted mails, signature and what phones add; at most LONGEST_TEXT characters."""
    kept: list[str] = []
    rows = text.replace("\x00", "").splitlines()
    for number, row in enumerate(rows):
        if row in ("-- ", "--", "—", "__") and kept:
            break
        if row.startswith(">"):
            continue
        if _ends_here(rows, number, row):
            break
        if row.rstrip()[-1:] in _COLONS and _is_attribution(rows, number):
            # What is quoted may have answers between it; then it goes on below.
            if kept and not kept[-1].endswith((".", "!", "?")) and _opens_attribution(kept[-1]):
                kept.pop()
            if not any(later.startswith(">") for later in rows[number + 1 : number + 4]):
                break
            continue
        kept.append(row.rstrip())
    while kept and (not kept[-1].strip() or _PHONE_SAYS.fullmatch(kept[-1].strip())):
        kept.pop()
    said = re.sub(r"\n{3,}", "\n\n", "\n".join(kept).strip())
    return said if len(said) <= LONGEST_TEXT else said[: LONGEST_TEXT - 1].rstrip() + "…"


def _ends_here(rows: list[str], number: int, row: str) -> bool:
    """Whether the mail that is answered stands below from here on, unmarked."""
    if "-" in row[:12] or ":" in row:
        if _ORIGINAL.fullmatch(row):
            return True
        if _HEADED.fullmatch(row):
            return any(_HEADED_ON.fullmatch(later) for later in rows[number + 1 : number + 4])
    return False


def _is_attribution(rows: list[str], number: int) -> bool:
    """"On Mon, Jan 5, 2026 Ana <ana@x> wrote:", also over two lines; not a sentence of somebody's own."""
    row = rows[number].strip()
    if len(row) > 400 or not _WROTE.fullmatch(row):
        return False
    marked = any(later.startswith(">") for later in rows[number + 1 : number + 4])
    return marked or any(letter.isdigit() for letter in row) or "@" in row


def _opens_attribution(row: str) -> bool:
    return re.match(r"(?:On|Am|Le|El|Em|Il|Op|Dne|Den|W dniu|På)\s.*\d", row) is not None and len(row) < 200


def _first_text(part: Part, depth: int) -> Part | None:
    """The first part that is text for people to read, plain text before the same as a page."""
    kind = part.kind[:40].lower()
    if kind.startswith(b"multipart/") and depth < _DEEPEST:
        found = _BOUNDARY.search(part.kind)
        if found is None:
            return None
        page = None
        for inner in _parts(part.body, found[1] or found[2]):
            text = _first_text(inner, depth + 1)
            if text is not None and not text.kind[:9].lower() == b"text/html":
                return text
            page = page or text
        return page
    if kind.startswith(b"message/rfc822"):
        return None
    return part if not kind or kind.startswith((b"text/plain", b"text/html", b"text;")) or b"/" not in kind else None


def _parts(body: bytes, boundary: bytes) -> list[Part]:
    """The parts between a boundary's lines that begin in these bytes."""
    told: list[Part] = []
    mark = b"--" + boundary
    start = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
    if not start and not body.startswith(mark):
        return told
    while len(told) < _MOST_PARTS:
        start = body.find(b"\n", start) + 1
        if not start:
            break
        end = body.find(b"\n" + mark, start - 1)
        piece = body[start : end if end >= 0 else len(body)]
        head, body_of_it = _split(piece)
        values = lines(head)
        if b"attachment" not in head.lower():
            told.append(Part(values[Line.CONTENT_TYPE], values[Line.ENCODING], body_of_it))
        if end < 0 or body.startswith(b"--", end + 1 + len(mark)):
            break
        start = end + 1
    return told


def _split(piece: bytes) -> tuple[bytes, bytes]:
    """A part's head and its body."""
    if piece.startswith((b"\n", b"\r\n")):
        return b"", piece.lstrip(b"\r\n")
    places = [(place, len(gap)) for gap in (b"\n\n", b"\n\r\n") if (place := piece.find(gap)) >= 0]
    if not places:
        return piece, b""
    place, length = min(places)
    return piece[:place], piece[place + length :]


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
