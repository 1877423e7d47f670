"""Runs `tenkyo` with the fake embedder: loading the model takes longer than what most tests try.

`python -m tests.quick ARGUMENTS...`
"""

import sys

from assistant import assistant
from tests.fake_embedder import FakeEmbedder
from ui.main import main

if __name__ == "__main__":
    assistant.open_embedder = lambda name: FakeEmbedder()
    sys.exit(main())
