"""What passed on Instagram and Threads beside messages: follows, requests, comments, likes, story answers, searches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from relate.domain.moments import SECOND_MS, Moment
from relate.domain.normalise import text_key
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
    WishRecord,
)
from relate.importers.instagram.accounts import Account, account, mapped, values_of, when, written_in
from relate.importers.instagram.files import Part
from relate.importers.json_items import Json, mapping, words
from relate.importers.meta.people import Keys
from relate.importers.meta.rows import Row, left_out

INSTAGRAM: Final = "instagram"
THREADS: Final = "threads"
_MOST_DETAIL: Final = 40


class Handles:
    """Accounts by the names that stand in their links. listed: those of the archive's lists; called: those its
    conversations are named after, where dots and underscores may be lost."""

    def __init__(
        self, network: str, keys: Keys, mine: Collection[str], listed: Collection[str], called: Collection[str]
    ) -> None:
        self.network = network
        self.keys = keys
        self._mine = frozenset(mine)
        self._listed = frozenset(listed) - self._mine
        self._squeezed: dict[str, set[str]] = {}
        for handle in self._listed:
            self._squeezed.setdefault(_squeezed(handle), set()).add(handle)
        self._known = self._listed.union(called, *(self._squeezed.get(_squeezed(one), ()) for one in called))

    def key(self, handle: str) -> IdentityKey:
        """Whoever has this name in his links; the owner is himself."""
        return self.keys.mine if handle in self._mine else IdentityKey(self.network, IdentityKind.HANDLE, handle)

    def keys_of(self, handle: str) -> tuple[IdentityKey, ...]:
        """The account and, of Threads, the Instagram account of the same name that each of its accounts has."""
        if self.network == THREADS and handle not in self._mine:
            return self.key(handle), IdentityKey(INSTAGRAM, IdentityKind.HANDLE, handle)
        return (self.key(handle),)

    def is_mine(self, handle: str) -> bool:
        return handle in self._mine

    def is_known(self, handle: str) -> bool:
        """Whether the archive has a tie to this account beside what was liked."""
        return handle in self._known

    def like(self, called: str) -> str:
        """The known account a folder is named after, which may have lost its dots and underscores; "" when none or
        several are."""
        if called in self._listed:
            return called
        found = self._squeezed.get(_squeezed(called), set())
        return next(iter(found)) if len(found) == 1 else ""


def _squeezed(handle: str) -> str:
    return handle.replace(".", "").replace("_", "")


Reader = Callable[[Row, Handles], Iterator[Record | Skipped]]


def follower(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    return _follow(row, handles, theirs=True)


def following(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    return _follow(row, handles, theirs=False)


def _follow(row: Row, handles: Handles, *, theirs: bool) -> Iterator[Record | Skipped]:
    def made(one: Account) -> Iterator[Record]:
        yield from _introduced(row.where, one, handles)
        way = "in" if theirs else "out"
        exact = (f"{handles.network}.follow.1", way, one.handle, _second(one.at))
        sides = _sides(one, handles, theirs=theirs)
        yield InteractionRecord(row.where, Kind.FOLLOW, one.at, sides, exact, ("follow", way, one.handle))

    return _of_somebody(row, handles, account(row.value), made)


def requested(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    """Whom the owner asked to follow; without an answer yet."""
    return _request(row, handles, theirs=False)


def requests(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    """Who asked to follow the owner."""
    return _request(row, handles, theirs=True)


def _request(row: Row, handles: Handles, *, theirs: bool) -> Iterator[Record | Skipped]:
    def made(one: Account) -> Iterator[Record]:
        yield from _introduced(row.where, one, handles)
        way = "in" if theirs else "out"
        yield InteractionRecord(
            row.where,
            Kind.INVITATION,
            one.at,
            _sides(one, handles, theirs=theirs),
            (f"{handles.network}.request.1", way, one.handle, _second(one.at)),
            ("request", way, one.handle),
            detail="follow request",
        )

    return _of_somebody(row, handles, account(row.value), made)


def unfollowed(row: Row, _handles: Handles) -> Iterator[Record | Skipped]:
    """Accounts the owner follows no more: counted and left out."""
    one = account(row.value)
    reason = Reason.DECLINED if one is not None else _why_nobody(row.value)
    yield left_out(row.where, reason, row.value, "you follow them no more" if one is not None else "")


def close_friends(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    return _marked(row, handles, "Close friends")


def favourites(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    return _marked(row, handles, "Favourites")


def custom_lists(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    """Whom the owner has put into a list of his own; what it is called is not told."""
    return _marked(row, handles, "Custom list")


def _marked(row: Row, handles: Handles, group: str) -> Iterator[Record | Skipped]:
    def made(one: Account) -> Iterator[Record]:
        called = (Fact(Field.NAME, one.shown),) if one.shown else ()
        yield PersonRecord(row.where, handles.keys_of(one.handle), (*called, Fact(Field.GROUP, group)))

    return _of_somebody(row, handles, account(row.value), made)


def likes(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    return _reaction(row, handles, account(row.value, title_first=True), "post")


def stories(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    """Answers to polls, questions and the like in stories, and hearts for them."""
    return _reaction(row, handles, account(row.value, title_first=True), "story")


def _reaction(row: Row, handles: Handles, author: Account | None, what: str) -> Iterator[Record | Skipped]:
    def made(one: Account) -> Iterator[Record | Skipped]:
        if not handles.is_known(one.handle):
            says = "of somebody who is in none of your lists and conversations"
            yield left_out(row.where, Reason.NOT_KEPT, row.value, says)
            return
        at = when(row.value) or one.at
        yield InteractionRecord(
            row.where,
            Kind.REACTION,
            at,
            _sides(one, handles, theirs=False),
            (f"{handles.network}.reaction.1", what, one.handle, _second(at)),
            detail=what,
        )

    return _of_somebody(row, handles, author, made)


def comments(row: Row, handles: Handles) -> Iterator[Record | Skipped]:
    """The owner's comments below what others posted."""
    text, whose = mapped(row.value, "comment"), mapped(row.value, "owner")
    values = values_of(row.value) or written_in(row.value)
    if not whose and len(values) > 1:  # in another language: the comment first, whose it is behind it
        text, whose = text or values[0], values[1]
    told = mapping(row.value)
    named = {"title": whose or words(told.get("title")), "string_list_data": told.get("string_list_data")}
    one = account(named, title_first=True)

    def made(owner: Account) -> Iterator[Record]:
        at = when(row.value)
        said = text or (values[0] if values else "")
        yield InteractionRecord(
            row.where,
            Kind.COMMENT,
            at,
            _sides(owner, handles, theirs=False),
            (f"{handles.network}.comment.1", owner.handle, _second(at), text_key(said)),
            text=said.strip(),
        )

    return _of_somebody(row, handles, one, made)


