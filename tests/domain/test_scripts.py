"""Names in Arabic, Hebrew, Hangul, kana and Chinese characters against names in Latin letters."""

from __future__ import annotations

import itertools
import random

import pytest

from relate.domain.blocking import Blocks, keys
from relate.domain.distance import Population, compare
from relate.domain.matching import Proposal, Scored, Verdict, odds, proposals
from relate.domain.names import have_no_common_reading, name_key, names_contradict
from relate.domain.portrait import Portrait, portrait
from relate.domain.records import Field, IdentityKind
from relate.domain.scripts import is_read, latin_skeletons, skeletons, words_read
from relate.domain.signs import Sign
from relate.domain.sounding import plain_words

ONE_NAME = [
    ("محمد علي", "Mohammed Ali"),
    ("محمد الحسيني", "Muhammad Al-Husseini"),
    ("محمد الحسيني", "Mohamed Elhusseiny"),
    ("عبد الرحمن حداد", "Abdul Rahman Haddad"),
    ("عبدالرحمن حداد", "Haddad Abdelrahman"),
    ("عبد الله صالح", "Abdullah Saleh"),
    ("أَحْمَد بن سعيد", "Dr. Ahmed Saïd, MBA"),
    ("فاطمة الزهراء", "Fatima Zahra"),
    ("خالد منصور", "Khaled Mansour"),
    ("ليلى حداد", "Leila Haddad"),
    ("شريف عمر", "Cherif Omar"),
    ("نور الدين زيدان", "Nour Eddine Zidane"),
    ("إبراهيم عيسى", "Ibrahim Issa"),
    ("رضا کریمی", "Reza Karimi"),
    ("דוד כהן", "David Cohen"),
    ("שרה לוי", "Sarah Levy"),
    ("כהן אורי", "Uri Kohen"),
    ("יצחק רבין", "Yitzhak Rabin"),
    ("יוסף מזרחי", "Joseph Mizrahi"),
    ("חיים ויצמן", "Chaim Weizmann"),
    ("יעל פרידמן", "Yael Friedman"),
    ("김민준", "Min-jun Kim"),
    ("김민준", "Kim Min Jun"),
    ("이지우", "Jiwoo Lee"),
    ("박서연", "Seoyeon Park"),
    ("최영희", "Younghee Choi"),
    ("たなか たろう", "Taro Tanaka"),
    ("タナカ タロウ", "TANAKA Tarou"),
    ("さとう けんいち", "Kenichi Satoh"),
    ("はっとり じゅん", "Jun Hattori"),
]
TWO_NAMES = [
    ("محمد حسن", "Ahmed Hassan"),
    ("حسن علي", "Hussein Ali"),
    ("محمد علي", "Mahmoud Ali"),
    ("سعيد عمر", "Saad Omar"),
    ("سلمى حداد", "Salim Haddad"),
    ("دانا علي", "Dina Ali"),
    ("רון כהן", "Ronit Cohen"),
    ("חנה כהן", "Hanan Cohen"),
    ("김민수", "Minjun Kim"),
    ("김민수", "Minsu Park"),
    ("たなか たろう", "Jiro Tanaka"),
    ("たなか ゆき", "Yuka Tanaka"),
]
PEOPLE = Population(5000, lambda _sound: 4)


@pytest.mark.parametrize(("written", "latin"), ONE_NAME)
def test_a_name_is_read_as_it_is_written_abroad_and_found_by_its_consonants(written: str, latin: str) -> None:
    words = plain_words(latin)[0]
    assert words_read(name_key(written), words) >= 2
    assert set(skeletons(name_key(written))) & (set(latin_skeletons(words)) - {""})
    assert not names_contradict(written, latin)
    assert not names_contradict(latin, written)


@pytest.mark.parametrize(("written", "latin"), TWO_NAMES)
def test_brothers_and_sisters_are_told_apart_in_every_script(written: str, latin: str) -> None:
    assert words_read(name_key(written), plain_words(latin)[0]) == 0
    assert names_contradict(written, latin)
    assert names_contradict(latin, written)


