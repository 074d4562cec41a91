"""What the first clause of a typed line tells: its day, its channel, its people, and whether it was only tried."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from relate.domain.phrase_days import cut, cut_day
from relate.domain.phrase_names import names_from
from relate.domain.phrase_words import ACTIVITIES, ATTEMPTS, BEGINS, CHANNELS, INVITING, OCCASIONS, SPOKEN_BY, VERBS
from relate.domain.records import Kind


class Head(NamedTuple):
    """day, channel: None where none is named. attempt: nobody answered. occasion: the word of one, which the note
    keeps. rest: what is left for the note. open_ended: the names stand last, so that more may follow behind a comma."""

    day: date | None = None
    channel: Kind | None = None
    attempt: bool = False
    names: tuple[str, ...] = ()
    occasion: str = ""
    rest: str = ""
    open_ended: bool = False


def head_of(clause: str, today: date) -> Head:
    """Reads the clause."""
    day, rest = cut_day(clause, today)
    if is_attempt(clause):
        # What the tables took apart is what happened: the note keeps the words.
        return Head(day, cut_channel(rest)[1], True, _attempted(rest), rest=clause)
    spoken, rest = _cut_spoken_by(rest)
    if (sent := _SENT.match(rest)) is not None:
        what = "message" if sent["what"].casefold() in ("note", "line") else sent["what"]
        rest = f"{what} to {sent['whom']} {rest[sent.end() :]}".strip()
    elif (answered := _ANSWERED.match(rest)) is not None:
        rest = f"{answered['what']} to {answered['whom']} {rest[answered.end() :]}".strip()
    rest = _BACK.sub(r"\1", _GOT.sub("", rest))
    occasion, channel, rest = cut_channel(rest)
    names, before, behind = _cut_names(rest, begins=bool(channel or spoken), small=channel is not None and not occasion)
    left = " ".join(f"{before} {behind}".split())
    return Head(day, spoken or channel, False, names, occasion, left, bool(names) and not behind)


def is_attempt(clause: str, *, whole: bool = False) -> bool:
    """Whether somebody was tried to be reached. whole: the clause says nothing else ("…, no answer", "…, but she didn't
    pick up"); "she got no answer from the bank" is news of her."""
    if whole:
        return _NO_ANSWER.match(clause) is not None
    return any(words in clause.casefold() for words in ATTEMPTS) or _TRIED.match(clause) is not None


def _attempted(text: str) -> tuple[str, ...]:
    """Whom one tried to reach: behind the words that say so, else as in any other line."""
    if (tried := _TRIED.match(text)) is not None and (names := names_from(text, tried.end())[0]):
        return names
    for words in ATTEMPTS:
        found = re.search(rf"{re.escape(words)}\s+(?:for\s+|to\s+|with\s+|from\s+)?", text, re.IGNORECASE)
        if found is not None and (names := names_from(text, found.end())[0]):
            return names
    _, channel, rest = cut_channel(text)
    if channel is not None and (names := _cut_names(rest, begins=True, small=True)[0]):
        return names
    for words in _UNANSWERED:
        before, found_there, _ = text.partition(words)
        if found_there and (names := names_from(before, 0)[0]):
            return names
    return _cut_names(rest, begins=False, small=True)[0]


_UNANSWERED: Final = tuple(words for words in ATTEMPTS if words.startswith(("did", "has")))
""" "Sven didn't answer": the name stands before."""
_NO_ANSWER: Final = re.compile(
    r"(?:but |and |still )*(?:(?:he|she|they|it) )?(?:" + "|".join(map(re.escape, ATTEMPTS)) + ")", re.IGNORECASE
)
_TRIED: Final = re.compile(
    r"(?:i |we )?(?:tried\s(?=(?-i:[^\W\d_a-z]))|left\s(?=\S.{0,60}?\sa\s(?:voicemail|voice message|message)\b))",
    re.IGNORECASE,
)
""" "tried Ana again", "left Ana a voicemail"."""


def _cut_spoken_by(text: str) -> tuple[Kind | None, str]:
    """ "on the phone", "by mail", "over zoom": the channel, wherever it stands, and the text without it."""
    found = _SPOKEN_BY.search(text)
    return (None, text) if found is None else (SPOKEN_BY[found["by"].casefold()], cut(text, found))


_SENT: Final = re.compile(
    r"(?:i |we )?(?:sent|wrote|dropped)\s(?P<whom>\S.{0,60}?)\san?\s(?:quick |short |long )?"
    r"(?P<what>e-?mail|mail|message|text|dm|note|line)(?![\w-])",
    re.IGNORECASE,
)
""" "sent Gita an email" is an email to Gita."""
_ANSWERED: Final = re.compile(
    r"(?:i |we )?(?:replied|answered|responded|wrote back)\s(?:to\s)?(?P<whom>\S.{0,60}?)['’]s\s(?:\w+\s)?"
    r"(?P<what>e-?mail|mail|message|text|dm)(?![\w-])",
    re.IGNORECASE,
)
""" "replied to Gita's mail" is a mail to Gita."""
_GOT: Final = re.compile(
    r"^(?:i |we )?(?:got|received|had|wrote|sent)\s(?=an?\s(?:e-?mail|mail|message|text|dm|call)\s(?:from|to)\s)",
    re.IGNORECASE,
)
_BACK: Final = re.compile(r"^((?:i |we )?\w+(?:ed|rang|wrote))\sback\b", re.IGNORECASE)
""" "called back Gita"."""
_SPOKEN_BY: Final = re.compile(
    r"(?<![\w-])(?:on|by|via|over)\s(?:the\s)?(?P<by>" + "|".join(map(re.escape, SPOKEN_BY)) + r")(?![\w-])(?!\scall)",
    re.IGNORECASE,
)


_LITTLE: Final = re.compile(
    r"\b(?:i|we|had|have|just|finally|quick|long|short|brief|a|an|another|first|second|for|nice|good|great|lovely"
    r"|really|very|proper|big|little|productive|interesting|intense|late|early)\b",
    re.IGNORECASE,
)
"""Words before the channel that tell nothing."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of these words by itself, the longest that fits."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


_OCCASION: Final = _any_of(OCCASIONS)
_CHANNEL: Final = _any_of(CHANNELS)
_VERB: Final = _any_of((*CHANNELS, *INVITING))
_WRITING: Final = _any_of(word for word, kind in CHANNELS.items() if kind in (Kind.MAIL, Kind.MESSAGE, Kind.CALL))
_TALKS: Final = frozenset({"meeting", "call", "phone call", "chat", "talk", "catch-up", "catch up"})
_LEADS: Final = re.compile(r"\b(?:over|for|to)\s+(?:an?\s+)?$", re.IGNORECASE)


def cut_channel(text: str) -> tuple[str, Kind | None, str]:
    """(the occasion's word or "", the channel, the text without the channel's word)."""
    # "she has a new phone" is no call: the channel is said at the beginning, at most behind "had a" or a name.
    found = _OCCASION.search(text)
    if found is not None and _may_be_over(text[: found.start()], found[0].casefold()):
        kind, behind = OCCASIONS[found[0].casefold()], text[found.end() :]
        before = _without_little(text[: found.start()])
        if len(before.split()) == 1 and not _VERB.fullmatch(before) and BEHIND.search(behind):
            return f"{before} {found[0]}".lower(), kind, behind.strip()  # "team lunch with Ana"
        return found[0].lower(), kind, _without_verb(" ".join(f"{before} {behind}".split()))
    found = _CHANNEL.search(text)
    if found is not None:
        before, words = _without_little(text[: found.start()]), found[0].casefold()
        if (
            words in _TALKS
            and len(before.split()) == 1
            and not _VERB.search(before)
            and BEHIND.search(text, found.end())
        ):
            return f"{before} {words}".lower(), CHANNELS[words], text[found.end() :].strip()  # "board meeting with Ana"
        if not before or (len(before.split()) <= 2 and words in VERBS):
            return "", CHANNELS[words], " ".join(f"{before} {text[found.end() :]}".split())
    return "", None, text


def _may_be_over(before: str, occasion: str) -> bool:
    """Whether what stands before an occasion lets it be what the conversation was over: "caught up with Niamh over
    coffee", and not "mailed Bo concert tickets"."""
    if _LEADS.search(before):
        return True
    words = _without_little(before)
    if occasion in ACTIVITIES:
        return not words or _VERB.fullmatch(words) is not None
    return len(words.split()) <= 2 and not _WRITING.search(before)


def _without_little(text: str) -> str:
    return " ".join(_LITTLE.sub(" ", text).split())


def _without_verb(text: str) -> str:
    """ "met Maya for" and "called Maya on", whose occasion was cut away: the verb and what led to it go too."""
    if (found := _VERB.match(text)) is not None:
        text = text[found.end() :].strip()
    text = re.sub(r"\s(?:for|on|over)$", "", text)
    return re.sub(r"^(?:to|for|on|over)\s(?=with\s)", "", text, flags=re.IGNORECASE)


BEHIND: Final = re.compile(r"(?:^|(?<=\s))(?P<link>with|to|from)\s+", re.IGNORECASE)


def _cut_names(text: str, *, begins: bool, small: bool) -> tuple[tuple[str, ...], str, str]:
    """Names behind "with", and behind "to" and "from" where a channel stood before; at the beginning where one did
    ("called Maya"), and there in small letters only behind a verb: "coffee machine" names nobody. With what stands
    before them and behind them."""
    links = sorted(BEHIND.finditer(text), key=lambda found: (found["link"].casefold() != "with", found.start()))
    for found in links:
        if found["link"].casefold() != "with" and not (begins and found.start() == 0):
            continue
        names, end = names_from(text, found.end())
        if names:
            return names, text[: found.start()], text[end:].strip()
    if begins and (small or text[:1].isupper()):
        first, _, _ = text.partition(" ")
        names, end = names_from(text, len(first) if first.casefold() in BEGINS else 0)
        if names:
            return names, "", text[end:].strip()
    return (), text, ""
