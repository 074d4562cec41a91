"""Which mails belong to one conversation, and by what it is called. Source: formats/contacts.md 4.3, "Threads".

Gmail's number of the thread, else what Message-ID, References and In-Reply-To join; an answer that names nothing joins
the newest mail of the same subject with the same person, when that is at most thirty days older.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from relate.domain.moments import DAY_MS

NEAR_MS: Final = 30 * DAY_MS
_ID = re.compile(rb"<([^<>\s]{1,500})>")
_MOST_NAMED: Final = 100
_ANSWER = re.compile(
    r"\s*(?:re|aw|antw|antwort|sv|vs|ref|rif|odp|res|ynt|回复|答复|返信|답장|ответ|на)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|i|vl|doorst|转发|転送)\s*[:：]\s*", re.IGNORECASE)


def message_id(raw: bytes) -> bytes:
    """The id a Message-ID line gives, without its brackets, as it is written also where that is against the rules
    (<[abc@x]>); b"" without one."""
    found = _ID.search(raw)
    return found[1] if found else raw.strip(b"<> \t")[:500]


def named(references: bytes, in_reply_to: bytes) -> list[bytes]:
    """The ids a mail says it follows, the oldest first; blanks between them may be missing."""
    told = _ID.findall(references) if references else []
    if len(told) > _MOST_NAMED:
        told = [*told[:10], *told[-(_MOST_NAMED - 10) :]]
    if in_reply_to and (parent := _ID.search(in_reply_to)) is not None and parent[1] not in told:
        told.append(parent[1])
    return told


def by_gmail(number: bytes) -> str:
    """The key of a conversation by Gmail's number of it."""
    return f"gm:{number.decode('ascii', 'replace')}"


def subject_key(subject: str) -> tuple[str, bool]:
    """The subject without what answers put before it, case ignored, and whether anything was."""
    answer = False
    while (found := _ANSWER.match(subject) or _PASSED_ON.match(subject)) is not None and found.end():
        answer = answer or _ANSWER.match(subject) is not None
        subject = subject[found.end() :]
    return " ".join(subject.split()).casefold(), answer


class Threads:
    """The conversations of one archive. `add` each mail, then `settle`, then ask for them in any order."""

    def __init__(self) -> None:
        self._number: dict[bytes, int] = {}
        self._parent = array("l")
        self._name = array("l")
        """Of a joined group at its root: the number of the id it is called by."""
        self._follows = bytearray()
        """1: a mail says that this id follows another."""
        self._gmail: dict[int, bytes] = {}
        self._ids: list[bytes] = []
        self._subjects = array("q")
        """Of mails whose subject may be answered: what tells subject and person from others, when, which mail."""
        self._times = array("q")
        self._mails = array("l")
        self._answers: list[tuple[int, int, tuple[int, ...]]] = []

    def add(
        self, own: bytes, follows: Sequence[bytes], gmail: bytes, subject: str, at: int | None, people: Sequence[str]
    ) -> int:
        """A mail; the number to ask by. own: its id, or what else tells it from others. gmail: its X-GM-THRID. people:
        the addresses on it that are not the owner's."""
        number = self._of(own)
        if gmail:
            named = self._of(b"gm:" + gmail)
            self._gmail[named] = gmail
            self._join(number, named)
            return number
        before = -1
        for other in follows:
            joined = self._of(other)
            if before >= 0:
                self._follows[joined] = 1
            before = joined
            self._join(number, joined)
        if follows:
            self._follows[number] = 1
        key, answer = subject_key(subject)
        if at is not None and key:
            about = tuple(hash((key, person)) for person in people[:5])
            for one in about:
                self._subjects.append(one)
                self._times.append(at)
                self._mails.append(number)
            if answer and not follows:
                self._answers.append((number, at, about))
        return number

    def settle(self) -> None:
        """Everything was added: join the answers that name nothing, and call each conversation by its first id."""
        self._join_answers()
        self._name = array("l", [-1]) * len(self._parent)
        for number in range(len(self._parent)):
            root = self._root(number)
            before = self._name[root]
            if before < 0 or self._rank(number) < self._rank(before):
                self._name[root] = number

    def of(self, number: int) -> str:
        """The key of the conversation that the mail with this number belongs to: the same in every archive that knows
        how it began."""
        name = self._name[self._root(number)]
        if name in self._gmail:
            return by_gmail(self._gmail[name])
        return f"mail:{self._ids[name].decode('utf-8', 'replace')}"

    def _join_answers(self) -> None:
        waiting: dict[int, list[tuple[int, int]]] = {one: [] for _, _, about in self._answers for one in about}
        for one, at, number in zip(self._subjects, self._times, self._mails, strict=True):
            if (times := waiting.get(one)) is not None:
                times.append((at, number))
        for times in waiting.values():
            times.sort()
        for number, at, about in self._answers:
            before = [
                times[place]
                for one in about
                if (times := waiting[one]) and (place := bisect_left(times, (at, -1)) - 1) >= 0
            ]
            if before and at - max(before)[0] <= NEAR_MS:
                self._join(number, max(before)[1])
                self._follows[number] = 1
        del self._subjects[:], self._times[:], self._mails[:]
        self._answers.clear()

    def _rank(self, number: int) -> tuple[int, int, bytes]:
        """Gmail's own number before ids, and of these the one that follows none."""
        return 0 if number in self._gmail else 1, self._follows[number], self._ids[number]

    def _of(self, name: bytes) -> int:
        found = self._number.get(name)
        if found is None:
            found = self._number[name] = len(self._parent)
            self._parent.append(found)
            self._follows.append(0)
            self._ids.append(name)
        return found

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def _join(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        if one != other:
            self._parent[max(one, other)] = min(one, other)