def test_nearly_no_two_first_names_or_family_names_of_one_script_are_taken_for_each_other() -> None:
    """Those that are have one spelling in common, or one that nobody but them uses for the other."""
    wrong = set()
    for given, family in (ARABIC, HEBREW, KOREAN, JAPANESE):
        gap = "" if family is KOREAN[1] else " "
        for mine, theirs in itertools.permutations(given, 2):
            for latin in given[theirs].split("|"):
                last = min(family)
                written = f"{last}{gap}{mine}"
                if not names_contradict(written, f"{latin} {family[last].partition('|')[0]}"):
                    wrong.add((mine, latin))
        for mine, theirs in itertools.permutations(family, 2):
            for latin in family[theirs].split("|"):
                first = min(given)
                written = f"{mine}{gap}{first}"
                if not names_contradict(written, f"{given[first].partition('|')[0]} {latin}"):
                    wrong.add((mine, latin))
    assert wrong == {("محمد", "Mahmud"), ("سليم", "Salem"), ("سليم", "Salim"), ("سالم", "Salim")}


def test_a_single_word_and_an_initial_are_read_as_far_as_they_go() -> None:
    assert words_read(name_key("علي"), ("ali", "hassan")) == 1
    assert words_read(name_key("محمد علي"), ("m", "ali")) == 2
    assert words_read(name_key("محمد علي"), ("k", "ali")) == 0
    assert words_read(name_key("たろう"), ("taro", "tanaka")) == 1
    assert words_read(name_key("محمد علي"), ()) == 0


def test_characters_are_not_read_for_sure() -> None:
    assert not is_read(name_key("田中太郎"))
    assert not is_read(name_key("Иван Петров"))
    assert have_no_common_reading("田中太郎", "Taro Tanaka")
    assert have_no_common_reading("Li Na", "王伟")
    assert not have_no_common_reading("王伟", "Wei Wang")
    assert not have_no_common_reading("王小明", "Wang Xiaoming")
    assert not have_no_common_reading("王伟", "田中太郎")
    assert not names_contradict("田中太郎", "Taro Tanaka")


def somebody(person: int, name: str, *contacts: str, **facts: str) -> Portrait:
    identities = [("mail", IdentityKind.MAIL, contact, 0) for contact in contacts]
    return portrait(person, identities, [(Field.NAME, name), *((Field(what), told) for what, told in facts.items())])


def proposed(*people: Portrait) -> list[Proposal]:
    """What is proposed among these, of thousands of others who are nobody of them."""
    every = {one.person: one for one in people}
    scored = []
    for a, b in Blocks({one.person: keys(one).pack() for one in people}).pairs():
        distance = compare(every[a], every[b], PEOPLE)
        scored.append(Scored(a, b, distance.signs, odds(distance)))
    return proposals(scored, 5000)


@pytest.mark.parametrize(("written", "latin"), [("محمد الحسيني", "Mohamed Elhusseiny"), ("שרה לוי", "Sarah Levy")])
def test_who_is_written_in_another_script_is_proposed_where_something_else_speaks_for_it(
    written: str, latin: str
) -> None:
    (made,) = proposed(somebody(1, written, company="Contoso"), somebody(2, latin, company="CONTOSO Ltd."))
    assert made.verdict is Verdict.LIKELY  # never certain, never joined
    assert Sign.NAME_SCRIPT in made.signs
    (made,) = proposed(somebody(1, written, birthday="1984-04-12"), somebody(2, latin, birthday="1984-04-12"))
    assert made.verdict is Verdict.LIKELY
    assert proposed(somebody(1, written), somebody(2, latin)) == []
    assert proposed(somebody(1, written, company="Contoso"), somebody(2, latin, company="Fabrikam")) == []


