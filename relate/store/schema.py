"""The tables of the library as they are today. What each is for: design, data-model.md and README "How it is built".

All tables are STRICT. Times are UTC milliseconds, days are days since 1970-01-01 in the home zone, 0 in a column
`import_id` means "no import: the user". Migrations never import this module: they hold frozen copies, and a test
compares what they build with what these models say.
"""

from __future__ import annotations

from peewee import SQL, BigIntegerField, BlobField, CompositeKey, FloatField, IntegerField, Model, TextField


class Table(Model):
    class Meta:
        strict_tables = True
        legacy_table_names = False


# sources -------------------------------------------------------------------------------------------------------------


class Account(Table):
    """One owner's account at one network; local identities (names, cards, "me") hold inside it."""

    id = IntegerField(primary_key=True)
    network = TextField(index=True)
    title = TextField(default="")


class OwnerIdentity(Table):
    """Who says that an identity is the owner: an import (and by what), or the user (import_id 0, is_me 0 or 1)."""

    identity = IntegerField()
    import_id = IntegerField()
    is_me = IntegerField()
    found_by = TextField(default="")

    class Meta:
        table_name = "owner_identity"
        primary_key = CompositeKey("identity", "import_id")
        without_rowid = True


class Import(Table):
    """One archive read. state: staged, applying, settling, live, withdrawing, undone, cancelled, failed.

    Rows first claimed by an import that is staged, applying or withdrawing are hidden from every reader.
    """

    id = IntegerField(primary_key=True)
    account = IntegerField()
    source = TextField()
    network = TextField()
    title = TextField()
    path = TextField(default="")
    snapshot_at = BigIntegerField(null=True)
    complete = IntegerField(default=0)
    range_from = BigIntegerField(null=True)
    range_to = BigIntegerField(null=True)
    sha = TextField(default="")
    state = TextField(index=True)
    started_at = BigIntegerField()
    seconds = FloatField(default=0)
    people_new = IntegerField(default=0)
    people_matched = IntegerField(default=0)
    interactions_new = IntegerField(default=0)
    unread = TextField(default="")
    first = IntegerField(default=0)

    class Meta:
        table_name = "import"


class ReadFor(Table):
    """An address that an archive of mails was read with as the owner's (is_me 1) or as not his (0), beside those that
    it told of itself: which mails are left out hangs on that."""

    import_id = IntegerField()
    mail = TextField()
    is_me = IntegerField()

    class Meta:
        table_name = "read_for"
        primary_key = CompositeKey("import_id", "mail")
        without_rowid = True


class ImportFile(Table):
    """One file of an import; rows = new + matched + updated + unchanged + skipped."""

    import_id = IntegerField()
    name = TextField()
    rows = IntegerField()
    new = IntegerField()
    matched = IntegerField()
    updated = IntegerField()
    unchanged = IntegerField()
    skipped = IntegerField()

    class Meta:
        table_name = "import_file"
        primary_key = CompositeKey("import_id", "name")
        without_rowid = True


class ImportRow(Table):
    """A row that was skipped or is held, and why; original is cut to 16 kB."""

    id = IntegerField(primary_key=True)
    import_id = IntegerField(index=True)
    file = TextField()
    row = IntegerField()
    reason = TextField()
    says = TextField(default="")
    original = TextField(default="")

    class Meta:
        table_name = "import_row"


class Claim(Table):
    """A further import that says what a row says; the first one stands in the row itself. entity: codes.Entity."""

    import_id = IntegerField()
    entity = IntegerField()
    row = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("import_id", "entity", "row")
        without_rowid = True
        indexes = ((("entity", "row", "import_id"), True),)


# people --------------------------------------------------------------------------------------------------------------


