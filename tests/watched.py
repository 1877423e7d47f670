"""Runs `tenkyo` while every socket but those of this machine is refused, and notes what was tried.

`python -m tests.watched FILE ARGUMENTS...`: each try becomes a line of the file.
"""

import sys
from pathlib import Path

from assistant.commands.egress import watch
from ui.main import main


def run():
    tried = Path(sys.argv.pop(1))
    tried.touch()

    def tell(what):
        with tried.open("a", encoding="utf-8") as file:
            file.write(f"{what}\n")

    watch(tell)
    return main()


if __name__ == "__main__":
    sys.exit(run())
