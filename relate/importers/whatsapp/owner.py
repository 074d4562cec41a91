"""Which of the names in chats is the owner's: no export says so.

In a chat between two it is the one that the chat is not called after; that also tells in the groups dropped with it.
Where there are groups alone it is the name that is in most of them, if only one is; else it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from relate.domain.normalise import name_key
from relate.domain.records import IdentityKind
from relate.importers.archive import Choice, Question
from relate.importers.whatsapp import marks
from relate.importers.whatsapp.chat import Chat
from relate.importers.whatsapp.people import ME, Person, person
from relate.importers.whatsapp.titles import speaks_of

QUESTION: Final = "owner"
_MOST_CHOICES: Final = 40


def title_key(chat: Chat) -> str:
    """What the chat's title is compared by; "" where no title is known."""
    name = chat.title.name if chat.title.sure else ""
    if not name and chat.own_sender:
        name = chat.own_sender
    return person(name).compared if name else ""


def partner(chat: Chat, mine: Person | None = None) -> Person | None:
    """Whom a chat between two is with, as its messages have him; None for a group. mine: its owner, where known."""
    people = chat.people()
    key = title_key(chat)
    if len(people) > 2 or (chat.group and key not in people):
        return None
    if key in people:
        return people[key]
    titled = person(chat.title.name) if key and chat.title.name else None
    for compared, one in people.items():
        if titled is not None and same_letters(one.name, titled.name):
            return one
        if titled is not None and titled.key.kind is not IdentityKind.NAME and compared.startswith("~"):
            return one._replace(key=titled.key)  # the number of whoever is in no address book stands in the title
    if len(people) == 1 and key and chat.title.sure:
        return person(chat.title.name or chat.own_sender)  # only the owner wrote
    if not key and len(people) == 2 and chat.title.name:
        # In a language whose words are not known: whichever of the two the file is called after.
        told = [one for one in people.values() if speaks_of(chat.title.name, one.name)]
        if len(told) == 1:
            return told[0]
    if not key and mine is not None and mine.compared in people and len(people) == 2:
        return next(one for compared, one in people.items() if compared != mine.compared)
    return None


def owner_of(chats: Sequence[Chat]) -> Person | None:
    """Whose phone these chats are of; None where they cannot tell."""
    votes: Counter[str] = Counter()
    known: dict[str, Person] = {}
    for chat in chats:
        other = partner(chat)
        people = chat.people()
        known = people | known
        if other is not None:
            votes.update(compared for compared in people if compared and compared != other.compared)
    if not votes:
        everywhere = Counter(compared for chat in chats for compared in chat.people() if compared)
        several = [one for one in everywhere.most_common(2) if one[1] > 1]
        if len(chats) > 1 and several and (len(several) == 1 or several[0][1] > several[1][1]):
            return known[several[0][0]]
        return None
    (best, most), *rest = votes.most_common(2)
    return known[best] if not rest or rest[0][1] < most else None


def question(chats: Sequence[Chat]) -> Question | None:
    """Which name is mine, where it has to be asked: nobody writes as "You", and no chat tells."""
    people: Counter[str] = Counter()
    names: dict[str, str] = {}
    for chat in chats:
        for written, count in chat.writers.items():
            one = person(written)
            if one.key == ME:
                return None
            people[one.compared] += count
            names.setdefault(one.compared, marks.plain(written))
    alone = all(len(chat.people()) == 1 and partner(chat) is not None for chat in chats)
    if len(people) < 1 or alone:
        return None
    choices = tuple(Choice(compared, names[compared]) for compared, _ in people.most_common(_MOST_CHOICES))
    # Of these chats only: that none of the names is mine says nothing of the next ones, and is asked again.
    none = Choice(f"none of {len(people)}: {' '.join(sorted(people))[:200]}", "None of these")
    return Question(QUESTION, "Which of these names is yours?", (*choices, none), none.id)


def named(chats: Iterable[Chat], answer: str) -> Person | None:
    """Whoever was chosen."""
    for chat in chats:
        if (found := chat.people().get(answer)) is not None:
            return found
    return None


def same_letters(one: str, other: str) -> bool:
    """Whether a name is that in a file's name, in which some signs have others in their place."""
    mine, theirs = "".join(name_key(one).split()), "".join(name_key(other).split())
    return bool(mine) and mine == theirs