def searches(row: Row, _handles: Handles) -> Iterator[Record | Skipped]:
    """Accounts the owner looked for. Without a time: he may do so again, and it is one wish."""
    one = account(row.value)
    if one is None:
        yield left_out(row.where, _why_nobody(row.value), row.value)
    else:
        yield WishRecord(row.where, "profile", one.handle)


def _of_somebody(
    row: Row,
    handles: Handles,
    one: Account | None,
    made: Callable[[Account], Iterator[Record | Skipped]],
) -> Iterator[Record | Skipped]:
    """What `made` makes of a row that names somebody other than the owner."""
    if one is None:
        yield left_out(row.where, _why_nobody(row.value), row.value)
    elif handles.is_mine(one.handle):
        yield left_out(row.where, Reason.NO_PERSON, row.value, "your own")
    else:
        yield from made(one)


def _introduced(where: Position, one: Account, handles: Handles) -> Iterator[PersonRecord]:
    """Where more is known of somebody than the name in his links."""
    keys = handles.keys_of(one.handle)
    if len(keys) > 1 or one.shown:
        yield PersonRecord(where, keys, (Fact(Field.NAME, one.shown),) if one.shown else ())


def _sides(one: Account, handles: Handles, *, theirs: bool) -> tuple[Participant, Participant]:
    them, me = (Role.FROM, Role.TO) if theirs else (Role.TO, Role.FROM)
    return Participant(handles.key(one.handle), them, one.shown), Participant(handles.keys.mine, me)


def _second(at: Moment | None) -> str:
    return "" if at is None else str(at.ms // SECOND_MS)


def _why_nobody(value: Json) -> Reason:
    return Reason.EMPTY if not value else Reason.NO_PERSON if isinstance(value, dict) else Reason.UNREADABLE


READERS: Final[dict[Part, Reader]] = {
    Part.FOLLOWERS: follower,
    Part.FOLLOWING: following,
    Part.CLOSE_FRIENDS: close_friends,
    Part.FAVOURITES: favourites,
    Part.CUSTOM_LISTS: custom_lists,
    Part.REQUESTED: requested,
    Part.REQUESTS: requests,
    Part.UNFOLLOWED: unfollowed,
    Part.COMMENTS: comments,
    Part.STORIES: stories,
    Part.LIKES: likes,
    Part.SEARCHES: searches,
}
