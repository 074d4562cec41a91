"""The words of a typed line: channels, occasions, days, and what stands around names. English."""

from __future__ import annotations

from typing import Final

from relate.domain.records import Kind

MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december")  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                  "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2}  # fmt: skip
UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
OCCASIONS: Final = {
    "coffee": Kind.MEETING, "tea": Kind.MEETING, "breakfast": Kind.MEETING, "brunch": Kind.MEETING,
    "lunch": Kind.MEETING, "dinner": Kind.MEETING, "drinks": Kind.MEETING, "drink": Kind.MEETING,
    "beer": Kind.MEETING, "beers": Kind.MEETING, "wine": Kind.MEETING, "walk": Kind.MEETING, "hike": Kind.MEETING,
    "party": Kind.MEETING, "workshop": Kind.MEETING, "interview": Kind.MEETING, "zoom": Kind.CALL,
    "video call": Kind.CALL, "skype": Kind.CALL, "facetime": Kind.CALL, "teams call": Kind.CALL,
}  # fmt: skip
"""What a conversation was over: the word stays in the note, because the channel alone does not tell it."""
CHANNELS: Final = {
    "meeting": Kind.MEETING, "met up": Kind.MEETING, "met": Kind.MEETING, "saw": Kind.MEETING,
    "visited": Kind.MEETING, "ran into": Kind.MEETING, "bumped into": Kind.MEETING, "caught up": Kind.TALK,
    "catch-up": Kind.TALK, "catch up": Kind.TALK, "phone call": Kind.CALL, "call": Kind.CALL, "called": Kind.CALL,
    "phoned": Kind.CALL, "rang": Kind.CALL, "phone": Kind.CALL, "spoke on the phone": Kind.CALL,
    "emailed": Kind.MAIL, "mailed": Kind.MAIL, "email": Kind.MAIL, "e-mail": Kind.MAIL, "mail": Kind.MAIL,
    "wrote": Kind.MESSAGE, "messaged": Kind.MESSAGE, "texted": Kind.MESSAGE, "text": Kind.MESSAGE,
    "message": Kind.MESSAGE, "dm": Kind.MESSAGE, "whatsapp": Kind.MESSAGE, "whatsapped": Kind.MESSAGE,
    "pinged": Kind.MESSAGE, "chatted": Kind.TALK, "chat": Kind.TALK, "talked": Kind.TALK, "talk": Kind.TALK,
    "spoke": Kind.TALK,
    "skyped": Kind.CALL, "zoomed": Kind.CALL, "facetimed": Kind.CALL, "walked": Kind.MEETING, "hiked": Kind.MEETING,
    "dined": Kind.MEETING, "lunched": Kind.MEETING, "interviewed": Kind.MEETING, "hosted": Kind.MEETING,
    "heard from": Kind.MESSAGE, "replied": Kind.MESSAGE, "answered": Kind.MESSAGE, "came by": Kind.MEETING,
    "came over": Kind.MEETING, "came round": Kind.MEETING, "dropped by": Kind.MEETING, "stopped by": Kind.MEETING,
}  # fmt: skip
SPOKEN_BY: Final = {"phone": Kind.CALL, "zoom": Kind.CALL, "skype": Kind.CALL, "teams": Kind.CALL,
                    "facetime": Kind.CALL, "mail": Kind.MAIL, "email": Kind.MAIL, "e-mail": Kind.MAIL,
                    "whatsapp": Kind.MESSAGE}  # fmt: skip
"""What "on the phone" or "by mail" says wherever it stands, whatever the verb."""
VERBS: Final = frozenset({"met up", "met", "saw", "visited", "ran into", "bumped into", "caught up", "called", "phoned",
                          "rang", "spoke on the phone", "emailed", "mailed", "wrote", "messaged", "texted",
                          "whatsapped", "pinged", "chatted", "talked", "spoke", "skyped", "zoomed", "facetimed",
                          "walked", "hiked", "dined", "lunched", "interviewed", "hosted", "heard from", "replied",
                          "answered", "came by", "came over", "came round", "dropped by", "stopped by"})  # fmt: skip
"""Of the channels those before which a name may stand: "Maya called". The others are things: "a new phone"."""
INVITING: Final = ("invited", "had", "took", "treated", "joined", "hosted", "went")
"""Verbs that lead to somebody and an occasion: "invited Ana for coffee"."""
TITLES: Final = ("dr", "prof", "mr", "mrs", "ms", "st", "sr", "jr")
PARTICLES: Final = frozenset({"da", "de", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von",
                              "zu", "der", "den", "ter", "ten", "al", "el", "bin", "ibn", "y", "e"})  # fmt: skip
"""Small words inside a name: "Jan van der Berg"."""
WHOSE: Final = frozenset({"my", "our", "his", "her", "their"})
ATTEMPTS: Final = ("tried to call", "tried calling", "tried to reach", "tried to write", "left a voicemail",
                   "left a message", "no answer", "did not answer", "didn't answer", "didn’t answer")  # fmt: skip
"""An attempt without an answer is not a conversation (product.md)."""
LINKS: Final = frozenset({"with", "to", "for", "and", "about", "in", "at", "on", "over", "by", "from", "who", "that",
                          "because", "we", "he", "she", "they", "i", "the", "a", "an", "my", "his", "her", "their",
                          "is", "was", "has", "re", "regarding", "via"})  # fmt: skip
"""Words that are never part of a name typed in small letters."""
