"""Where a conversation stopped: promises, questions and plans found in its last words, and whether they were kept.

Found in what was written where nothing was typed (product.md, "The thread"); the user keeps or drops each. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from relate.domain import thread_words
from relate.domain.coming_days import coming_day
from relate.domain.cover import is_unanswered
from relate.domain.greetings import EMPTY_QUESTIONS, is_greeting
from relate.domain.names import folded, spelt
from relate.domain.phrase_tables import Phrases, between, says, table
from relate.domain.rhythm import DAY_MS

MOST_LOOKED_AT: Final = 30
"""So many of the newest messages are read."""
BREAK_DAYS: Final = 60
"""What was said before a silence as long as this belongs to an earlier conversation."""
MOST_OF_A_KIND: Final = 2
LONGEST: Final = 160
"""Characters of a sentence that are kept."""
READ_OF_A_MESSAGE: Final = 4000
LEAST_WORDS: Final = 3
"""Of a question: "Really?" asks for nothing later."""
_SENTENCE: Final = re.compile(r"[^.!?\n\u2026]+(?:[.!?\u2026]+|\n|$)")
_ELISION: Final = re.compile(r"\b([cdjlmnst]|qu)['’]", re.IGNORECASE)
""" "je t'envoie" is three words, "let's" is one."""
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+")


class ThreadKind(StrEnum):
    """The kinds of the thread's items."""

    PROMISED = "promised"
    ASK_NEXT = "ask next"
    MATTERED = "mattered"


class Why(StrEnum):
    """What was found: a promise of mine, a question of theirs that I did not answer, a question of mine that they did
    not, a promise of theirs, something to do together."""

    I_PROMISED = "i promised"
    THEY_ASKED = "they asked"
    I_ASKED = "i asked"
    THEY_PROMISED = "they promised"
    PLANNED = "planned"


KIND_OF: Final = {
    Why.I_PROMISED: ThreadKind.PROMISED,
    Why.THEY_ASKED: ThreadKind.PROMISED,
    Why.I_ASKED: ThreadKind.ASK_NEXT,
    Why.THEY_PROMISED: ThreadKind.ASK_NEXT,
    Why.PLANNED: ThreadKind.ASK_NEXT,
}


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a direct conversation, or (`spoken`) a meeting, a call, a talk. at: UTC ms; day: the home day."""

    record: int
    at: int
    day: date
    mine: bool
    text: str
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Something left open: its sentence as it was written, the record it stands in and when that was (UTC ms), and the
    day it was promised for."""

    why: Why
    text: str
    record: int
    due: date | None = None
    at: int = 0

    @property
    def kind(self) -> ThreadKind:
        return KIND_OF[self.why]


def find(said: Sequence[Said], known_until: int | None, now: int) -> tuple[Found, ...]:
    """What the end of a conversation leaves open, the newest first, at most two of a kind.

    said: newest first. known_until: up to when the channel is known (UTC ms), None: up to now; a question of mine
    counts as unanswered only 7 days after it is. Whoever met or spoke since has answered and made plans.
    """
    until = now if known_until is None else min(now, known_until)
    later: list[Said] = []
    found: list[Found] = []
    for one in _last_conversation(said):
        if not one.spoken and one.text.strip():
            found += _left_open(one, later, until)
        later.append(one)
    kept: list[Found] = []
    for kind in ThreadKind:
        kept += [each for each in found if each.kind is kind][:MOST_OF_A_KIND]
    return tuple(kept)


def keeps(text: str, promise: str) -> bool:
    """Whether words say that a promise was kept: "sent her the price list" keeps "send the price list", and "she asked
    for the price list again" does not."""
    return thread_words.NOT_YET.isdisjoint(_words(text[:READ_OF_A_MESSAGE])) and is_about(text, promise)


def brings(message: str, promise: str) -> bool:
    """Whether a message of mine is what I promised: "Here is the price list, as promised"."""
    return says(_KEPT, _words(message[:READ_OF_A_MESSAGE])) and is_about(message, promise)


def is_about(text: str, promise: str) -> bool:
    """Whether a text has the words of a promise."""
    wanted = _content(promise)
    shared = wanted & _content(text)
    return bool(wanted) and (shared == wanted or (len(shared) >= 2 and len(shared) * 2 >= len(wanted)))


