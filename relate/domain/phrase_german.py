"""Typed lines in German: "Kaffee mit Anna letzten Dienstag, frag nach der Wohnung, die Preisliste versprochen"."""

from __future__ import annotations

from typing import Final

from relate.domain.phrase_language import Language, either, kinds
from relate.domain.records import Kind

_MONTHS: Final = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
                  "november", "dezember")  # fmt: skip
_WEEKDAYS: Final = (("montag",), ("dienstag",), ("mittwoch",), ("donnerstag",), ("freitag",), ("samstag", "sonnabend"),
                    ("sonntag",))  # fmt: skip
_NUMBERS: Final = {"einem": 1, "einer": 1, "ein": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
                   "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "ein paar": 2, "paar": 2}  # fmt: skip
_UNITS: Final = {"tag": 1, "tage": 1, "tagen": 1, "woche": 7, "wochen": 7, "monat": 30, "monate": 30, "monaten": 30,
                 "jahr": 365, "jahre": 365, "jahren": 365}  # fmt: skip
_LAST: Final = frozenset({"letzte", "letzten", "letzter", "letztes", "vergangene", "vergangenen", "vergangenes",
                          "vorige", "vorigen", "voriges"})  # fmt: skip
_NEXT: Final = frozenset({"nächste", "nächsten", "nächster", "nächstes", "kommende", "kommenden", "kommendes"})

_MONTH: Final = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r"|sept)\.?"
_PART: Final = "(?: ?(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht))?"
_WEEKDAY: Final = f"(?P<weekday>{either(name for names in _WEEKDAYS for name in names)})s?{_PART}"
_ANY_WEEKDAY: Final = _WEEKDAY.replace("?P<weekday>", "?:")
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{either(_NUMBERS)})"
_UNIT: Final = f"(?P<unit>{either(_UNITS)})"
_LAST_ONE: Final = f"(?:{either(_LAST)})"
_NEXT_ONE: Final = f"(?:{either(_NEXT)})"
_DATE: Final = rf"(?:{_ANY_WEEKDAY},? )?(?:den )?(?P<day>\d{{1,2}})\. ?{_MONTH}(?: (?P<year>\d{{4}}))?"
_DAYS: Final = tuple(
    rf"(?:(?:am|vom|seit) )?(?:{pattern})"
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        rf"(?P<two>vorgestern{_PART})",
        rf"(?P<one>gestern{_PART})",
        rf"(?P<zero>heute{_PART}|eben|gerade eben)",
        rf"vor (?:etwa |ungefähr |rund )?{_COUNT} {_UNIT}",
        rf"(?P<before>{_LAST_ONE} woche) (?:am )?{_WEEKDAY}",
        rf"{_WEEKDAY} (?P<before>{_LAST_ONE} woche)",
        rf"(?:in der )?{_LAST_ONE} (?P<ago>woche|monat)",
        rf"(?:am |übers |letztes )?(?:{_LAST_ONE} )?(?P<weekend>wochenende)",
        _DATE,
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4}|\d{2})?",
        rf"(?:(?P<which>{_LAST_ONE}) )?{_WEEKDAY}",
        r"(?P<nth>\d{1,2})\.(?=$|[,;:]|\s(?:mit|bei|in|im|auf|und|ich|wir|er|sie|war)\b)",
    )
)
_COMING: Final = tuple(
    rf"(?:(?:spätestens |noch )?(?:bis |am |vor )?(?:spätestens )?(?:zum |den |dem )?)?(?:{pattern})"
    for pattern in (
        r"(?P<iso>\d{4}-\d{2}-\d{2})",
        r"(?P<two>übermorgen)",
        r"(?P<one>morgen(?: (?:früh|vormittag|mittag|nachmittag|abend))?)",
        rf"(?P<zero>heute{_PART})",
        r"(?:ende|ende der|ende des) (?:(?P<next>nächster|nächsten|kommenden|kommender) )?(?:diese[rs] )?"
        r"(?P<end>woche|monat|jahr)(?:e?s)?",
        r"(?P<end>monat|jahr)e?s?ende",
        rf"(?:in der )?(?P<next>{_NEXT_ONE}) (?P<end>woche|monat|jahr)",
        rf"in {_COUNT} {_UNIT}",
        _DATE,
        r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})?",
        r"(?P<weekend>wochenende)",
        rf"(?:(?P<which>{_NEXT_ONE}|diesen) )?{_WEEKDAY}",
    )
)

_ACTIVITIES: Final = """schwimmen radtour wandern klettern segeln skifahren tanzen einkaufen camping angeln bowling
    kegeln yoga tennis fußball basketball badminton golf squash schach poker kino film konzert theater museum hochzeit
    sauna joggen training""".split()  # noqa: SIM905
_OVER: Final = """kaffee, tee, frühstück, brunch, mittagessen, mittag, abendessen, abendbrot, abendbrot, kuchen, bier,
    biere, feierabendbier, wein, glühwein, drinks, drink, cocktails, eis, spaziergang, wanderung, radfahren, party,
    feier, grillen, picknick, workshop, interview, lunch, dinner, kaffeetrinken, messe, geburtstag"""
