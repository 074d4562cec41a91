"""Two companies that the user joined are one wherever companies are compared, and two again when that is taken back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from relate.domain.events import Told
from relate.domain.introducing import Common
from relate.domain.moments import Moment
from relate.services.library import Library
from relate.services.review import Pair
from tests.exports import make_lists
from tests.exports.make_lists import Connection
from tests.services.conftest import read
from tests.services.test_matching import book, card, looked

MAY_COMPARE = {"domain/normalise.py", "domain/companies.py", "store/company_commands.py", "services/firms.py"}
"""Where the spelling alone is asked for: where it is made, where the user's word comes beside it, where he says it."""


def join(library: Library, one: str = "Contoso", other: str = "Fabrikam") -> int:
    step = library.firms.join(one, other).result(20).step
    assert step is not None
    return step


def said(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(str(one.kind), one.text()) for pair in pairs for one in pair.evidence if "compan" in str(one.kind)]


def test_nobody_compares_companies_by_their_spelling_alone() -> None:
    home = Path(__file__).parents[2] / "relate"
    asking = {
        str(path.relative_to(home))
        for path in home.rglob("*.py")
        if "importers" not in path.parts and re.search(r"\bcompany_key\(|[(, ]company_key[,)]", path.read_text())
    }
    assert asking == MAY_COMPARE


def test_review_counts_what_was_joined_as_the_same_company_and_says_by_whose_word(
    library: Library, tmp_path: Path
) -> None:
    for name, firm in (("first", "Contoso"), ("second", "Fabrikam")):
        read(library, book(tmp_path, name, card(name, "Ana Duarte", ORG=firm, BDAY="1984-04-12")))
    differ = [("other company", "different companies: Contoso, Fabrikam")]
    one = [("same company", "Contoso and Fabrikam are one company, as you said")]
    assert said(library.review.pairs()) == differ
    looked(library)
    step = join(library)
    assert said(library.review.pairs()) == one
    looked(library)
    (pair,) = library.review.pairs()
    assert said([pair]) == one
    assert library.matching.look() is None  # and nobody is compared again for the same word
    beside = library.review.beside(pair)
    assert beside is not None
    assert [str(line.compared) for line in beside.lines if line.field == "company"] == ["similar"]
    library.history.undo(step).result(20)
    assert said(library.review.pairs()) == differ
    looked(library)
    assert said(library.review.pairs()) == differ


def test_whoever_is_found_by_the_company_alone_is_found_under_both_its_names(library: Library, tmp_path: Path) -> None:
    read(library, book(tmp_path, "first", card("1", "Anastasia Duarte", ORG="Contoso", TITLE="Buyer")))
    looked(library)
    read(library, book(tmp_path, "second", card("2", "Duarte, Anastasia", ORG="Fabrikam", TITLE="Buyer")))
    looked(library)
    before = library.review.pairs()[0].probability
    join(library)
    looked(library)
    assert library.review.pairs()[0].probability > before


def test_a_change_between_two_names_of_one_company_is_no_news(library: Library, tmp_path: Path) -> None:
    for on, firm in ((date(2026, 8, 2), "Contoso"), (date(2026, 11, 20), "Fabrikam")):
        rows = [Connection("Maya Okafor", "Buyer", firm), Connection("Bo Lind", "Buyer", "Adatum")]
        read(library, make_lists.linkedin(tmp_path / str(on), on, rows))
    assert [(item.kind, item.before, item.after) for item in library.news.items()] == [
        ("company", "Contoso", "Fabrikam")
    ]
    step = join(library)
    assert library.news.items() == []
    library.history.undo(step).result(20)
    assert len(library.news.items()) == 1


def test_whoever_is_in_one_company_may_know_each_other_whatever_it_is_called(library: Library) -> None:
    ana = library.people.add("Ana Duarte", role="Designer", company="Contoso").result(20)
    ben = library.people.add("Ben Kaya", role="Designer", company="Fabrikam").result(20)

    def common() -> list[Common]:
        pair = library.introductions.pair(ana, ben)
        assert pair is not None
        return [because.common for because in pair.because]

    assert Common.COMPANY not in common()
    step = join(library)
    assert Common.COMPANY in common()
    library.history.undo(step).result(20)
    assert Common.COMPANY not in common()


def test_whoever_was_at_an_event_for_the_one_name_and_is_connected_under_the_other_is_offered(
    library: Library, tmp_path: Path
) -> None:
    guests = library.guest_lists.preview("Ana Silva, Contoso").guests
    told = Told("SaaS Expo", Moment.of_day(date(2026, 11, 10)))
    expo = library.guest_lists.make(told, [(one.told, None) for one in guests]).result(20)
    rows = [Connection("Ana Silva", "Buyer", "Fabrikam", on=date(2026, 11, 12))]
    read(library, make_lists.linkedin(tmp_path / "archive", date(2026, 11, 20), rows))
    assert library.events.arrivals(expo) == ()
    step = join(library)
    assert [one.same_company for one in library.events.arrivals(expo)] == [True]
    library.history.undo(step).result(20)
    assert library.events.arrivals(expo) == ()


def test_a_pasted_list_names_somebody_once_under_both_names_of_the_company(library: Library) -> None:
    text = "Ana Silva, Contoso\nAna Silva, Fabrikam"
    assert len(library.guest_lists.preview(text).guests) == 2
    join(library)
    assert len(library.guest_lists.preview(text).guests) == 1
