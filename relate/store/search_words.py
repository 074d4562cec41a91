"""What somebody typed into a search field, made safe for the full-text index and for looking through texts without it.

Both follow the index's tokenizer (unicode61, remove_diacritics 2): words are runs of letters and digits, case and
accents do not count, and each word typed finds those that begin with it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_TERMS = 12
"""More words than these narrow nothing further; a pasted page must not become a query of a thousand terms."""
LONGEST_TERM = 80
INDEXED_LETTERS = 3
"""The longest prefix that the index of interactions keeps (schema.FULL_TEXT)."""
_NUMBER = re.compile(r"[\d\s+().\-/]{5,40}")
_TOKEN = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ROUGH_WORDS = 3


def terms(text: str) -> list[str]:
    """The typed pieces between spaces that hold a letter or a digit, cut to what can matter."""
    pieces = (piece[:LONGEST_TERM] for piece in text.replace("\0", " ").split())
    return [piece for piece in pieces if any(c.isalnum() for c in piece)][:MOST_TERMS]


def match(text: str) -> str:
    """The query for the index: every term as a quoted prefix, all of them wanted; "" when nothing can be searched for.

    A phone number is also looked for as one run of digits, without the zeros people put before it.
    """
    wanted = " AND ".join(f'"{_plain(term)}"*' for term in terms(text))
    digits = as_one_number(text)
    return f'({wanted}) OR "{digits}"*' if wanted and digits else wanted


def as_one_number(text: str) -> str:
    """The digits of what may be a phone number, where they are more than what was typed already; else ""."""
    typed = text.strip()
    digits = "".join(c for c in typed if c.isdigit() and c.isascii()).lstrip("0")
    return digits if len(digits) >= 4 and digits != typed and _NUMBER.fullmatch(typed) else ""


def widens(text: str, longer: str) -> bool:
    """Whether a text finds everybody that `longer` finds, because that goes on where it ends; provided it finds anybody
    at all. A longer number may be looked for in one more way."""
    return longer.startswith(text) and not as_one_number(longer)


def beginnings(text: str) -> list[tuple[str, int]]:
    """Wider queries than `match` that the index answers quickly, the widest first, and how many candidates each is
    worth: all words cut to the prefixes that have an index of their own, then all but the longest."""
    wanted = [tokens for term in terms(text) if (tokens := _TOKEN.findall(folded(term)))]
    long = [tokens for tokens in wanted if len(tokens[-1]) > INDEXED_LETTERS]
    if not long:
        return []
    longest = max(long, key=lambda tokens: len(tokens[-1]))
    queries = [(" AND ".join(_cut(tokens) for tokens in wanted), 400)]
    if len(long) > 1:
        queries.append((" AND ".join(_whole(t) if t is longest else _cut(t) for t in wanted), 1200))
    return queries


def _cut(tokens: list[str]) -> str:
    return _whole([*tokens[:-1], tokens[-1][:INDEXED_LETTERS]])


def _whole(tokens: list[str]) -> str:
    return f'"{_plain(" ".join(tokens))}"*'


@lru_cache(maxsize=32)
def pattern(text: str) -> tuple[re.Pattern[str], ...]:
    """Patterns that a folded text must all contain to be found by what was typed; () when nothing can be searched."""
    return tuple(
        re.compile(r"(?<![^\W_])" + r"[\W_]+".join(re.escape(token) for token in _TOKEN.findall(folded(term))))
        for term in terms(text)
    )


@lru_cache(maxsize=32)
def rough(text: str) -> tuple[str, ...]:
    """Words, at most three and the longest first, that are in every folded text that is found by what was typed: a text
    without them need not be looked at closely."""
    tokens = (_TOKEN.findall(folded(term)) for term in terms(text))
    longest = {max(each, key=len) for each in tokens if each}
    return tuple(sorted(longest, key=lambda token: (-len(token), token))[:_ROUGH_WORDS])


def bare(text: str) -> bytes:
    """The letters of ASCII in a folded text, in a third of the time of folding it: a word of such letters that is in
    the folded text is in these too, and now and then one that is not."""
    return unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore")


def folded(text: str) -> str:
    """Without case and accents, as the index sees it."""
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(_plain_letter, text.lower())


class _Letters(dict[str, str]):
    """Each letter without its accents; an accent by itself is nothing. What is beside a letter changes only the order
    of its accents, of which none is left."""

    def __missing__(self, letter: str) -> str:
        plain = unicodedata.normalize("NFD", letter)
        self[letter] = "".join(c for c in plain if not unicodedata.combining(c))
        return self[letter]


_LETTERS = _Letters()


def _plain_letter(found: re.Match[str]) -> str:
    return _LETTERS[found[0]]


def found_in(wanted: tuple[re.Pattern[str], ...], text: str) -> bool:
    """Whether every pattern is in the text."""
    plain = folded(text)
    for one in wanted:  # asked of hundreds of texts for each key: a generator would take as long as the search
        if one.search(plain) is None:
            return False
    return bool(wanted)


def places(wanted: tuple[re.Pattern[str], ...], text: str) -> list[tuple[int, int]]:
    """Where the patterns are found in a text, as (start, end) in its own letters: folding takes accents away."""
    pieces = [folded(letter) for letter in text]
    letters = [n for n, piece in enumerate(pieces) for _ in piece]
    spans = (match.span() for one in wanted for match in one.finditer("".join(pieces)))
    return sorted((letters[start], letters[end - 1] + 1) for start, end in spans if end > start)


def _plain(term: str) -> str:
    # A lone surrogate (half a character from a broken paste) cannot be handed to SQLite as UTF-8.
    return term.replace('"', '""').encode("utf-8", "replace").decode("utf-8")
