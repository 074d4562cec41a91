"""The short way to a phone number gives what the long way gives."""

from __future__ import annotations

import random
import subprocess
import sys

import phonenumbers

from relate.domain.normalise import phone_key
from relate.domain.phones import is_of_a_house, plain_e164


def _by_the_library(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(parsed)
        else ""
    )


def test_every_country_and_kind_of_number_agrees_with_the_library():
    asked = answered = 0
    rng = random.Random(7)
    kinds = (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
    )
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in kinds:
            example = phonenumbers.example_number_for_type(region, kind)
            if example is None:
                continue
            real = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            near = []
            for _ in range(12):  # digits changed, left out and doubled: most of these do not exist
                place = rng.randrange(2, len(real))
                near.append(real[:place] + str(rng.randrange(10)) + real[place + rng.randrange(3) :])
            for number in (real, *near):
                asked += 1
                plain = plain_e164(number)
                answered += plain is not None
                assert phone_key(number) == _by_the_library(number), number
                assert plain in (None, _by_the_library(number)), number
    assert answered > asked * 0.8


def test_writing_it_with_blanks_and_brackets_makes_no_difference():
    for written in ("+44 117 496 0018", "+44-117-496-0018", "+44 (117) 496.0018", "+44\u00a0117\u00a04960018"):
        assert plain_e164(written) == "+441174960018"


def test_what_is_not_plain_is_left_to_the_library():
    for written in ("0117 496 0018", "+44 (0)117 496 0018", "+44 117 496 0018 x5", "+800 1234 5678", "+1"):
        assert plain_e164(written) is None


def test_only_the_tables_of_countries_that_may_have_the_number_are_loaded():
    program = (
        "import sys; from relate.domain.phones import plain_e164; print(plain_e164('+1 415 459 9668'));"
        " print(*[name[-2:] for name in sys.modules if name.startswith('phonenumbers.data.region_')])"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["+14154599668", "US"]


def test_a_number_of_the_fixed_network_is_one_of_a_house_and_where_nobody_knows_it_is_not():
    assert is_of_a_house("+351213467890")
    assert is_of_a_house("+442079460018")
    assert not is_of_a_house("+351912345678")
    assert not is_of_a_house("+12125550123")
    assert not is_of_a_house("")