def test_a_name_alone_across_scripts_is_no_proposal_whatever_the_odds() -> None:
    alone = (Sign.NAME_SCRIPT, Sign.ROLE_SAME)
    assert proposals([Scored(1, 2, alone, 9.0)], 100) == []
    assert proposals([Scored(1, 2, (*alone, Sign.PLACE_SAME), 9.0)], 100)[0].verdict is Verdict.LIKELY


def test_a_name_in_characters_is_asked_about_where_two_other_things_agree() -> None:
    work = {"company": "Contoso", "role": "Head of Sales"}
    (made,) = proposed(somebody(1, "田中太郎", **work), somebody(2, "Taro Tanaka", **work))
    assert made.verdict is Verdict.POSSIBLE
    (made,) = proposed(somebody(1, "田中太郎", "t@x.example"), somebody(2, "Taro Tanaka", "t@x.example"))
    assert made.verdict is Verdict.POSSIBLE
    assert proposed(somebody(1, "田中太郎", company="Contoso"), somebody(2, "Taro Tanaka", company="Contoso")) == []
    # Of four colleagues of one role nobody knows who it is.
    crowd = [somebody(n, name, **work) for n, name in enumerate(("Taro Ito", "Jun Ota", "Ken Mori", "Mai Sato"), 2)]
    assert all(one.probability < 0.5 for one in proposed(somebody(1, "田中太郎", **work), *crowd))


# a town of many scripts ----------------------------------------------------------------------------------------------

ARABIC = (
    {"محمد": "Mohammed|Mohamed|Muhammad", "أحمد": "Ahmed|Ahmad", "محمود": "Mahmoud|Mahmud", "حسن": "Hassan|Hasan",
     "حسين": "Hussein|Husain", "علي": "Ali|Aly", "عمر": "Omar|Umar", "خالد": "Khaled|Khalid", "سارة": "Sara|Sarah",
     "فاطمة": "Fatima|Fatimah", "مريم": "Maryam|Mariam", "ليلى": "Layla|Leila", "يوسف": "Youssef|Yusuf",
     "سلمى": "Salma", "سليم": "Salim|Saleem", "سالم": "Salem|Salim"},
    {"حداد": "Haddad", "منصور": "Mansour|Mansoor", "خوري": "Khoury|Khouri", "الحسيني": "Al-Husseini|Elhusseiny",
     "صالح": "Saleh|Salih", "ناصر": "Nasser|Nasir", "حسن": "Hassan|Hasan", "علي": "Ali", "يونس": "Younes|Yunis",
     "سعيد": "Saeed|Said", "قاسم": "Qasim|Kassem", "زيدان": "Zidan|Zeidan"},
)  # fmt: skip
HEBREW = (
    {"דוד": "David", "שרה": "Sarah|Sara", "יוסף": "Yosef|Joseph", "רחל": "Rachel|Rahel", "משה": "Moshe|Moshé",
     "יעל": "Yael", "אורי": "Uri|Ori", "נועה": "Noa|Noah", "איתן": "Eitan|Eytan", "תמר": "Tamar", "רון": "Ron",
     "רונית": "Ronit", "דן": "Dan", "דנה": "Dana", "מיכאל": "Michael", "חיים": "Haim|Chaim"},
    {"כהן": "Cohen|Kohen", "לוי": "Levi|Levy", "מזרחי": "Mizrahi|Mizrachi", "פרץ": "Peretz|Perez", "ביטון": "Biton",
     "דהן": "Dahan", "אברהם": "Avraham|Abraham", "פרידמן": "Friedman|Fridman", "גולן": "Golan", "שרון": "Sharon"},
)  # fmt: skip
KOREAN = (
    {"민준": "Minjun|Min-jun", "민수": "Minsu|Min-soo", "서연": "Seoyeon|Seo-yeon", "지우": "Jiwoo|Ji-woo",
     "영희": "Younghee|Young-hee", "수빈": "Subin|Soobin", "현우": "Hyunwoo|Hyun-woo", "유진": "Yujin|Yoo-jin"},
    {"김": "Kim", "이": "Lee|Yi", "박": "Park|Pak", "최": "Choi|Choe", "정": "Jung|Jeong", "강": "Kang",
     "조": "Cho|Jo"},
)  # fmt: skip
JAPANESE = (
    {"たろう": "Taro|Tarou", "じろう": "Jiro", "けんいち": "Kenichi|Ken-ichi", "ゆき": "Yuki", "ゆか": "Yuka",
     "はなこ": "Hanako", "しょうた": "Shota|Shohta", "りょう": "Ryo", "じゅん": "Jun"},
    {"たなか": "Tanaka", "さとう": "Sato|Satoh", "おおた": "Ota|Ohta", "すずき": "Suzuki", "はっとり": "Hattori",
     "いとう": "Ito|Itoh", "やまだ": "Yamada"},
)  # fmt: skip