class Identity(Table):
    """Something an export or the user said a person is. account 0: the key holds everywhere.

    person is a cache: the smallest identity of its connected component (= Person.id).
    by_user 1: made by hand, lives without an import.
    network and kind "forgotten": a tombstone, key is the hash of what it was (forgetting.py).
    """

    id = IntegerField(primary_key=True)
    network = TextField()
    account = IntegerField(default=0)
    kind = TextField()
    key = TextField()
    import_id = IntegerField(default=0)
    by_user = IntegerField(default=0)
    person = IntegerField(index=True)

    class Meta:
        indexes = ((("network", "account", "kind", "key"), True),)


class Link(Table):
    """Two identities (a < b) that are the same or apart. origin: stated (by an import's row), name (derived), user,
    "typed a" and "typed b" (that end is an address the user typed for the other one; joins like a stated link),
    "kept a" and "kept b" (of that end an import that was taken back told; what the user said hangs on it still).

    active is a cache: whether the link joins now (shared addresses, contradicting names and "apart" switch it off).
    """

    id = IntegerField(primary_key=True)
    a = IntegerField()
    b = IntegerField(index=True)
    relation = TextField()
    origin = TextField()
    evidence = TextField(default="")
    import_id = IntegerField(default=0)
    active = IntegerField(default=1)

    class Meta:
        indexes = ((("a", "b", "origin"), True),)


class Fact(Table):
    """A value of a field of an identity. by_user: 1 the user's own, 2 pinned by the user, -1 hidden by him, 0 only
    imported.

    import_id and seen_at are the first claim (seen_at: that import's snapshot), FactSeen holds the further ones.
    """

    id = IntegerField(primary_key=True)
    identity = IntegerField()
    field = TextField()
    value = TextField()
    import_id = IntegerField(default=0)
    seen_at = BigIntegerField(default=0)
    by_user = IntegerField(default=0)

    class Meta:
        indexes = (
            (("identity", "field", "value"), True),
            SQL("CREATE INDEX fact_birthday ON fact (identity, value) WHERE field = 'birthday'"),
        )


class FactSeen(Table):
    fact = IntegerField()
    import_id = IntegerField(index=True)
    seen_at = BigIntegerField()

    class Meta:
        table_name = "fact_seen"
        primary_key = CompositeKey("fact", "import_id")
        without_rowid = True


class Picture(Table):
    """The bytes of photos, at most 512 kB, in the library so that backups hold them (photos.py)."""

    id = IntegerField(primary_key=True)
    image = BlobField()


class Photo(Table):
    """An import that holds a photo of an identity, and which (Picture): the same bytes of the same identity are one,
    whoever holds them. import_id 0: put there by the user."""

    identity = IntegerField()
    import_id = IntegerField()
    picture = IntegerField(index=True)

    class Meta:
        primary_key = CompositeKey("identity", "import_id")
        without_rowid = True


class PhotoPin(Table):
    """The face the user chose for somebody: of this identity's photos the one with this hash (hex SHA-256)."""

    identity = IntegerField(primary_key=True)
    sha = TextField()
    since = BigIntegerField()

    class Meta:
        table_name = "photo_pin"


class CompanyLink(Table):
    """Two companies that the user joined, by their keys (normalise.company_key), a < b; said: as he saw them named."""

    a = TextField()
    b = TextField()
    said_a = TextField()
    said_b = TextField()

    class Meta:
        table_name = "company_link"
        primary_key = CompositeKey("a", "b")
        without_rowid = True


class IdentityName(Table):
    """Cache: the folded names a profile goes by inside an account; a name joins it only while it is the only one."""

    account = IntegerField()
    name_key = TextField()
    identity = IntegerField(index=True)

    class Meta:
        table_name = "identity_name"
        primary_key = CompositeKey("account", "name_key", "identity")
        without_rowid = True


