"""What the owner posted to others: answers, reposts, mentions. A post that speaks to nobody becomes nothing.

One interaction a post, by the strongest thing it does: an answer, a repost (the archive has no mark of it but the
"RT @handle: " before its text), a quote, a mention. Answers to oneself are threads (formats/social.md 2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.normalise import handle_key, text_key
from relate.domain.records import (
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.json_items import ANY, Broken, Item, Json, items, listed, mapping, words
from relate.importers.source import Source
from relate.importers.x.files import Known
from relate.importers.x.names import People, mentioned, post_id, reply_to
from relate.importers.x.values import as_written, broken, left_out, moment

_REPOST: Final = re.compile(r"RT @(\w{1,15})(?: ?: ?|\s+|$)", re.ASCII)
_HANDLE: Final = re.compile(r"@(\w{1,15})(?:\s+|$)", re.ASCII)
_POST_LINK: Final = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,15})/status/\d+", re.ASCII)
_MOST_KEPT: Final = 40_000_000
"""Characters of long posts that are held while their beginnings are looked for."""


@dataclass(slots=True)
class LongPosts:
    """The full texts of long posts, by the second they were written; no id leads from one to the other."""

    texts: dict[int, list[str]] = field(default_factory=dict)
    handles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom a text mentions: the post itself names those in its beginning alone."""
    _became: dict[tuple[int, str], InteractionRecord | None] = field(default_factory=dict)
    _kept: int = 0

    def learn(self, at: int, text: str, handles: tuple[str, ...]) -> None:
        self._kept += len(text)
        if self._kept <= _MOST_KEPT:
            self.texts.setdefault(at // 1000, []).append(text)
            if handles:
                self.handles[text] = handles

    def whole(self, at: int, cut: str) -> str:
        """The text that a post written then begins; "" when there is none."""
        begins = text_key(cut.rstrip("… "))[:60]
        for second in (at // 1000, at // 1000 - 1, at // 1000 + 1):
            for text in self.texts.get(second, ()):
                if begins and text_key(text).startswith(begins) and len(text) > len(cut):
                    return text
        return ""

    def remember(self, at: int, text: str, record: InteractionRecord | None) -> None:
        """What the post with that text became: None where it speaks to nobody."""
        self._became[(at // 1000, text)] = record

    def became(self, at: int, text: str) -> tuple[bool, InteractionRecord | None]:
        """Whether the post with that text was there, and what it became."""
        for second in (at // 1000, at // 1000 - 1, at // 1000 + 1):
            if (second, text) in self._became:
                return True, self._became[(second, text)]
        return False, None


def read_long(source: Source, file: Known, long: LongPosts) -> None:
    """Gather the long posts of a file, before the posts are read; what cannot be read is told in the reading proper."""
    try:
        stream = source.peek(file.member)
    except UnreadableSource:
        return
    for item in items(stream, [(ANY,)]):
        if isinstance(item, Item):
            note, text = _note(item.value)
            at = moment(note.get("createdAt"))
            if at is not None and text:
                long.learn(at.ms, text, tuple(_handles(note)))


def posts(source: Source, file: Known, people: People, long: LongPosts) -> Iterator[Record | Skipped]:
    """Every post of a file: what it is to others, or why it is nothing."""
    path = file.member.path
    deleted = "deleted" in file.kind.casefold()
    for row, item in enumerate(items(source.open(file.member, times=2), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        outer = mapping(item.value)
        post = mapping(outer.get("tweet")) or outer
        if not post_id(post) and not words(post.get("full_text") or post.get("text")):
            yield left_out(where, Reason.UNREADABLE if outer else Reason.EMPTY, item.value)
            continue
        yield from _post(where, post, people, long, deleted=deleted)


def _post(
    where: Position, post: Mapping[str, Json], people: People, long: LongPosts, *, deleted: bool
) -> Iterator[Record | Skipped]:
    number = post_id(post)
    at = moment(post.get("created_at"), number)
    raw = words(post.get("full_text")) or words(post.get("text"))
    entities, extended = mapping(post.get("entities")), mapping(post.get("extended_entities"))
    text, attached = as_written(raw, entities.get("urls"), extended.get("media") or entities.get("media"))
    whole = long.whole(at.ms, text) if at is not None and long.texts else ""
    kind, parts = _addressed(post, raw, people)
    if handles := long.handles.get(whole, ()):
        kind, parts = _mentioning(kind, parts, handles, people)
    if not parts:
        if whole and at is not None:
            long.remember(at.ms, whole, None)
        yield left_out(where, Reason.NO_PERSON, None)
        return
    if kind is Kind.REPOST:
        text = _REPOST.sub("", text, count=1)
    elif kind is Kind.REPLY:
        text = _without_address(text, post)
    yield from people.introduce(where, *(part.key for part in parts))
    record = InteractionRecord(
        where,
        kind,
        at,
        (people.part(people.mine, Role.FROM), *parts),
        ("x.tweet.1", number) if number else ("x.tweet.1", "", words(post.get("created_at")), raw),
        text=_without_address(whole, post) if whole and kind is Kind.REPLY else whole or text,
        detail="deleted" if deleted else "attachment" if attached and not text else "",
        link=f"https://x.com/i/web/status/{number}" if number else "",
    )
    if whole and at is not None:
        long.remember(at.ms, whole, record)
    yield record


def _without_address(text: str, post: Mapping[str, Json]) -> str:
    """An answer without the handles before it, which X adds and does not show: the record says whom it is to."""
    mentions = listed(mapping(post.get("entities")).get("user_mentions"))
    handles = {handle for _, handle, _ in mentioned(mentions)} | {
        handle_key(words(post.get("in_reply_to_screen_name")))
    }
    while (found := _HANDLE.match(text)) and found[1].lower() in handles:
        text = text[found.end() :]
    return text


def _addressed(post: Mapping[str, Json], text: str, people: People) -> tuple[Kind, tuple[Participant, ...]]:
    """What the post is and whom it speaks to, the first of them above all; nobody where it speaks to nobody else."""
    mentions = list(mentioned(listed(mapping(post.get("entities")).get("user_mentions"))))
    if found := _REPOST.match(text):
        handle = found[1].lower()
        number = next((number for number, its_handle, _ in mentions if its_handle == handle), "")
        key = people.by_number(number) if number else people.by_handle(handle)
        name = next((name for _, its_handle, name in mentions if its_handle == handle), "")
        return Kind.REPOST, _others(people, (_part(people, key, Role.TO, name),))
    answered = _answered(post, people)
    named = tuple(
        _part(people, people.by_number(number) if number else people.by_handle(handle), Role.TO, name)
        for number, handle, name in mentions
    )
    if answered is not None and answered != people.mine:
        first = people.part(answered, Role.TO)
        copied = (part._replace(role=Role.CC) for part in named if part.key != answered)
        return Kind.REPLY, _others(people, (first, *copied))
    if others := _others(people, named):
        return Kind.MENTION, others
    quoted = _quoted(post, people)
    return Kind.REPOST, _others(people, () if quoted is None else (people.part(quoted, Role.TO),))


def _mentioning(
    kind: Kind, parts: tuple[Participant, ...], handles: tuple[str, ...], people: People
) -> tuple[Kind, tuple[Participant, ...]]:
    """The same with those whom the rest of a long post mentions."""
    keys = dict.fromkeys(people.by_handle(handle) for handle in handles)
    there = {part.key for part in parts}
    if not parts:
        return Kind.MENTION, _others(people, tuple(people.part(key, Role.TO) for key in keys))
    role = Role.TO if kind is Kind.MENTION else Role.CC
    return kind, _others(people, (*parts, *(people.part(key, role) for key in keys if key not in there)))


def _part(people: People, key: IdentityKey, role: Role, name: str) -> Participant:
    """Under the newest name the archive has; the row's own where an account is known by its handle alone."""
    return people.part(key, role, name if key.kind is IdentityKind.HANDLE else "")


def _answered(post: Mapping[str, Json], people: People) -> IdentityKey | None:
    """Whose post it answers: by number, else by handle; None when it answers none, or nobody knows whose."""
    if number := reply_to(post):
        return people.by_number(number)
    handle = handle_key(words(post.get("in_reply_to_screen_name")))
    return people.by_handle(handle) if handle else None


def _quoted(post: Mapping[str, Json], people: People) -> IdentityKey | None:
    """Whose post is quoted: a link to it stands in the text."""
    for entry in listed(mapping(post.get("entities")).get("urls")):
        found = _POST_LINK.match(words(mapping(entry).get("expanded_url")))
        if found and found[1].lower() != "i":
            return people.by_handle(found[1].lower())
    return None


def _others(people: People, parts: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Each of them once, the owner left out."""
    kept: dict[IdentityKey, Participant] = {}
    for part in parts:
        if part.key != people.mine:
            kept.setdefault(part.key, part)
    return tuple(kept.values())


def long_posts(source: Source, file: Known, people: People, long: LongPosts) -> Iterator[Record | Skipped]:
    """Every long post: the interaction of the post it is the text of, or one of its own where that is not there."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        note, text = _note(item.value)
        at = moment(note.get("createdAt"))
        if not text:
            yield left_out(where, Reason.EMPTY if not note or at else Reason.UNREADABLE, item.value)
            continue
        there, record = long.became(at.ms, text) if at is not None else (False, None)
        if record is not None:
            yield record._replace(where=where)
        elif there:
            yield left_out(where, Reason.NO_PERSON, None)
        else:
            yield from _alone(where, note, text, people)


def _alone(where: Position, note: Mapping[str, Json], text: str, people: People) -> Iterator[Record | Skipped]:
    """A long post whose beginning is in no file: whom it mentions is all there is."""
    parts = _others(people, tuple(people.part(people.by_handle(handle), Role.TO) for handle in _handles(note)))
    if not parts:
        yield left_out(where, Reason.NO_PERSON, None)
        return
    yield from people.introduce(where, *(part.key for part in parts))
    number = words(note.get("noteTweetId"))
    yield InteractionRecord(
        where,
        Kind.MENTION,
        moment(note.get("createdAt")),
        (people.part(people.mine, Role.FROM), *parts),
        ("x.note.1", number, "" if number else text),
        text=text,
    )


def _handles(note: Mapping[str, Json]) -> Iterator[str]:
    """Whom a long post mentions."""
    for one in listed(mapping(note.get("core")).get("mentions")):
        if handle := handle_key(words(mapping(one).get("screenName"))):
            yield handle


def _note(value: Json) -> tuple[Mapping[str, Json], str]:
    outer = mapping(value)
    note = mapping(outer.get("noteTweet")) or outer
    core = mapping(note.get("core"))
    text, _ = as_written(words(core.get("text")), core.get("urls"), None)
    return note, text


__all__ = ["LongPosts", "long_posts", "posts", "read_long"]