def town(chance: random.Random, size: int) -> tuple[list[Portrait], dict[int, int]]:
    """Each person twice: on a card in their own script, and as a profile in Latin letters; and who is who.

    Families live together and share a birthday's day now and then; many work for the same few companies.
    """
    people: list[Portrait] = []
    whose: dict[int, int] = {}
    for citizen in range(size):
        given, family = chance.choice((ARABIC, ARABIC, HEBREW, HEBREW, KOREAN, JAPANESE))
        first, last = chance.choice(sorted(given)), chance.choice(sorted(family))
        written = f"{last}{first}" if family is KOREAN[1] else f"{first} {last}"
        latin = f"{chance.choice(given[first].split('|'))} {chance.choice(family[last].split('|'))}"
        company, role = f"Works {int(size / 6 * chance.random() ** 2)}", chance.choice(("Engineer", "Sales", "Buyer"))
        born = f"{1950 + chance.randrange(55)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        for name, source in ((written, "card"), (latin, "profile")):
            if chance.random() < 0.25:
                continue  # most people stand in one place only
            person = len(people)
            facts = [(Field.NAME, name)]
            if chance.random() < 0.8:
                facts.append((Field.COMPANY, company if chance.random() < 0.9 else f"Works {size}"))
            if chance.random() < 0.5:
                facts.append((Field.ROLE, role))
            if chance.random() < 0.3:
                facts.append((Field.BIRTHDAY, born))
            kind = IdentityKind.CARD if source == "card" else IdentityKind.PROFILE
            network = "card" if source == "card" else "linkedin"
            people.append(portrait(person, [(network, kind, f"{source}{person}", int(source == "card"))], facts))
            whose[person] = citizen
    return people, whose


@pytest.fixture(scope="module")
def in_town() -> list[tuple[float, Verdict, bool]]:
    found = []
    for seed in range(4):
        people, whose = town(random.Random(f"scripts {seed}"), 1500)
        blocks = Blocks({one.person: keys(one).pack() for one in people})
        everybody = Population(blocks.size, blocks.bearers)
        scored = []
        for a, b in blocks.pairs():
            distance = compare(people[a], people[b], everybody)
            scored.append(Scored(a, b, distance.signs, odds(distance)))
        found += [
            (one.probability, one.verdict, whose[one.a] == whose[one.b])
            for one in proposals(scored, len(people))
            if Sign.NAME_SCRIPT in one.signs or Sign.NAME_UNREAD in one.signs
        ]
    return found


def test_in_a_town_of_many_scripts_what_is_likely_is_true_and_nothing_is_certain(
    in_town: list[tuple[float, Verdict, bool]],
) -> None:
    assert not [said for said, verdict, _ in in_town if verdict is Verdict.CERTAIN]
    likely = [same for _, verdict, same in in_town if verdict is Verdict.LIKELY]
    assert len(likely) > 1000
    assert sum(likely) / len(likely) > 0.97


def test_in_a_town_of_many_scripts_the_probability_is_true(in_town: list[tuple[float, Verdict, bool]]) -> None:
    said = sum(probability for probability, _, _ in in_town) / len(in_town)
    true = sum(same for _, _, same in in_town) / len(in_town)
    assert abs(said - true) < 0.05