class Person(Table):
    """Cache: one line of the contact list for each connected component; id is its smallest identity, the anchor.

    listed 0: not shown in any list (the owner, removed people, names that wait in Review, closed accounts).
    import_id: the first import of its identities (0 once anything else claims it), hides it with that import.
    """

    id = IntegerField(primary_key=True)
    anchor = IntegerField()
    name = TextField(default="")
    sort_key = TextField(default="")
    role = TextField(default="")
    company = TextField(default="")
    circle = IntegerField(null=True)
    state = TextField(default="active")
    networks = TextField(default="")
    first_contact = BigIntegerField(null=True)
    last_contact = BigIntegerField(null=True)
    connected_at = BigIntegerField(null=True)
    contact_days = IntegerField(default=0)
    closeness = FloatField(default=0)
    has_photo = IntegerField(default=0)
    listed = IntegerField(default=1)
    import_id = IntegerField(default=0)

    class Meta:
        indexes = (
            (("listed", "last_contact"), False),
            (("listed", "sort_key", "last_contact"), False),
            (("listed", "first_contact"), False),
            (("listed", "closeness", "last_contact"), False),
            (("listed", "connected_at", "last_contact"), False),
            (("listed", "company"), False),
        )


# what happened -------------------------------------------------------------------------------------------------------


class Conversation(Table):
    """A thread as its network knows it. key is unique inside the account."""

    id = IntegerField(primary_key=True)
    account = IntegerField()
    key = TextField()
    title = TextField(default="")
    mine = IntegerField(default=0)
    """Cache: 1 when the owner wrote in it; a thread of theirs alone is a pitch."""

    class Meta:
        indexes = ((("account", "key"), True),)


class Interaction(Table):
    """Something that passed between people. id is a sort key: seconds << 12 | slot (interactions.py).

    at: UTC ms, null when undated. precision: Precision. kind, direction: codes.py. conversation 0: none.
    gist: hash of what the owner's text says without names (hellos), null where it cannot be one.
    people: how many took part, the owner too (depths are divided by the others).
    tone is a cache: 0 as it is, 1 hello, 2 pitch. by_user 1: logged by hand, lives without an import.
    """

    id = IntegerField(primary_key=True)
    at = BigIntegerField(null=True)
    precision = IntegerField()
    offset = IntegerField(null=True)
    kind = IntegerField()
    account = IntegerField(default=0)
    conversation = IntegerField(default=0)
    direction = IntegerField(default=0)
    tone = IntegerField(default=0)
    gist = BigIntegerField(null=True)
    people = IntegerField(constraints=[SQL("DEFAULT 2")])
    title = TextField(default="")
    text = TextField(default="")
    detail = TextField(default="")
    link = TextField(default="")
    import_id = IntegerField(default=0)
    by_user = IntegerField(default=0)

    class Meta:
        indexes = (
            SQL("CREATE INDEX interaction_conversation ON interaction (conversation, id) WHERE conversation > 0"),
            SQL("CREATE INDEX interaction_gist ON interaction (gist) WHERE gist IS NOT NULL"),
            SQL("CREATE INDEX interaction_rare ON interaction (kind) WHERE kind BETWEEN 7 AND 9"),
            SQL("CREATE INDEX interaction_listed ON interaction (kind) WHERE kind = 10 OR kind = 11 OR kind = 19"),
            SQL("CREATE INDEX interaction_by_user ON interaction (id) WHERE by_user = 1"),
        )


class InteractionKey(Table):
    """A row of an archive that tells of an interaction: one variant of it. Claims are on these.

    key: 64-bit hash of the row's exact fields with the ordinal of equal rows. variant: hash of what else it says
    (people, time, thread); a row with the same exact fields and another variant is one interaction with it: its key is
    the hash of both (and of coarse where that alone differs, for somebody had another name), and `same` the hash of the
    exact fields (null where key is that). coarse: hash without time, by
    which archives of other eras meet it (looked for in one pass, so it has no index); null: none. part numbers the
    variants of an interaction from 0; its participants carry that number, so that the undo of one import takes away
    what only that one said. at, precision: as this row says them. says: JSON of what this row says of the interaction,
    null while it is the only variant (then the interaction itself does).
    """

    key = IntegerField(primary_key=True)
    interaction = BigIntegerField(index=True)
    part = IntegerField(default=0)
    variant = BigIntegerField(default=0)
    same = BigIntegerField(null=True)
    coarse = BigIntegerField(null=True)
    at = BigIntegerField(null=True)
    precision = IntegerField()
    says = TextField(null=True)
    import_id = IntegerField(default=0)

    class Meta:
        table_name = "interaction_key"
        indexes = (SQL("CREATE INDEX interaction_key_same ON interaction_key (same) WHERE same IS NOT NULL"),)


