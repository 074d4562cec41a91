"""What WhatsApp's own lines tell of a group: who came, went, was added; what it was called first.

Only people are looked for in them: whoever never wrote is in a group all the same. In a language that is not here the
group has those who wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from relate.domain.patterns import late
from relate.importers.whatsapp import marks

_QUOTED: Final = late(r"[\"“”„«»‘’「」『』](?P<name>[^\"“”„«»‘’「」『』\n]{1,100})[\"“”„«»‘’「」『』]")
_A, _B = r"(?P<a>[^\n]{1,80}?)", r"(?P<b>[^\n]{1,400}?)"
_LINES: Final = (
    # Somebody added or took out somebody.
    "{a} added {b}|{a} removed {b}|{a} approved {b}|{a} invited {b}",
    "{a} hat {b} hinzugefügt|{a} hast {b} hinzugefügt|{a} haben {b} hinzugefügt|{a} ha(?:t|st) {b} entfernt",
    "{a} añadió a {b}|{a} añadiste a {b}|{a} agregó a {b}|{a} eliminó a {b}|{a} ha añadido a {b}",
    "{a} adicionou {b}|{a} adicionaste {b}|{a} removeu {b}",
    "{a} a ajouté {b}|{a} avez ajouté {b}|{a} a retiré {b}|{a} a supprimé {b}",
    "{a} ha aggiunto {b}|{a} hai aggiunto {b}|{a} ha rimosso {b}",
    "{a} heeft {b} toegevoegd|{a} hebt {b} toegevoegd|{a} heeft {b} verwijderd",
    "{a} добавил(?:а|и)?(?:\\(а\\))? {b}|{a} добави(?:ла|ли|в) {b}|{a} удалил(?:а|и)?(?:\\(а\\))? {b}",
    "{a} додав(?:ла|ли)?(?:\\(-ла\\))? {b}",
    "{a} doda(?:ł|ła|ł\\(a\\)|no)? ?(?:użytkownika )?{b}|{a} usun(?:ął|ęła|ął\\(ęła\\)) {b}",
    "{a},? {b} (?:kişisini|adlı kişiyi) (?:ekledi|çıkardı)",
    "{a} lade till {b}|{a} tog bort {b}",
    "{a} tilføjede {b}|{a} fjernede {b}",
    "{a} la til {b}|{a} fjernet {b}",
    "{a} lisäsi(?: käyttäjän)?:? {b}|{a} poisti(?: käyttäjän)?:? {b}",
    "{a} přidal(?:a|\\(a\\))? (?:uživatele )?{b}|{a} odebral(?:a|\\(a\\))? {b}",
    "{a} l-a adăugat pe {b}|{a} a adăugat pe {b}|{a} a adăugat-o pe {b}",
    "{a} menambahkan {b}|{a} mengeluarkan {b}",
    "{a} đã thêm {b}|{a} đã xóa {b}",
    "(?:أضاف|أضافت|قام) {a} {b}|{a} (?:أضاف|أضافت) {b}",
    "{a}[،,]? {b} را اضافه کرد",
    "{a} (?:הוסיף|הוסיפה|הוסיף/ה) את {b}",
    "{a} ने {b} को (?:जोड़ा|ऐड किया|हटाया)",
    "{a} (?:ได้)?เพิ่ม {b}",
    "{a}님이 {b}님을 (?:추가했습니다|초대했습니다|내보냈습니다)",
    "{a}(?:さん)?が{b}(?:さん)?を(?:追加|削除)しました",
    "{a} ?(?:添加了|已添加|新增了|加入了|移除了|已移除) ?{b}",
    # Somebody made it, and is in it.
    "{a} created (?:this |the )?group.*|{a} hat (?:die|diese) Gruppe .*erstellt"
    "|{a} (?:creó|ha creado) (?:el|este) grupo.*|{a} criou (?:o |este )?grupo.*"
    "|{a} a créé (?:le |ce )?groupe.*|{a} ha creato (?:il |questo )?gruppo.*"
    "|{a} heeft (?:de|deze) groep .*(?:aan)?gemaakt|{a} созда(?:л|ла|л\\(а\\)) (?:эту )?группу.*",
    # Somebody came or went.
    "{a} joined .*|{a} was added|{a} left|{a} was removed|{a} requested to join",
    "{a} ist .*beigetreten|{a} (?:wurde|wurden) hinzugefügt|{a} hat die Gruppe verlassen|{a} wurde entfernt",
    "{a} se unió .*|{a} salió(?: del grupo)?|{a} fue añadid[oa]|se (?:añadió|agregó) a {a}",
    "{a} entrou .*|{a} saiu(?: do grupo)?|{a} foi adicionad[oa]",
    "{a} a rejoint .*|{a} est partie?|{a} a quitté .*|{a} a été ajoutée?",
    "{a} (?:è entrat[oa]|si è unit[oa]) .*|{a} ha abbandonato(?: il gruppo)?|{a} è uscit[oa].*"
    "|{a} è stat[oa] aggiunt[oa]",
    "{a} (?:is|neemt) (?:lid geworden|toegetreden|deel) .*|{a} heeft de groep verlaten|{a} is toegevoegd",
    "{a} (?:присоединился|присоединилась|присоединился\\(-ась\\)) .*"
    "|{a} (?:вышел|вышла|покинул|покинула|вышел\\(-ла\\)).*",
    "{a} (?:приєднався|приєдналася) .*|{a} (?:вийшов|вийшла|залишив|залишила).*",
    "{a} dołączył(?:a|\\(a\\))? .*|{a} (?:opuścił|opuściła|opuścił\\(a\\)|wyszedł|wyszła) .*",
    "{a},? (?:bu grubun )?davet bağlantısını kullanarak katıldı|{a} (?:ayrıldı|gruptan ayrıldı|eklendi|katıldı)",
    "{a} gick med .*|{a} lämnade(?: gruppen)?",
    "{a} (?:tiltrådte|deltager|deltog) .*|{a} forlod(?: gruppen)?",
    "{a} ble med .*|{a} forlot(?: gruppen)?",
    "{a} liittyi .*|{a} (?:poistui|lähti)(?: ryhmästä)?",
    "{a} se připojil(?:a|\\(a\\))? .*|{a} opustil(?:a|\\(a\\))?(?: skupinu)?",
    "{a} s-a alăturat .*|{a} a (?:ieșit|părăsit grupul)",
    "{a} bergabung .*|{a} keluar|{a} ditambahkan",
    "{a} đã tham gia .*|{a} đã rời (?:đi|nhóm)",
    "(?:انضم|انضمت) {a} (?:باستخدام|عبر|من) .*|(?:غادر|غادرت) {a}|{a} (?:غادر|غادرت)(?: المجموعة)?|تمت إضافة {a}",
    "{a} (?:با استفاده از|از طریق) .* پیوست|{a} (?:گروه را )?ترک کرد",
    "{a} (?:הצטרף|הצטרפה|הצטרף/ה) .*|{a} (?:יצא|יצאה|יצא/ה|עזב|עזבה)(?: מהקבוצה)?",
    "{a} ने ग्रुप छोड़ा|{a} (?:ग्रुप|समूह) .*(?:जुड़े|शामिल हुए|से बाहर हो गए)",
    "{a} (?:ได้)?เข้าร่วม.*|{a} (?:ได้)?ออก(?:จากกลุ่ม|แล้ว)?",
    "{a}님이 .*(?:참여|참가|입장)(?:했습니다|하셨습니다)|{a}님이 나갔습니다",
    "{a}(?:さん)?が(?:このグループの|グループの)?.*参加しました|{a}(?:さん)?が(?:退出|退会)しました",
    "{a} ?(?:通过|使用|透過|已透過|已通过).*(?:加入|加入群组|加入群組|加入了).*"
    "|{a} ?(?:已?退出(?:了)?|离开了?|已離開|離開了)(?:群组|群組)?",
)  # fmt: skip
_CREATED: Final = re.compile(
    "created|erstellt|creó|creaste|cri(?:ou|aste)|créé|creato|gemaakt|aangemaakt|создал|створи|utworzy|oluşturdu"
    "|skapade|oprettede|opprettet|loi|vytvoři|creat|membuat|tạo|أنشأ|ایجاد|יצר|बनाया|สร้าง|만들|作成|创建|建立",
    re.IGNORECASE,
)
_AND: Final = re.compile(
    r"\s*[,،、]\s*|님과 |님, |\s+(?:and|und|y|e|et|en|и|та|i|ve|och|og|ja|a|și|dan|và|و|ו|और|และ)\s+|と|和|及"
)
_NOBODY: Final = re.compile(
    r"\d+ .*|.*(?:group|gruppe|grupo|groupe|gruppo|groep|групп|chat|admin|message|nachricht|call).*", re.IGNORECASE
)
_MOST_AT_ONCE: Final = 30


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Made when the first group is read: there are many."""
    return tuple(re.compile(way.replace("{a}", _A).replace("{b}", _B)) for line in _LINES for way in _ways(line))


