"""The same library from a terminal, for scripts and tests: `relate people --json`, `relate import PATH…` and the rest.

Exit status: 0 done, 1 something could not be done (one sentence on stderr), 2 wrong usage.
Reading commands open the library `query_only`; writing ones go through a window that holds it and print its answer.
"""

from relate.cli.main import COMMANDS, answer, main

__all__ = ["COMMANDS", "answer", "main"]