class Participant(Table):
    """Who was part of an interaction; the owner too. role: Role. part: InteractionKey.part."""

    identity = IntegerField()
    interaction = BigIntegerField()
    role = IntegerField()
    part = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("identity", "interaction", "role", "part")
        without_rowid = True
        indexes = ((("interaction", "identity", "role", "part"), False),)


class InteractionOverride(Table):
    """What the user said against an import: hidden, another time, another person (an identity)."""

    interaction = BigIntegerField(primary_key=True)
    hidden = IntegerField(default=0)
    at = BigIntegerField(null=True)
    precision = IntegerField(null=True)
    person = IntegerField(null=True)

    class Meta:
        table_name = "interaction_override"


class TextFile(Table):
    """A file of the user's in which texts lie that the library does not keep. inside: where in it, if it is a zip
    (importers.trees.OnDisk). alone 1: it holds one text and no other."""

    id = IntegerField(primary_key=True)
    import_id = IntegerField(index=True)
    path = TextField()
    inside = TextField(default="")
    alone = IntegerField()

    class Meta:
        table_name = "text_file"


class TextPlace(Table):
    """Where in a file (TextFile) the message lies that a key tells of (InteractionKey.key). start, length: bytes."""

    key = BigIntegerField()
    file = IntegerField()
    start = BigIntegerField()
    length = BigIntegerField()

    class Meta:
        table_name = "text_place"
        primary_key = CompositeKey("key", "file")
        without_rowid = True


class Event(Table):
    """A seminar, an exhibition, a meet-up that an archive tells of. key: exact key as in InteractionKey.

    import_id 0: no import tells it any more; it stays for what the user said of it (EventSaid, Attendance).
    """

    id = IntegerField(primary_key=True)
    key = BigIntegerField(unique=True)
    name = TextField()
    start = BigIntegerField(null=True)
    precision = IntegerField()
    end = BigIntegerField(null=True)
    place = TextField(default="")
    link = TextField(default="")
    attended = IntegerField(default=1)
    interaction = BigIntegerField()
    """Its row in the timeline."""
    import_id = IntegerField(default=0)


class EventSaid(Table):
    """The user's word on an event: one he made, or what he says of one that an archive tells of (Event.key).

    start is the first millisecond of its first day in UTC, null when not known; end the last day's. hidden 1: removed.
    """

    key = BigIntegerField(primary_key=True)
    name = TextField()
    start = BigIntegerField(null=True)
    precision = IntegerField()
    end = BigIntegerField(null=True)
    place = TextField(default="")
    note = TextField(default="")
    hidden = IntegerField(default=0)

    class Meta:
        table_name = "event_said"


class Attendance(Table):
    """Somebody at an event (Event.key or EventSaid.key), as the user says. met 0: on its list only."""

    event = BigIntegerField()
    identity = IntegerField()
    met = IntegerField(default=1)

    class Meta:
        primary_key = CompositeKey("event", "identity")
        without_rowid = True
        indexes = ((("identity", "event"), False),)


class EventMark(Table):
    """What the user decides about somebody at an event: keep, maybe, skip (domain/event_rounds.py)."""

    event = BigIntegerField()
    identity = IntegerField()
    mark = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "event_mark"
        primary_key = CompositeKey("event", "identity")
        without_rowid = True
        indexes = ((("identity", "event"), False),)


class EventRound(Table):
    """The follow-up round of an event, from its first home day on."""

    event = BigIntegerField(primary_key=True)
    first_day = IntegerField()
    at = BigIntegerField()

    class Meta:
        table_name = "event_round"


