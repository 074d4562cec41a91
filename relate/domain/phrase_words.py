"""The words of a typed line: channels, occasions, days, and what stands around names. English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from relate.domain.records import Kind

MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december")  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                  "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2}  # fmt: skip
UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
ACTIVITIES: Final = ("run", "running", "jog", "swim", "swimming", "ride", "cycling", "hiking", "climbing", "sailing",
                     "skiing", "dancing", "shopping", "camping", "fishing", "bowling", "gym", "yoga", "tennis",
                     "football", "basketball", "badminton", "padel", "golf", "squash", "chess", "poker", "cinema",
                     "movie", "concert", "theatre", "museum", "wedding", "sauna")  # fmt: skip
"""Occasions where nothing stands before them but what leads to them: "likes sailing" is news of somebody."""
OCCASIONS: Final = dict.fromkeys(ACTIVITIES, Kind.MEETING) | {
    "coffee": Kind.MEETING, "tea": Kind.MEETING, "breakfast": Kind.MEETING, "brunch": Kind.MEETING,
    "lunch": Kind.MEETING, "dinner": Kind.MEETING, "drinks": Kind.MEETING, "drink": Kind.MEETING,
    "beer": Kind.MEETING, "beers": Kind.MEETING, "wine": Kind.MEETING, "walk": Kind.MEETING, "hike": Kind.MEETING,
    "party": Kind.MEETING, "workshop": Kind.MEETING, "interview": Kind.MEETING, "zoom": Kind.CALL,
    "supper": Kind.MEETING, "picnic": Kind.MEETING, "barbecue": Kind.MEETING, "bbq": Kind.MEETING,
    "ice cream": Kind.MEETING, "pint": Kind.MEETING, "pints": Kind.MEETING, "cocktails": Kind.MEETING,
    "video call": Kind.CALL, "skype": Kind.CALL, "facetime": Kind.CALL, "teams call": Kind.CALL,
}  # fmt: skip
"""What a conversation was over: the word stays in the note, because the channel alone does not tell it."""
_APPS: Final = ("whatsapp", "signal", "telegram", "slack", "messenger", "imessage", "discord", "viber", "wechat",
                "linkedin", "instagram", "facebook")  # fmt: skip
"""By each of them one writes, chats and calls."""
_BY_APP: Final = {"": Kind.MESSAGE, " chat": Kind.MESSAGE, " message": Kind.MESSAGE, " dm": Kind.MESSAGE,
                  " voice message": Kind.MESSAGE, " voice note": Kind.MESSAGE,
                  " call": Kind.CALL, " video call": Kind.CALL}  # fmt: skip


def _kinds(told: Mapping[Kind, str]) -> dict[str, Kind]:
    return {words.strip(): kind for kind, several in told.items() for words in several.split(",")}


_VERBS: Final = {
    Kind.MEETING: """met up, met, saw, visited, ran into, bumped into, walked, hiked, dined, lunched, interviewed,
        hosted, celebrated, played, hung out, helped, picked up, dropped off, stayed, came by, came over, came round,
        dropped by, stopped by""",
    Kind.CALL: "called, phoned, rang, spoke on the phone, skyped, zoomed, facetimed",
    Kind.TALK: "caught up, chatted, talked, spoke",
    Kind.MAIL: "emailed, mailed",
    Kind.MESSAGE: """wrote, messaged, texted, whatsapped, pinged, dmed, dm'd, heard from, replied, answered,
        reached out""",
}
"""Before these a name may stand: "Maya called". The others are things: "a new phone"."""
_THINGS: Final = {
    Kind.MEETING: "meeting, 1:1, 1-1, one on one, one-on-one",
    Kind.CALL: "phone call, call, phone, teams, google meet, voice call, video chat",
    Kind.TALK: "catch-up, catch up, chat, talk",
    Kind.MAIL: "email, e-mail, mail",
    Kind.MESSAGE: "text, message, dm, sms, voicemail, voice message, voice note",
}
VERBS: Final = frozenset(_kinds(_VERBS))
CHANNELS: Final = (
    {app + what: kind for app in _APPS for what, kind in _BY_APP.items()} | _kinds(_THINGS) | _kinds(_VERBS)
)
SPOKEN_BY: Final = {"phone": Kind.CALL, "zoom": Kind.CALL, "skype": Kind.CALL, "teams": Kind.CALL,
                    "facetime": Kind.CALL, "mail": Kind.MAIL, "email": Kind.MAIL, "e-mail": Kind.MAIL,
                    "whatsapp": Kind.MESSAGE, "signal": Kind.MESSAGE, "telegram": Kind.MESSAGE}  # fmt: skip
"""What "on the phone" or "by mail" says wherever it stands, whatever the verb."""
_BEGINS: Final = """sent introduced helped invited thanked congratulated asked told gave brought lent paid showed hosted
    joined took got received"""
BEGINS: Final = frozenset(_BEGINS.split())
"""Verbs that begin a line with a capital, and are no part of the name behind them."""
INVITING: Final = ("invited", "had", "took", "treated", "joined", "hosted", "went")
"""Verbs that lead to somebody and an occasion: "invited Ana for coffee"."""
TITLES: Final = ("dr", "prof", "mr", "mrs", "ms", "st", "sr", "jr")
PARTICLES: Final = frozenset({"da", "de", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von",
                              "zu", "der", "den", "ter", "ten", "al", "el", "bin", "ibn", "y", "e"})  # fmt: skip
"""Small words inside a name: "Jan van der Berg"."""
WHOSE: Final = frozenset({"my", "our", "his", "her", "their"})
ATTEMPTS: Final = (
    "tried to call", "tried calling", "tried to reach", "tried to write", "left a voicemail", "left a message",
    "voicemail for", "no answer", "no reply", "no response", "no luck", "went to voicemail", "could not reach",
    *(f"could{n}t reach" for n in ("n'", "n’")),
    *(f"{did} {what}" for what in ("answer", "pick up", "reply", "respond") for did in ("did not", "didn't", "didn’t")),
    *(f"{has} {what}" for what in ("answered", "replied", "responded") for has in ("has not", "hasn't", "hasn’t")),
)  # fmt: skip
"""An attempt without an answer is not a conversation (product.md)."""
GIVING: Final = ("send", "share", "forward", "introduce", "connect", "call", "ring", "phone", "write", "email",
                 "e-mail", "mail", "text", "message", "ping", "ask", "check", "look", "find", "get", "let", "bring",
                 "book", "prepare", "review", "read", "follow", "dig", "invite", "lend", "return", "pay", "show",
                 "give", "recommend", "pass", "put", "organise", "organize", "arrange", "draft",
                 "come back")  # fmt: skip
"""What one says that one will do for somebody: "I'll send her the deck"."""
_NOBODY: Final = """others everybody everyone friends family colleagues people team folks some few several many me us
    them him neighbours neighbors kids clients customers co someone somebody anyone"""
NOBODY: Final = frozenset(NUMBERS) | frozenset(_NOBODY.split())
"""Whom no name tells: "with Ana and three others"."""
LINKS: Final = frozenset({"with", "to", "for", "and", "about", "in", "at", "on", "over", "by", "from", "who", "that",
                          "because", "we", "he", "she", "they", "i", "the", "a", "an", "my", "his", "her", "their",
                          "is", "was", "has", "re", "regarding", "via", "but", "went", "had", "did", "didn't",
                          "after", "before", "during", "yet", "again", "twice", "once", "still"})  # fmt: skip
"""Words that are never part of a name typed in small letters."""
