"""Typed lines in English: channels, occasions, days, what stands around names, and how promises are put."""

from __future__ import annotations

import re
from typing import Final

from relate.domain.phrase_language import Language, either, kinds
from relate.domain.records import Kind

MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december")  # fmt: skip
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                  "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2}  # fmt: skip
_UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_ACTIVITIES: Final = ("run", "running", "jog", "swim", "swimming", "ride", "cycling", "hiking", "climbing", "sailing",
                     "skiing", "dancing", "shopping", "camping", "fishing", "bowling", "gym", "yoga", "tennis",
                     "football", "basketball", "badminton", "padel", "golf", "squash", "chess", "poker", "cinema",
                     "movie", "concert", "theatre", "museum", "wedding", "sauna")  # fmt: skip
"""Occasions where nothing stands before them but what leads to them: "likes sailing" is news of somebody."""
_OCCASIONS: Final = dict.fromkeys(_ACTIVITIES, Kind.MEETING) | {
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


_VERBS_OF: Final = {
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
_VERBS: Final = frozenset(kinds(_VERBS_OF))
_CHANNELS: Final = (
    {app + what: kind for app in _APPS for what, kind in _BY_APP.items()} | kinds(_THINGS) | kinds(_VERBS_OF)
)
_SPOKEN_BY: Final = {"phone": Kind.CALL, "zoom": Kind.CALL, "skype": Kind.CALL, "teams": Kind.CALL,
                    "facetime": Kind.CALL, "mail": Kind.MAIL, "email": Kind.MAIL, "e-mail": Kind.MAIL,
                    "whatsapp": Kind.MESSAGE, "signal": Kind.MESSAGE, "telegram": Kind.MESSAGE}  # fmt: skip
"""What "on the phone" or "by mail" says wherever it stands, whatever the verb."""
_BEGINNING: Final = """sent introduced helped invited thanked congratulated asked told gave brought lent paid showed
    hosted joined took got received"""
_BEGINS: Final = frozenset(_BEGINNING.split())
"""Verbs that begin a line with a capital, and are no part of the name behind them."""
_INVITING: Final = ("invited", "had", "took", "treated", "joined", "hosted", "went")
"""Verbs that lead to somebody and an occasion: "invited Ana for coffee"."""
_TITLES: Final = ("dr", "prof", "mr", "mrs", "ms", "st", "sr", "jr")
_PARTICLES: Final = frozenset({"da", "de", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von",
                              "zu", "der", "den", "ter", "ten", "al", "el", "bin", "ibn", "y", "e"})  # fmt: skip
"""Small words inside a name: "Jan van der Berg"."""
_WHOSE: Final = frozenset({"my", "our", "his", "her", "their"})
_ATTEMPTS: Final = (
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
_UNNAMED: Final = """others everybody everyone friends family colleagues people team folks some few several many me
    us them him neighbours neighbors kids clients customers co someone somebody anyone"""
_NOBODY: Final = frozenset(_NUMBERS) | frozenset(_UNNAMED.split())
"""Whom no name tells: "with Ana and three others"."""
_LINKS: Final = frozenset({"with", "to", "for", "and", "about", "in", "at", "on", "over", "by", "from", "who", "that",
                          "because", "we", "he", "she", "they", "i", "the", "a", "an", "my", "his", "her", "their",
                          "is", "was", "has", "re", "regarding", "via", "but", "went", "had", "did", "didn't",
                          "after", "before", "during", "yet", "again", "twice", "once", "still"})  # fmt: skip
"""Words that are never part of a name typed in small letters."""

_MONTH: Final = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_WEEKDAY: Final = "(?P<weekday>" + "|".join(f"{day[:3]}(?:{day[3:]}|s|rs|nes|urs)?" for day in _WEEKDAYS) + ")"
_ANY_WEEKDAY: Final = _WEEKDAY.replace("?P<weekday>", "?:")
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{either(_NUMBERS)})"
_PART: Final = "(?: (?:early |late )?(?:morning|noon|lunchtime|afternoon|evening|night))?"
_GOES_ON: Final = "with|at|in|on|for|to|about|and|i|we|he|she|they"
"""What follows a day that is no part of it: "on the 3rd with Ana", and not "the 3rd time"."""
_DAYS: Final = tuple(
    rf"(?:on (?:the )?)?(?:{pattern})"
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<two>the day before yesterday)",
        rf"(?P<one>yesterday{_PART}|last night)",
        r"(?P<zero>(?:earlier |later )?today|this morning|this noon|this afternoon|this evening|tonight|just now)",
        rf"(?:about |some )?{_COUNT} (?P<unit>day|week|fortnight|month|year)s? ago",
        rf"(?P<before>last week)(?:[’']s)?,? (?:on )?{_WEEKDAY}{_PART}",
        rf"{_WEEKDAY}{_PART},? (?:of )?(?P<before>last week)",
        r"last (?P<ago>week|month)",
        r"(?:(?:at|on|over|during) (?:the )?(?:last |past )?|(?:last|past|this) )(?P<weekend>weekend)",
        r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?",
        rf"(?:{_ANY_WEEKDAY} )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"(?:{_ANY_WEEKDAY} )?{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4}|\d{2})?",
        rf"(?P<which>last |this )?{_WEEKDAY}{_PART}",
        rf"the (?P<nth>\d{{1,2}})(?:st|nd|rd|th)(?=$|[,;:]|\s(?:{_GOES_ON})\b)",
    )
)
_BY: Final = "(?:by|until|till|before|on|not later than|no later than)"
_COMING: Final = tuple(
    rf"(?:{_BY} (?:the )?)?(?:{pattern})"
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<two>(?:the )?day after tomorrow)",
        r"(?P<one>tomorrow(?: (?:morning|afternoon|evening|night))?)",
        r"(?P<zero>today|tonight|this (?:morning|afternoon|evening))",
        r"(?:the )?end of (?:the |this |(?P<next>next ))?(?P<end>week|month|year)",
        r"(?P<next>next )(?P<end>week|month|year)",
        rf"in {_COUNT} (?P<unit>day|week|month|year)s?(?:[’']? time)?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})?",
        r"(?P<weekend>(?:the |this )?weekend)",
        rf"(?P<which>next |this )?{_WEEKDAY}",
    )
)
_LITTLE: Final = """i|we|had|have|just|finally|quick|long|short|brief|a|an|another|first|second|for|nice|good|great
   |lovely|really|very|proper|big|little|productive|interesting|intense|late|early"""