class NoEvent(Table):
    """Days on which people became connected without an event, as the user says. Named by the account's network and
    title, which a later import of the same account has too; days since 1970-01-01."""

    network = TextField()
    title = TextField()
    first_day = IntegerField()
    last_day = IntegerField()

    class Meta:
        table_name = "no_event"
        primary_key = CompositeKey("network", "title", "first_day", "last_day")
        without_rowid = True


# the user's ----------------------------------------------------------------------------------------------------------


class Wish(Table):
    """What the owner follows or looked for, as archives tell it without saying who that is. key: hash of subject and
    text."""

    id = IntegerField(primary_key=True)
    key = BigIntegerField(unique=True)
    subject = TextField()
    text = TextField()
    at = BigIntegerField(null=True)
    import_id = IntegerField(default=0)


class LookingFor(Table):
    """A line of what the user looks for: "distributors in Iberia"."""

    uid = TextField(primary_key=True)
    text = TextField()
    at = BigIntegerField()

    class Meta:
        table_name = "looking_for"


class TypedWish(Table):
    """Whom the user wants to meet, as he typed it; identity: who that became, null while it is a wish."""

    uid = TextField(primary_key=True)
    name = TextField(default="")
    company = TextField(default="")
    identity = IntegerField(null=True)
    at = BigIntegerField()

    class Meta:
        table_name = "typed_wish"


class Unwanted(Table):
    """*Not any more*: somebody the user no longer wants to meet, whatever archives say."""

    identity = IntegerField(primary_key=True)
    at = BigIntegerField()


class Unwished(Table):
    """*Not any more* for what is no person: Wish.key."""

    wish = BigIntegerField(primary_key=True)
    at = BigIntegerField()


class ThreadItem(Table):
    """promised, ask next, mattered; open or done; typed, or found in an interaction."""

    uid = TextField(primary_key=True)
    identity = IntegerField(index=True)
    kind = TextField()
    text = TextField()
    due_day = IntegerField(null=True)
    done = IntegerField(default=0)
    found_in = BigIntegerField(null=True)
    at = BigIntegerField()


class Tag(Table):
    identity = IntegerField()
    name = TextField(index=True)

    class Meta:
        primary_key = CompositeKey("identity", "name")
        without_rowid = True


class CircleMember(Table):
    identity = IntegerField(primary_key=True)
    circle = IntegerField()
    since = BigIntegerField()

    class Meta:
        table_name = "circle_member"


class RhythmSet(Table):
    identity = IntegerField(primary_key=True)
    days = FloatField()
    since = BigIntegerField()

    class Meta:
        table_name = "rhythm_set"


class PersonState(Table):
    identity = IntegerField(primary_key=True)
    state = TextField()
    since = BigIntegerField()

    class Meta:
        table_name = "person_state"


class Removed(Table):
    """The tombstone on an identity of somebody the user deleted: later rows are skipped."""

    identity = IntegerField(primary_key=True)
    at = BigIntegerField()


class SuggestionAct(Table):
    """What the user did with a suggestion: later, skip, reason off, wrote, answered …; until_day in home days."""

    uid = TextField(primary_key=True)
    identity = IntegerField(index=True)
    act = TextField()
    at = BigIntegerField()
    until_day = IntegerField(null=True)
    reason = TextField(default="")

    class Meta:
        table_name = "suggestion_act"


class DayList(Table):
    """What the day named stays for the day: one row for each person and section, in order."""

    day = IntegerField()
    section = TextField()
    place = IntegerField()
    identity = IntegerField()

    class Meta:
        table_name = "day_list"
        primary_key = CompositeKey("day", "section", "place")
        without_rowid = True


class SavedList(Table):
    name = TextField(primary_key=True)
    query = TextField()

    class Meta:
        table_name = "saved_list"


