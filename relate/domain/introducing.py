"""Who should meet whom: what two people have for each other, and when it is asked what came of an introduction. Pure.

Source: design/product.md, "To mutual benefit".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.domain import looking
from relate.domain.acts import Named, was_seen
from relate.domain.companies import UNJOINED, Companies
from relate.domain.names import folded, spelt
from relate.domain.seeking import is_same, tells

ASK_AFTER_DAYS: Final = 14
"""After an introduction it is asked once what came of it."""
ASK_UNTIL_DAYS: Final = 120
"""Of an older one nobody asks any more."""
ENOUGH: Final = 2
"""What speaks for a pair weighs at least so much where it is proposed."""
PROMISE: Final = "introduction."
"""How the numbers of the two promises of an introduction begin; they differ in their last part, 1 and 2."""


class Outcome(StrEnum):
    """What came of an introduction."""

    TALKED = "they talked"
    NOTHING = "nothing came of it"
    NOT_KNOWN = "not known"


class Common(StrEnum):
    """What speaks for an introduction, the strongest first; the last three say that they may know each other."""

    SEEKS = "seeks"
    """One looks for what the other has."""
    ROLE = "role"
    TAG = "tag"
    WAS_THERE = "was there"
    """One worked where the other works now."""
    PLACE = "place"
    CIRCLE = "circle"
    COMPANY = "company"
    EVENT = "event"
    GROUP = "group"


WEIGHT: Final[Mapping[Common, int]] = {
    Common.SEEKS: 4,
    Common.ROLE: 2,
    Common.TAG: 2,
    Common.WAS_THERE: 1,
    Common.PLACE: 1,
}
KNOW_EACH_OTHER: Final = frozenset((Common.COMPANY, Common.EVENT, Common.GROUP))
_PLACE_OF: Final = {common: place for place, common in enumerate(Common)}
_ANY_ROLE: Final = frozenset(
    """head lead leader senior junior chief director manager officer vice president associate assistant partner owner
    founder cofounder member team global regional international interim deputy principal staff intern trainee
    consultant specialist expert coordinator executive board general business and the for""".split()  # noqa: SIM905
)
"""Words of a role that two may share without doing the same."""


@dataclass(frozen=True, slots=True)
class Wants:
    """Something somebody looks for, and where they said it."""

    text: str
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one of the two. has: (field, value) of what they do and offer, the most telling first."""

    person: int
    role: str = ""
    company: str = ""
    former: tuple[str, ...] = ()
    place: str = ""
    tags: frozenset[str] = frozenset()
    circle: int | None = None
    wants: tuple[Wants, ...] = ()
    has: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """One thing that speaks for an introduction. person: whose it is (who looks for it, who was there), 0 of both.
    detail: what they look for, where they are. field, value: what the other has. record, has_record: where the one said
    it, and where the other did."""

    common: Common
    person: int = 0
    detail: str = ""
    field: str = ""
    value: str = ""
    record: int | None = None
    has_record: int | None = None


def telling(text: str) -> tuple[str, ...]:
    """The words of what is looked for by which somebody who has it is found."""
    return tuple(dict.fromkeys(looking.stem(word) for word in looking.words_of(text) if tells(folded(word))))


def in_common(
    one: Side, other: Side, weight: Mapping[str, float] | None = None, together: Companies = UNJOINED
) -> tuple[Because, ...]:
    """What speaks for bringing two together, by what is known of each; the strongest first.

    weight: how much each word of what they look for weighs (`looking.weights`); without it all weigh the same.
    together: which companies are one.
    """
    found = [*_seeks(one, other, weight), *_seeks(other, one, weight)]
    if is_same_work(one.role, other.role):
        found.append(Because(Common.ROLE, detail=one.role, value=other.role))
    found += [Because(Common.TAG, detail=tag) for tag in sorted(one.tags & other.tags)]
    here, there = together.key(one.company), together.key(other.company)
    if here and here == there:
        found.append(Because(Common.COMPANY, detail=one.company))
    else:
        found += _was_there(one, other, there, together) + _was_there(other, one, here, together)
    if one.place and folded(one.place) == folded(other.place):
        found.append(Because(Common.PLACE, detail=one.place))
    if one.circle and one.circle == other.circle:
        found.append(Because(Common.CIRCLE, detail=str(one.circle)))
    return strongest_first(found)


def strongest_first(found: Iterable[Because]) -> tuple[Because, ...]:
    return tuple(sorted(found, key=lambda because: _PLACE_OF[because.common]))


def weigh(found: Sequence[Because]) -> int:
    """How much speaks for an introduction; less where they may know each other already."""
    together = sum(WEIGHT.get(because.common, 0) for because in found)
    return together - (2 if any(because.common in KNOW_EACH_OTHER for because in found) else 0)


def is_same_work(one: str, other: str) -> bool:
    """Whether two roles name the same work: "Product designer" and "Designer"; two directors do not."""
    return bool(work_of(one) & work_of(other))


def work_of(role: str) -> frozenset[str]:
    """The words of a role that say what somebody does."""
    return frozenset(looking.stem(word) for word in spelt(folded(role)) if len(word) > 3 and word not in _ANY_ROLE)


def has_it(wanted: Sequence[str], value: str, weight: Mapping[str, float] | None = None) -> bool:
    """Whether a value has enough of the words of what is looked for."""
    words = spelt(folded(value))
    found = {word: looking.Found(known=True) for word in wanted if any(each.startswith(folded(word)) for each in words)}
    return looking.fits(found, weight or dict.fromkeys(wanted, 1.0))


def _seeks(one: Side, other: Side, weight: Mapping[str, float] | None) -> list[Because]:
    """Each thing one looks for that the other has, with the first value that says so."""
    found = []
    for wants in one.wants:
        wanted = telling(wants.text)
        # Whoever looks for the same has it not.
        if not wanted or any(is_same(wants.text, each.text) for each in other.wants):
            continue
        own = None if weight is None else {word: weight.get(word, 0.0) for word in wanted}
        fits = next(((field, value) for field, value in other.has if has_it(wanted, value, own)), None)
        if fits is not None:
            found.append(Because(Common.SEEKS, one.person, wants.text, *fits, wants.record))
    return found


def _was_there(one: Side, other: Side, there: str, together: Companies) -> list[Because]:
    if there and any(together.key(company) == there for company in one.former):
        return [Because(Common.WAS_THERE, one.person, other.company)]
    return []


def is_promise(uid: str) -> bool:
    """Whether an item of the thread is the promise of an introduction."""
    return uid.startswith(PROMISE)


def pair_of(uid: str) -> tuple[str, str]:
    """The numbers of both promises of an introduction, given one of them."""
    stem = uid.rpartition(".")[0]
    return f"{stem}.1", f"{stem}.2"


def is_asked(
    introduced_on: int, persons: tuple[int, int], named: Iterable[Named], opened: Sequence[int], today: int
) -> bool:
    """Whether today asks what came of an introduction: on the first day after two weeks that is seen, and never again.

    introduced_on, opened, today: home days. named: what former days asked, both persons on the same day.
    """
    first = introduced_on + ASK_AFTER_DAYS
    if not first <= today <= introduced_on + ASK_UNTIL_DAYS:
        return False
    days: dict[int, set[int]] = {}
    for each in named:
        if first <= each.day < today:
            days.setdefault(each.day, set()).add(each.person)
    return not any(set(persons) <= asked and was_seen(day, opened, today) for day, asked in days.items())