def _last_conversation(said: Sequence[Said]) -> Iterator[Said]:
    before: Said | None = None
    for one in said[:MOST_LOOKED_AT]:
        if before is not None and before.at - one.at > BREAK_DAYS * DAY_MS:
            return
        before = one
        yield one


def _left_open(one: Said, later: Sequence[Said], until: int) -> list[Found]:
    """What this message leaves open after all that came later; one of a kind."""
    if is_greeting(one.text):
        return []
    spoken = any(each.spoken for each in later)
    answered = spoken or any(each.mine is not one.mine for each in later)
    found: dict[Why, Found] = {}
    for sentence in _sentences(one.text):
        why = _what(sentence, one)
        if why is None or why in found:
            continue
        if why in (Why.THEY_ASKED, Why.I_ASKED):
            open_ = not answered and (why is Why.THEY_ASKED or is_unanswered(one.at, until))
        elif why is Why.PLANNED:
            open_ = not spoken
        else:
            open_ = not _was_kept(sentence, one, later)
        if open_:
            coming = coming_day(sentence, one.day)
            due = coming[0] if coming is not None and why is Why.I_PROMISED else None
            found[why] = Found(why, _cut(sentence), one.record, due, one.at)
    return list(found.values())


def _what(sentence: str, one: Said) -> Why | None:
    words = _words(sentence)
    if _means(_PLANS, words, thread_words.NO_PLANS):
        return Why.PLANNED
    if _asks(sentence, words):
        return Why.I_ASKED if one.mine else Why.THEY_ASKED
    if _means(_PROMISES, _with_subject(words), thread_words.NO_PROMISES):
        return Why.I_PROMISED if one.mine else Why.THEY_PROMISED
    return None


def _means(phrases: Phrases, words: Sequence[str], unless: Sequence[str]) -> bool:
    """Whether a phrase stands there that is not denied, and none of `unless` beside it."""
    spans = list(between(phrases, words))
    if not spans or _has_one_of(unless, words):
        return False
    return any(
        thread_words.NOT_BEFORE.isdisjoint(words[max(start - 1, 0) : end])
        and thread_words.NOT_BEHIND.isdisjoint(words[start : end + 3])
        and thread_words.SENT_WITH_LOVE.isdisjoint(words[end : end + 4])
        for start, end in spans
    )


def _has_one_of(phrases: Sequence[str], words: Sequence[str]) -> bool:
    said = f" {' '.join(words)} "
    return any(f" {phrase} " in said for phrase in phrases)


def _with_subject(words: list[str]) -> list[str]:
    """ "Will send it tonight" and "sure, will do" speak of whoever writes."""
    if "will" in words[:2]:
        at = words.index("will")
        if at == 0 or words[0] in thread_words.SURE:
            return [*words[:at], "i", *words[at:]]
    return words


def _asks(sentence: str, words: Sequence[str]) -> bool:
    if not sentence.rstrip(" \"'”’)").endswith("?") or len(words) < LEAST_WORDS:
        return False
    if _has_one_of(thread_words.RHETORICAL, words):
        return False
    return not any(empty in " ".join(words) for empty in EMPTY_QUESTIONS)


def _was_kept(promise: str, one: Said, later: Sequence[Said]) -> bool:
    """By the one who promised: a link, the words of having done it, or the words of the promise again; by the other:
    thanks for it."""
    rest = one.text[:READ_OF_A_MESSAGE].replace(promise, " ")
    if says(_KEPT, _words(rest)):
        return True  # "I promised you the draft. Here it is."
    for each in later:
        if each.spoken and not each.text:
            continue
        words = _words(each.text[:READ_OF_A_MESSAGE])
        if says(_KEPT, words) or (not says(_PROMISES, words) and keeps(each.text, promise)):
            return True
        if each.mine is one.mine and not each.spoken and _LINK.search(each.text):
            return True
    return False


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(_LINK.sub(" ", text[:READ_OF_A_MESSAGE])):
        if sentence := " ".join(found[0].split()):
            yield sentence


def _words(text: str) -> list[str]:
    return spelt(folded(_ELISION.sub(r"\1 ", text)))


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"


def _content(text: str) -> set[str]:
    """The words that tell what a text is about, without their endings."""
    words = _words(text[:READ_OF_A_MESSAGE])
    return {word[:6] for word in words if len(word) > 2 and word not in thread_words.STOP}


_PROMISES: Final = table(thread_words.PROMISES)
_PLANS: Final = table(thread_words.PLANS)
_KEPT: Final = table(thread_words.KEPT)
