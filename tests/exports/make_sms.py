"""Makes the fixtures of an Android phone's backups again: `python tests/exports/make_sms.py`. Everybody is made up.

backup-2015, backup-2026: SMS Backup & Restore. together-2023: messages and calls in one file. list-2021, lines-2024:
SMS Import / Export. The same messages are told by several of them.
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent / "sms"
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore v10.20-->\n"
ANA, TOMAS, HANA, OWN = "+351912345678", "+351913000222", "+420601123456", "+351911222333"
PICTURE = "/9j/4AAQSkZJRgABAQAAAQABAAD" * 400


def attributes(**values: object) -> str:
    """As Android's writer does: single quotes where the value has a double one; emojis as two halves."""
    told = []
    for name, value in values.items():
        text = str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "&#10;")
        quote = "'" if '"' in text and "'" not in text else '"'
        text = text if quote == "'" else text.replace('"', "&quot;")
        halves = "".join(
            f"&#{0xD800 + ((ord(one) - 0x10000) >> 10)};&#{0xDC00 + ((ord(one) - 0x10000) & 0x3FF)};"
            if ord(one) > 0xFFFF
            else one
            for one in text
        )
        told.append(f"{name}={quote}{halves}{quote}")
    return " ".join(told)


def sms(address: str, ms: int, box: int, body: str, name: str = "(Unknown)", **more: object) -> str:
    told = {"protocol": 0, "address": address, "date": ms, "type": box, "subject": "null", "body": body, "toa": "null",
            "sc_toa": "null", "service_center": "+351911616161" if box == 1 else "null", "read": 1, "status": -1,
            "locked": 0, **more, "readable_date": "20 Nov 2026 10:15:30", "contact_name": name}  # fmt: skip
    return f"  <sms {attributes(**told)} />\n"


def mms(
    address: str, ms: int, box: int, parts: list[tuple[str, str, str]], sides: list[tuple[str, int]], **more: object
) -> str:
    told = {"date": ms, "ct_t": "application/vnd.wap.multipart.related", "msg_box": box, "address": address,
            "sub": "null", "m_type": 132 if box == 1 else 128, "contact_name": "(Unknown)", **more}  # fmt: skip
    inner = "".join(
        f"      <part {attributes(seq=place, ct=kind, name='null', text=text)}"
        + (f' data="{data}"' if data else "") + " />\n"
        for place, (kind, text, data) in enumerate(parts)
    )  # fmt: skip
    who = "".join(f"      <addr {attributes(address=one, type=kind, charset=106)} />\n" for one, kind in sides)
    return f"  <mms {attributes(**told)}>\n    <parts>\n{inner}    </parts>\n    <addrs>\n{who}    </addrs>\n  </mms>\n"


def call(number: str, ms: int, kind: int, seconds: int, name: str = "(Unknown)", presentation: int = 1) -> str:
    told = {"number": number, "duration": seconds, "date": ms, "type": kind, "presentation": presentation,
            "subscription_id": 1, "readable_date": "20 Nov 2026 10:15:30", "contact_name": name}  # fmt: skip
    return f"  <call {attributes(**told)} />\n"


def document(root: str, rows: list[str]) -> str:
    told = attributes(count=len(rows), backup_set="a1b2", backup_date=1795169730000, type="full")
    return f"{HEAD}<{root} {told}>\n{''.join(rows)}</{root}>"


OLD = [
    sms(ANA, 1431000000123, 1, "Are you there already?", "Ana Duarte"),
    sms("912 345 678", 1431000300456, 2, "Two minutes & I am", "Ana Duarte"),
    sms(HANA, 1431100000000, 1, "Přijedu ve tři", "Hana Malá"),
]
GROUP = f"{ANA}~{TOMAS}"
NEW = [
    *OLD,
    sms("912345678", 1795100000789, 2, 'See you 😂🥐\nat "Bica"?', "Ana Duarte", sub_id=1),
    sms(ANA, 1795100060789, 1, "It's <the> one, \"yes\"", "Ana Duarte", sub_id=1),
    sms("POSTBANK", 1795100070000, 1, "Your code is 123456"),
    sms("3838", 1795100080000, 1, "Balance: 7.20"),
    sms(TOMAS, 1795100090000, 3, "Half a thou", "Tomás Rivera"),
    sms(TOMAS, 1795100091000, 5, "Not gone", "Tomás Rivera"),
    sms(TOMAS, 1795100092000, 1, "null", "Tomás Rivera"),
    mms(ANA, 1795100100000, 1, [("application/smil", "<smil/>", ""), ("image/jpeg", "null", PICTURE),
                                ("text/plain", "The view", "")], [(ANA, 137), (OWN, 151)], contact_name="Ana Duarte"),
    mms(GROUP, 1795100200000, 1, [("text/plain", "Dinner on Friday?", "")], [(TOMAS, 137), (ANA, 151), (OWN, 151)]),
    mms(GROUP, 1795100260000, 2, [("text/plain", "Yes!", "")],
        [("insert-address-token", 137), (ANA, 151), (TOMAS, 151)], sub="Friday"),
    mms(TOMAS, 1795100270000, 1, [], [(TOMAS, 137), (OWN, 151)], m_type=130),
]  # fmt: skip
CALLS = [
    call(ANA, 1795110000000, 1, 754, "Ana Duarte"),
    call("00351913000222", 1795110001000, 2, 0, "Tomás Rivera"),
    call(TOMAS, 1795110002000, 3, 0, "Tomás Rivera"),
    call(HANA, 1795110003000, 4, 32, "Hana Malá"),
    call("-2", 1795110004000, 1, 10, presentation=2),
    call("", 1795110005000, 3, 0, presentation=3),
    call(HANA, 1795110006000, 6, 0, "Hana Malá"),
    call(HANA, 1795110007000, 7, 0, "Hana Malá"),
]