_APPS: Final = ("whatsapp", "signal", "telegram", "slack", "messenger", "imessage", "discord", "threema", "linkedin",
                "instagram", "facebook", "xing")  # fmt: skip
_THINGS: Final = {
    Kind.MEETING: "treffen, meeting, termin, besprechung, besuch, sitzung",
    Kind.CALL: "telefonat, anruf, telefongespräch, videoanruf, videocall, call, telefon, zoom, skype, facetime, teams",
    Kind.TALK: "gespräch, unterhaltung, plausch, austausch",
    Kind.MAIL: "mail, e-mail, email",
    Kind.MESSAGE: "nachricht, antwort, sms, sprachnachricht, chat, brief, postkarte",
}
_VERBS: Final = {
    Kind.MEETING: """getroffen, gesehen, besucht, begegnet, gegessen, essen gegangen, getrunken, gelaufen, gejoggt,
        gewandert, spazieren gegangen, spaziert, gegrillt, gefeiert, gespielt, gekocht, geholfen, abgeholt,
        vorbeigekommen, essen, frühstücken, gefrühstückt, zusammengesessen, kennengelernt, verabredet""",
    Kind.CALL: "telefoniert, angerufen, zurückgerufen, geskypt, gezoomt",
    Kind.TALK: "gesprochen, geredet, geplaudert, gequatscht, unterhalten, ausgetauscht, geschwatzt",
    Kind.MAIL: "gemailt, eine mail geschrieben, eine mail geschickt, eine e-mail geschickt, eine e-mail geschrieben",
    Kind.MESSAGE: """geschrieben, geantwortet, gechattet, gesimst, getextet, eine nachricht geschickt,
        eine nachricht geschrieben, eine sms geschickt, gemeldet""",
}
_ATTEMPTS: Final = (
    "nicht erreicht", "auf die mailbox gesprochen", "auf den anrufbeantworter gesprochen", "nicht abgehoben",
    "nicht abgenommen", "nicht rangegangen", "ging nicht ran", "geht nicht ran", "keine antwort", "keine rückmeldung",
    "nicht geantwortet", "nicht gemeldet", "schreibt nicht zurück", "antwortet nicht", "meldet sich nicht",
    "nur die mailbox", "niemand da", "war nicht da", "versucht anzurufen", "versucht zu erreichen",
)  # fmt: skip
_GIVING: Final = ("schicke", "schick", "sende", "leite", "stelle", "rufe", "ruf", "schreibe", "schreib", "maile",
                  "frage", "frag", "schaue", "schau", "suche", "besorge", "bringe", "bring", "buche", "bereite", "lese",
                  "prüfe", "kläre", "melde", "lade", "leihe", "gebe", "zahle", "zeige", "empfehle", "organisiere",
                  "kümmere", "werde", "helfe")  # fmt: skip
_NOBODY: Final = """anderen andere alle allen jemand jemandem jemanden freunde freunden kollegen kolleginnen leute
    leuten team einige einigen ein paar ein viele vielen mehrere mehreren mir uns ihm ihr ihnen ihn nachbarn kinder
    kindern kunden kundinnen niemand niemandem"""
_LINKS: Final = """mit an von bei zu zum zur für und über in im am um auf aus wegen bezüglich wer der die das dem den
    des ein eine einen einem einer weil wir er sie es ich ihr ihm ihn ihnen mein meine meinem meinen meiner meines sein
    seine seinem seinen seiner ihre ihrem ihren ihrer unser unsere unserem unseren unserer ist war hat hatte haben per
    via aber nach vor während noch wieder zweimal einmal nicht dass ob wie was wo wann beim heute gestern auch schon
    kurz lange lang gut nett zusammen gemeinsam eben gerade"""
_WHOSE: Final = """mein meine meinem meinen meiner unser unsere unserem unseren unserer sein seine seinem seinen seiner
    ihr ihre ihrem ihren ihrer"""
_LITTLE: Final = """ich|wir|habe|hab|haben|hatte|hatten|bin|sind|war|waren|hat|heute|mal|kurz|kurze|kurzer|kurzes|kurzen
    |lang|lange|langer|langes|langen|ein|eine|einen|einem|einer|das|der|den|erste|erster|erstes|ersten|zweite|zweites
    |nett|nette|nettes|netter|gut|gute|gutes|guter|schön|schöne|schönes|schöner|tolles|toller|zufällig|spontan|endlich
    |wieder|noch|gerade|eben|schnell|schneller|schnelles|zusammen|gemeinsam|sehr|zum|beim"""
_WHOM: Final = "(?:(?:ihr|ihm|ihnen|ihn|sie|beiden) )?"
_I_HAVE: Final = "(?:und )?(?:ich )?(?:habe? |hab )?(?:ich )?"
_NEXT_TIME: Final = "(?:(?:beim )?nächsten? ?mal |das nächste mal |nächstes mal )?"
_NAME: Final = r"(?-i:[^\W\d_a-zäöüß])\w*(?: (?-i:[^\W\d_a-zäöüß])\w*)?"
_ASKING: Final = "(?:nach)?(?:fragen?|frag)"
_TELLING: Final = """gestern heute vorgestern morgen früh abend mittag letzte letzten letztes vor versprochen versprich
    schulde frag frage fragen nächstes nächste bis zieht arbeitet sucht ist kommt woche wochen wochenende"""


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


