"""Measures Relate against its figures.

    python3 packaging/dev.py bench [name …] [--quick]

Each line: figure, value, floor or peer, ratio, limit, and whether that holds. Without names, everything. What is
measured on is made from a seed and kept outside the checkout (RELATE_BENCH, else the folder for temporary files).
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.measuring import HEADINGS, Run, row

BENCHMARKS: Final = {
    "rank": "rank",
    "event": "follow_event",
    "vcards": "read_vcards",
    "calendar": "read_calendar",
    "mail": "drop_mails",
    "chats": "read_chats",
    "whatsapp": "read_whatsapp",
    "import": "drop_archive",
    "facebook": "drop_facebook",
    "x": "drop_x",
    "telegram": "read_telegram",
    "sms": "read_sms",
    "search": "search_everything",
    "filter": "type_into_filter",
    "scroll": "scroll_lists",
    "start": "start_program",
    "memory": "hold_library",
    "log": "log_while_writing",
    "log-undo": "log_while_undoing",
    "duplicates": "find_duplicates",
    "news": "read_news",
    "first-list": "first_list",
    "year": "simulate_year",
    "recompute": "recompute",
    "evaluate": "evaluate",
}
"""What is asked for by name, and the module that measures it."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small inputs, few repeats: whether everything still runs")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark is called {unknown[0]}: they are {', '.join(BENCHMARKS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    run = Run(quick=options.quick)
    print(row(HEADINGS), flush=True)
    for name in options.names or BENCHMARKS:
        run.note(f"{name}, load {_load()}")
        importlib.import_module(f"tests.bench.{BENCHMARKS[name]}").measure(run)
    missed = [figure for figure in run.figures if figure.is_met is False]
    held = sum(figure.is_met is True for figure in run.figures)
    print(
        f"{held} of {held + len(missed)} figures hold" + (" (small inputs: a trial, no verdict)" if run.quick else "")
    )
    return 0


def _load() -> str:
    """How busy the machine is with other things too; floors and figures are measured in turns for that reason."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
