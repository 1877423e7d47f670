"""A folder of hostile files, indexed: every file ends in a state, and nothing else is harmed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.types import State
from tests.documents import torture

ROOT = Path(__file__).resolve().parents[2]
GOOD = "The cable runs under the sea."
# Two are removed while the run reads: one before its turn, and one that is never there again.
_INDEX = """
import json, re, sys
from pathlib import Path
from index.library import open_library
from index.search.queries import Query
from tests.fake_embedder import FakeEmbedder

folder, home = map(Path, sys.argv[1:])
library = open_library(home, FakeEmbedder(), create=True)

def report(progress):
    (folder / "zz-vanishes.txt").unlink(missing_ok=True)

done = library.sync([folder], report)
best = library.search(Query("Which cable runs under the sea?"))[0].passage.document.path
again = library.sync([folder])
ledger = {entry.path: [entry.state, entry.reason] for entry in library.ledger()}
library.close()
peak = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]
print(json.dumps([ledger, best, [f.path for f in done.failed], again.added, int(peak)]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is read from /proc")
def test_every_hostile_file_ends_in_a_state_and_the_good_ones_are_found(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    refused, readable = torture.refused(), torture.readable()
    for name, (build, _) in {**refused, **readable}.items():
        (folder / name).write_bytes(build())
    odd = torture.odd_names(folder)
    torture.symlink_loop(folder)
    torture.never_ending(folder)
    for name in ("good.txt", "zz-vanishes.txt"):
        (folder / name).write_text(GOOD)
    command = [sys.executable, "-c", _INDEX, str(folder), str(tmp_path / "home")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ledger, best, failed, again, peak = json.loads(done.stdout.splitlines()[-1])
    assert best == "good.txt"
    assert {name: ledger[name][0] for name in refused} == dict.fromkeys(refused, State.FAILED)
    assert all(ledger[name][1] for name in refused)
    assert {name: ledger[name][0] for name in readable} == dict.fromkeys(readable, State.SAME)
    assert {name: ledger[name][0] for name in odd} == dict.fromkeys(odd, State.SAME)
    assert ledger["self.txt"][0] == ledger["gone.txt"][0] == State.FAILED
    assert "zz-vanishes.txt" in failed
    assert again == 0
    assert peak < 1_000_000