GERMAN: Final = Language(
    code="de",
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    numbers=_NUMBERS,
    units=_UNITS,
    last=_LAST,
    following=_NEXT,
    days=_DAYS,
    coming=_COMING,
    days_alone=f"{_WEEKDAY}|{_MONTH}|heute|gestern|vorgestern",
    occasions=dict.fromkeys((*_ACTIVITIES, *kinds({Kind.MEETING: _OVER})), Kind.MEETING),
    activities=frozenset(_ACTIVITIES),
    channels=dict.fromkeys(_APPS, Kind.MESSAGE) | kinds(_THINGS) | kinds(_VERBS),
    verbs=frozenset(kinds(_VERBS)),
    talks=frozenset({"treffen", "meeting", "termin", "gespräch", "anruf", "telefonat", "call"}),
    spoken_by={
        "telefon": Kind.CALL,
        "zoom": Kind.CALL,
        "skype": Kind.CALL,
        "teams": Kind.CALL,
        "facetime": Kind.CALL,
        "video": Kind.CALL,
        "mail": Kind.MAIL,
        "e-mail": Kind.MAIL,
        "email": Kind.MAIL,
        "whatsapp": Kind.MESSAGE,
        "signal": Kind.MESSAGE,
        "telegram": Kind.MESSAGE,
        "sms": Kind.MESSAGE,
        "nachricht": Kind.MESSAGE,
    },
    speaking=r"(?:am|per|via|über|auf)\s",
    not_spoken="$^",
    begins=frozenset(),
    inviting=("eingeladen",),
    verb_last=True,
    little="".join(_LITTLE.split()),
    leads=r"(?:auf|zum|bei|beim)(?:\s+eine?n?)?",
    led=r"zum|auf|bei|beim",
    leads_on="zum|auf|bei",
    rewrites=(),
    shorthand=((r"(?<=\s)m\.(?=\s)", "mit"),),
    beside="mit",
    toward="an|von|bei|zu",
    joining=frozenset({"und", "u.", "&", "+"}),
    titles=("dr", "prof", "hr", "hrn", "fr", "st"),
    particles=frozenset(
        {"von", "zu", "van", "der", "den", "de", "da", "del", "di", "la", "le", "ten", "ter", "al", "el"}
    ),
    whose=_split(_WHOSE),
    articles=frozenset({"die", "den", "der", "dem"}),
    big_nouns=True,
    nobody=_split(_NOBODY) | frozenset(_NUMBERS),
    links=_split(_LINKS),
    attempts=_ATTEMPTS,
    unanswered=tuple(words for words in _ATTEMPTS if not words.startswith(("keine", "nur", "niemand"))),
    attempt_links="von|bei|mit|an",
    still="(?:aber |und |leider |noch )*(?:(?:er|sie|es) )?(?:hat |ist )?",
    tried=r"(?:ich |wir )?(?:habe? )?versucht\s(?=(?-i:[^\W\d_a-z]))",
    ask=(
        rf"(?:und )?{_NEXT_TIME}(?:{_NAME} )?nach (?P<what>.+) {_ASKING}$",
        rf"(?:und )?{_NEXT_TIME}{_WHOM}{_ASKING}\b (?:sie |ihn |beide )?{_NEXT_TIME}"
        r"(?:mal |noch )?(?:nach(?= ))?[:\s]*",
    ),
    promised=(
        rf"{_I_HAVE}{_WHOM}versprochen\b[:\s]*(?=\S)",
        rf"{_I_HAVE}{_WHOM}(?P<what>.+) versprochen$",
        rf"{_I_HAVE}{_WHOM}versprochen\b[:\s]*",
        rf"(?:und )?(?:ich )?schulde {_WHOM}",
        rf"(?:und )?ich (?=(?:{either(_GIVING)})\b)",
        rf"{_I_HAVE}{_WHOM}gesagt,? ",
    ),
    opens=rf"(?:{_I_HAVE}{_WHOM}(?:versprochen|zugesagt)|(?:und )?{_NEXT_TIME}{_WHOM}{_ASKING}"
    r"|(?:ich |wir )?(?:habe? )?versucht)",
    giving=_GIVING,
    of_whom=r"(?:fragen?|frag)\s(?=(?-i:[^\W\d_a-z]))"
    rf"|^(?={_NAME} (?:die|den|das|dem|ein|eine|einen|mein|meine|meinen)\s.*versprochen$)"
    rf"|^{_NEXT_TIME}(?={_NAME} nach\s.*{_ASKING}$)",
    what=r"\s*(?:nach|wie|ob|was|wann|wo|warum|wer|die|den|das|dem|ein|eine|einen|mein|meine|meinen|zu|bis|noch|\d+)\b",
    telling=_split(_TELLING),
)