_WHOM: Final = "(?: (?:her|him|them|both))?"
_GIVES: Final = rf"(?=(?:{either(GIVING)})\b)"
_OF_WHOM: Final = """ask promised owe send bring lend show give tell pay write mail email call ring phone text message
    ping"""
_WHAT: Final = """about how whether if what when where why who for to the an? my our his her their that this these those
    some two three tomorrow tonight next on by back again \\d+"""
_TELLING: Final = """yesterday today tonight morning evening ago last week weekend month promised promise owe remember
    ask moves works"""

ENGLISH: Final = Language(
    code="en",
    months=MONTHS,
    weekdays=tuple((day,) for day in _WEEKDAYS),
    numbers=_NUMBERS,
    units=_UNIT_DAYS,
    last=frozenset({"last"}),
    following=frozenset({"next"}),
    days=_DAYS,
    coming=_COMING,
    days_alone=f"{_WEEKDAY}|{_MONTH}|today|yesterday|tonight",
    occasions=_OCCASIONS,
    activities=frozenset(_ACTIVITIES),
    channels=_CHANNELS,
    verbs=_VERBS,
    talks=frozenset({"meeting", "call", "phone call", "chat", "talk", "catch-up", "catch up"}),
    spoken_by=_SPOKEN_BY,
    speaking=r"(?:on|by|via|over)\s(?:the\s)?",
    not_spoken=r"\scall",
    begins=_BEGINS,
    inviting=_INVITING,
    verb_last=False,
    little=re.sub(r"\s", "", _LITTLE),
    leads=r"(?:over|for|to)(?:\s+an?)?",
    led="for|on|over",
    leads_on="to|for|on|over",
    rewrites=(
        # "sent Gita an email" is an email to Gita, and a line or a note is a message.
        (
            r"^(?:i |we )?(?:sent|wrote|dropped)\s(?P<whom>\S.{0,60}?)\san?\s(?:quick |short |long )?"
            r"(?:note|line)(?![\w-])",
            r"message to \g<whom>",
        ),
        (
            r"^(?:i |we )?(?:sent|wrote|dropped)\s(?P<whom>\S.{0,60}?)\san?\s(?:quick |short |long )?"
            r"(?P<what>e-?mail|mail|message|text|dm)(?![\w-])",
            r"\g<what> to \g<whom>",
        ),
        # "replied to Gita's mail" is a mail to Gita.
        (
            r"^(?:i |we )?(?:replied|answered|responded|wrote back)\s(?:to\s)?(?P<whom>\S.{0,60}?)['’]s\s(?:\w+\s)?"
            r"(?P<what>e-?mail|mail|message|text|dm)(?![\w-])",
            r"\g<what> to \g<whom>",
        ),
        (
            r"^(?:i |we )?(?:got|received|had|wrote|sent)\s"
            r"(?=an?\s(?:e-?mail|mail|message|text|dm|call)\s(?:from|to)\s)",
            "",
        ),
        # "called back Gita"
        (r"^((?:i |we )?\w+(?:ed|rang|wrote))\sback\b", r"\1"),
    ),
    shorthand=((r"(?<=\s)w/?(?=\s)", "with"),),
    beside="with",
    toward="to|from",
    joining=frozenset({"and", "&", "+"}),
    titles=_TITLES,
    particles=_PARTICLES,
    whose=_WHOSE,
    articles=frozenset({"the"}),
    big_nouns=False,
    nobody=_NOBODY,
    links=_LINKS,
    attempts=_ATTEMPTS,
    unanswered=tuple(words for words in _ATTEMPTS if words.startswith(("did", "has"))),
    attempt_links="for|to|with|from",
    still="(?:but |and |still )*(?:(?:he|she|they|it) )?",
    # "tried Ana again", "left Ana a voicemail"
    tried=r"(?:i |we )?(?:tried\s(?=(?-i:[^\W\d_a-z]))"
    r"|left\s(?=\S.{0,60}?\sa\s(?:voicemail|voice message|message)\b))",
    ask=(
        r"(?:and )?(?:(?:i )?(?:must |need to |want to |should )?(?:remember|not forget|don['’]?t forget) to )?"
        rf"(?:next time )?ask(?:{_WHOM}|(?: next(?: time)?)?)(?: about)?\b[:\s]*",
    ),
    promised=(
        rf"(?:and )?(?:i(?:'ve| have|’ve)? )?promised{_WHOM}(?: to)?\b[:\s]*",
        # "I owe him the deck", "I'll send him the deck", "told him I'd ask"
        rf"(?:and )?(?:i(?: still)? owe{_WHOM}\b[:\s]*|(?:i['’]?ll|i will|will) (?:gladly |also |then )?{_GIVES}"
        rf"|(?:i )?(?:said|told{_WHOM})(?: that)? i(?:['’](?:d|ll)| would| will) |(?:i )?agreed to {_GIVES})",
    ),
    opens="",
    giving=GIVING,
    of_whom=rf"(?:{'|'.join(_OF_WHOM.split())})\s(?=(?-i:[^\W\d_a-z]))",
    what=rf"\s*(?:{'|'.join(_WHAT.split())})\b",
    telling=frozenset(_TELLING.split()),
)
