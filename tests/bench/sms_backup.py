"""A made-up backup of a phone's messages of any size, always the same, as SMS Backup & Restore writes it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import numpy as np

from tests.bench.library import folder
from tests.bench.vocabulary import Names, Texts

SEED: Final = 12
FORM: Final = 1
"""Counted up when another file is made of the same size."""
_PICTURE: Final = "iVBORw0KGgoAAAANSUhEUgAA" * 8_000
_EACH_WITH_PICTURE: Final = 200


def sms(messages: int, people: int = 300) -> Path:
    """So many messages with so many people; each two hundredth has a picture of 190 kB. Made once and kept."""
    path = folder() / f"sms-20261120101530-{people}-{messages}-{FORM}.xml"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        _write(unfinished, messages, people)
        unfinished.rename(path)
    return path


def _write(path: Path, messages: int, people: int) -> None:
    chance = random.Random(SEED)
    names = Names(SEED)
    texts = Texts(np.random.default_rng(SEED), SEED).some(messages)
    numbers = [(f"+351912{n:06}", " ".join(names.name())) for n in range(people)]
    at = 1_300_000_000_000
    with path.open("w", encoding="utf-8") as file:
        file.write("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n")
        file.write(f'<smses count="{messages}" backup_set="a" backup_date="1795169730000" type="full">\n')
        for place, text in enumerate(texts):
            at += chance.randrange(1_000_000, 4_000_000)
            number, name = numbers[int(people * chance.random() ** 2)]
            box = chance.choice((1, 2))
            if place % _EACH_WITH_PICTURE == 0:
                file.write(
                    f'  <mms date="{at}" msg_box="{box}" address="{number}" contact_name="{name}" sub="null">\n'
                    f'    <parts>\n      <part seq="0" ct="image/jpeg" name="a.jpg" text="null" data="{_PICTURE}" />\n'
                    f'      <part seq="0" ct="text/plain" name="null" text="{text}" />\n    </parts>\n    <addrs>\n'
                    f'      <addr address="{number}" type="137" charset="106" />\n    </addrs>\n  </mms>\n'
                )
                continue
            emoji = " &#55357;&#56834;" if place % 7 == 0 else ""
            file.write(
                f'  <sms protocol="0" address="{number if box == 1 else number[4:]}" date="{at}" type="{box}" '
                f'subject="null" body="{text}{emoji}" toa="null" sc_toa="null" service_center="null" read="1" '
                f'status="-1" locked="0" date_sent="{at - 1000}" sub_id="1" readable_date="20 Nov 2026 10:15:30" '
                f'contact_name="{name}" />\n'
            )
        file.write("</smses>\n")
