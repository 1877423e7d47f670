"""A disk that is full: one clear line, nothing lost, and the next run goes on."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.index.test_library import assert_whole, documents

ROOT = Path(__file__).resolve().parents[2]
# A file that may not grow any more gives the same errors as a disk without room.
_INDEX = """
import resource, sys
from pathlib import Path
from assistant import assistant
from assistant.commands.parser import main
from index.library import open_library
from tests.fake_embedder import FakeEmbedder

assistant.open_embedder = lambda name: FakeEmbedder()
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(main(["index", sys.argv[2], "--home", sys.argv[3]]))
"""


def index(folder, home, limit):
    command = [sys.executable, "-c", _INDEX, str(limit), str(folder), str(home)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("limit", [20_000, 150_000, 400_000, 1_000_000])
def test_a_full_disk_is_one_clear_line_and_nothing_is_lost(tmp_path, limit):
    folder, home = documents(tmp_path / "papers", 60), tmp_path / "home"
    done = index(folder, home, limit)
    assert done.returncode == 2
    assert done.stderr.startswith("tenkyo: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    with closing(open_library(home, FakeEmbedder(), create=True)) as library:
        library.sync([folder])
        assert library.status().documents == 60
        assert_whole(library)