class Setting(Table):
    """value is JSON."""

    name = TextField(primary_key=True)
    value = TextField()


# taken back ----------------------------------------------------------------------------------------------------------


class Step(Table):
    """One command of the user. undoes: the step this one takes back. import_id: the import it read or took back."""

    id = IntegerField(primary_key=True)
    at = BigIntegerField()
    kind = TextField()
    title = TextField()
    by = TextField(default="")
    undoes = IntegerField(null=True, index=True)
    import_id = IntegerField(null=True)


class Change(Table):
    """One cell before and after a step: entity and ref name it (journal.py), values are JSON or null for "not there".

    identity: whose it is, so that the identity stays as long as the journal can bring something back to it.
    """

    id = IntegerField(primary_key=True)
    step = IntegerField(index=True)
    entity = TextField()
    ref = TextField()
    identity = IntegerField(default=0, index=True)
    before = TextField(null=True)
    after = TextField(null=True)

    class Meta:
        indexes = ((("entity", "ref"), False),)


# caches --------------------------------------------------------------------------------------------------------------


class ContactDay(Table):
    """Cache: what passed with an identity on a day. total: sum of depths ÷ recipients (a contact day from .3 over all
    identities of the person), weight: the largest. messages_out, messages_in: counts. first_at, last_at: UTC ms."""

    identity = IntegerField()
    day = IntegerField()
    weight = FloatField()
    total = FloatField()
    messages_out = IntegerField()
    messages_in = IntegerField()
    first_at = BigIntegerField()
    last_at = BigIntegerField()

    class Meta:
        table_name = "contact_day"
        primary_key = CompositeKey("identity", "day")
        without_rowid = True


class RhythmRow(Table):
    """Cache: domain.rhythm.RhythmState of a person, field by field as the domain packs it (ties.py)."""

    person = IntegerField(primary_key=True)
    state = BlobField()

    class Meta:
        table_name = "rhythm_state"


class MatchKey(Table):
    """Cache: by which keys a person is compared (domain.blocking.Keys.pack); null, or no row: to be looked at again.

    told counts how often something about the person changed, so that what was found before is not kept for it.
    """

    person = IntegerField(primary_key=True)
    keys = BlobField(null=True)
    told = IntegerField(default=0)

    class Meta:
        table_name = "match_key"


class MatchPair(Table):
    """Cache: two people a < b who may be one, with the odds as a logarithm and the signs as bits (match_pairs.py)."""

    a = IntegerField()
    b = IntegerField(index=True)
    odds = FloatField()
    signs = IntegerField()

    class Meta:
        table_name = "match_pair"
        primary_key = CompositeKey("a", "b")
        without_rowid = True


TABLES: tuple[type[Table], ...] = (
    Account,
    OwnerIdentity,
    Import,
    ReadFor,
    ImportFile,
    ImportRow,
    Claim,
    Identity,
    Link,
    Fact,
    FactSeen,
    Picture,
    Photo,
    PhotoPin,
    CompanyLink,
    IdentityName,
    Person,
    Conversation,
    Interaction,
    InteractionKey,
    Participant,
    InteractionOverride,
    TextFile,
    TextPlace,
    Event,
    EventSaid,
    Attendance,
    EventMark,
    EventRound,
    NoEvent,
    Wish,
    LookingFor,
    TypedWish,
    Unwanted,
    Unwished,
    ThreadItem,
    Tag,
    CircleMember,
    RhythmSet,
    PersonState,
    Removed,
    SuggestionAct,
    DayList,
    SavedList,
    Setting,
    Step,
    Change,
    ContactDay,
    RhythmRow,
    MatchKey,
    MatchPair,
)

FULL_TEXT = (
    """CREATE VIRTUAL TABLE person_fts USING fts5(
        name, rest, tokenize='unicode61 remove_diacritics 2', prefix='1 2')""",
    """CREATE VIRTUAL TABLE interaction_fts USING fts5(
        title, text, content='interaction', content_rowid='id',
        tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
)