def _ways(line: str) -> Iterator[str]:
    """The ways of one language: parted at the bars outside brackets."""
    depth = begin = 0
    for place, sign in enumerate(line):
        if sign in "()" and line[place - 1 : place] != "\\":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            yield line[begin:place]
            begin = place + 1
    yield line[begin:]


def people_in(line: str) -> tuple[str, ...]:
    """Whom a line of WhatsApp's own names as coming, going, adding or being added, as it writes them."""
    bare = marks.without(line).strip().rstrip(".")
    if len(bare) > 500:
        return ()
    for pattern in _patterns():
        if found := pattern.fullmatch(bare):
            told = found.groupdict()
            names = [told["a"], *_several(told.get("b"))]
            return tuple(name for one in names if (name := one.strip()) and not _NOBODY.fullmatch(name))
    return ()


def _several(text: str | None) -> list[str]:
    return [] if text is None else [one for one in _AND.split(text) if one][:_MOST_AT_ONCE]


def titles(line: str) -> tuple[str, str]:
    """What a group was called before and is called from then on, where this line tells; "" for what it does not.

    A line that tells how it was made has one name, which is both.
    """
    names = [found["name"].strip() for found in _QUOTED.finditer(line)]
    if len(names) == 2:
        return names[0], names[1]
    return (names[0], names[0]) if len(names) == 1 and _CREATED.search(line) else ("", "")
