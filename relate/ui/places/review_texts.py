"""The words of Review: what a pair is about in a line, what speaks for and against it in two sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from relate.domain.evidence import ENGLISH, VERDICTS, Compared, FieldLine, clauses
from relate.domain.signs import Sign
from relate.services.review import Pair, Side, Together
from relate.ui.words import birthday, counted, harmless, listed, local, long_day, network_name, one_line, tr

FIELDS: Final = {
    "company": "company",
    "place": "place",
    "role": "role",
    "birthday": "birthday",
    "address": "address",
    "mail": "mail",
    "phone": "phone",
    "link": "link",
}
_HINTS: Final = (
    (Sign.NAME_FAMILY, "a new surname?"),
    (Sign.PROFILES_TWO, "two profiles of one network"),
    (Sign.GENERATION, "parent and child?"),
    (Sign.BIRTHDAY_OTHER, "two birthdays"),
    (Sign.NAME_INITIAL, "an initial"),
    (Sign.COMPANY_OTHER, "same name, two companies"),
)
_GROUNDS: Final = (
    (Sign.BIRTHDAY_SAME, "the same birthday"),
    (Sign.ADDRESS_SAME, "the same address"),
    (Sign.CONTACT_SAME, "a shared address or number"),
    (Sign.HANDLE_SAME, "the same handle"),
    (Sign.COMPANY_SAME, "the same company"),
    (Sign.PLACE_SAME, "the same place"),
    (Sign.WEEKS_SAME, "wrote in the same weeks"),
)


def title(pair: Pair) -> str:
    """ "Tomás Rivera, tomasriv"."""
    return ", ".join(one_line(name, 60) or tr("somebody without a name") for _, name in (pair.a, pair.b))


def hint(pair: Pair) -> str:
    """What a pair is about: its circle, else what is doubtful about it, else where the two come from."""
    places = networks(list(dict.fromkeys(one for side in pair.networks for one in side)))
    if pair.circle is not None:
        return tr("in your circle of {n} · {places}", n=pair.circle, places=places)
    if pair.held:
        return tr("whose name is this?")
    kinds = {one.kind for one in pair.evidence}
    return next((tr(words) for sign, words in _HINTS if sign in kinds), places)


def networks(keys: Sequence[str]) -> str:
    """ "LinkedIn and X"."""
    return listed([network_name(key) for key in keys])


def verdict(pair: Pair) -> str:
    """ "Likely. The names agree, both name Porto." """
    favours, _ = clauses(pair.evidence, _templates())
    return harmless(f"{tr(VERDICTS[pair.verdict])}. {_sentence(favours)}".strip(), 600)


def against(pair: Pair) -> str:
    """ "Against it: no shared address." """
    _, told = clauses(pair.evidence, _templates())
    return harmless(tr("Against it: {what}.", what=told), 600) if told else ""


def grounds(pairs: Sequence[Pair]) -> str:
    """What the certain ones have in common: "the same birthday, the same address"."""
    kinds = {one.kind for pair in pairs for one in pair.evidence}
    return ", ".join([tr("the names agree"), *(tr(words) for sign, words in _GROUNDS if sign in kinds)])


def about(side: Side) -> str:
    """ "LinkedIn · since 2019 · 214 conversations"."""
    parts = [networks(side.networks)]
    if side.since_ms is not None:
        parts.append(tr("since {year}", year=local(side.since_ms).year))
    if side.days:
        parts.append(counted(side.days, "{n} day of contact", "{n} days of contact"))
    return " · ".join([part for part in parts if part])


def together(result: Together) -> str:
    """What follows the name of whoever results: "251 days of contact. Every value is kept …"."""
    days = result.days
    talked = counted(days, "{n} day of contact.", "{n} days of contact.") + " " if days else ""
    return tr("{talked}Every value is kept with its source. Undo it whenever you like.", talked=talked)


def value(line: FieldLine, *, there: bool) -> str:
    """A side of a field as it is read."""
    told = line.there if there else line.here
    if not told:
        return "–"
    return birthday(told) if line.field == "birthday" else one_line(told, 200)


def compared(line: FieldLine) -> str:
    """ "same", "similar", "only here", "only there"."""
    return tr({Compared.DIFFERENT: "differs"}.get(line.compared, line.compared.value))


def last_talked(side: Side) -> str:
    return "–" if side.last_ms is None else long_day(local(side.last_ms).date())


def _templates() -> dict[str, str]:
    return {kind: tr(words) for kind, words in ENGLISH.items()}


def _sentence(told: str) -> str:
    return f"{told[0].upper()}{told[1:]}." if told else ""