def columns(address: str, ms: int, box: int, body: str, name: str) -> dict[str, object]:
    return {"_id": str(ms % 1000), "thread_id": "3", "address": address, "date": str(ms), "date_sent": "0",
            "protocol": "0", "read": "1", "status": "-1", "type": str(box), "body": body, "sub_id": "1",
            "__display_name": name}  # fmt: skip


MANY: dict[str, object] = {
    "_id": "9",
    "thread_id": "4",
    "date": "1795100200",
    "msg_box": "1",
    "m_type": "132",
    "sub": None,
    "__sender_address": {"address": TOMAS, "type": "137", "__display_name": "Tomás Rivera"},
    "__recipient_addresses": [{"address": ANA, "type": "151"}, {"address": OWN, "type": "151"}],
    "__parts": [
        {"seq": "0", "ct": "text/plain", "text": "Dinner on Friday?"},
        {"seq": "0", "ct": "image/png", "_data": "/data/user_de/0/app_parts/PART_1"},
    ],
}
OURS: dict[str, object] = {
    "_id": "10",
    "thread_id": "4",
    "date": "1795100300",
    "msg_box": "2",
    "m_type": "128",
    "sub": None,
    "__sender_address": {"address": "insert-address-token", "type": "137"},
    "__recipient_addresses": [{"address": ANA, "type": "151"}, {"address": TOMAS, "type": "151"}],
    "__parts": [{"seq": "0", "ct": "text/plain", "text": "At eight."}],
}
LINES: list[dict[str, object]] = [
    columns(ANA, 1431000000123, 1, "Are you there already?", "Ana Duarte"),
    columns("912345678", 1795100000789, 2, 'See you 😂🥐\nat "Bica"?', "Ana Duarte"),
    MANY,
    OURS,
    {**MANY, "_id": "11", "date": "1795100400", "__parts": [{"seq": "0", "ct": "text/plain", "text": "Good."}]},
]
LINES_OF_CALLS: list[dict[str, object]] = [
    {"_id": "1", "number": ANA, "date": "1795110000000", "duration": "754", "type": "1", "presentation": "1",
     "name": "Ana Duarte"},
    {"_id": "2", "number": "", "date": "1795110004000", "duration": "10", "type": "1", "presentation": "2"},
]  # fmt: skip


def lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)


def write(path: str, content: str) -> None:
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8", newline="\n")


def main() -> None:
    new, calls = document("smses", NEW), document("calls", CALLS)
    write("backup-2015/sms-20150601101530.xml", document("smses", OLD).replace("1795169730000", "1433146530000"))
    write("backup-2026/sms-20261120101530.xml", new)
    write("backup-2026/calls-20261120101530.xml", calls)
    write("together-2023/all.xml", document("smses", [*OLD, *CALLS[:2]]).replace("1795169730000", "1686000000000"))
    write("lines-2024/messages.ndjson", lines(LINES))
    write("lines-2024/calls.ndjson", lines(LINES_OF_CALLS))
    write("lines-2024/contacts.ndjson", '{"display_name": "Ana Duarte", "_id": "1"}\n')
    write("lines-2024/data/PART_1", "no picture")
    write("list-2021/messages-2021-06-01.json", json.dumps([*LINES[:1], *LINES[3:]], indent=2, ensure_ascii=False))
    write("list-2021/calls-2021-06-01.json", json.dumps(LINES_OF_CALLS[:1], indent=2))
    # A quote is gone, a bracket, the end of a message of several pieces, and the end of the file.
    broken = new.replace('body="Two minutes', "body=Two minutes").replace("&amp;", "&#0;&#99999999;&amp;&nbsp;")
    broken = broken.replace("    </addrs>\n  </mms>\n", "", 1).replace(
        '/>\n  <sms protocol="0" address="3838"', "\n  ", 1
    )
    write("backup-2026-damaged/sms-20261120101530.xml", broken[: broken.index("Yes!")])
    write("backup-2026-damaged/calls-20261120101530.xml", calls.replace('duration="754"', 'duration="long"')[:-8])
    write("lines-2024-damaged/messages.ndjson", lines(LINES).replace('"type": "2"', '"type": 2"', 1)[:-40])


if __name__ == "__main__":
    main()
