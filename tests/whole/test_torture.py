"""Every hostile file ends in a text or a reason, within its limits, and the parent stays small."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import UnreadableError
from index.readers import READERS
from index.sandbox.process import ReadingProcess
from tests.documents.torture import readable, refused

ROOT = Path(__file__).resolve().parents[2]
REFUSED, READABLE = refused(), readable()


@pytest.fixture(scope="module")
def reading():
    with ReadingProcess() as reading:
        yield reading


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused_with_a_reason(reading, name):
    build, why = REFUSED[name]
    with pytest.raises(UnreadableError) as caught:
        reading.read(name, build())
    assert re.search(why, str(caught.value)), str(caught.value)
    assert "\n" not in str(caught.value)
    assert "fault" not in str(caught.value)


@pytest.mark.parametrize("name", READABLE)
def test_files_that_only_look_dangerous_are_read(reading, name):
    build, words = READABLE[name]
    found = reading.read(name, build())
    assert words in found.text
    assert "root:" not in found.text


@pytest.mark.parametrize("suffix", READERS)
def test_random_bytes_are_refused(reading, suffix):
    draw = random.Random(suffix)
    for size in (1, 100, 10_000):
        with pytest.raises(UnreadableError) as caught:
            reading.read(f"random{suffix}", b"\x01\xfe" + draw.randbytes(size))
        assert "fault" not in str(caught.value)


@pytest.mark.parametrize("name", ["pages.pdf", "drawn.txt", "far.xlsx"])
def test_damaged_files_are_read_or_refused(reading, name):
    build, _ = READABLE[name]
    data, draw = build(), random.Random(name)
    for _ in range(12):
        damaged = bytearray(data[:200_000])
        for _ in range(30):
            damaged[draw.randrange(8, len(damaged))] = draw.randrange(256)
        try:
            found = reading.read(name, bytes(damaged))
        except UnreadableError as error:
            assert "fault" not in str(error), str(error)  # noqa: PT017
        else:
            assert found.text


SCRIPT = """
import re, sys
from pathlib import Path
from index.errors import UnreadableError
from index.sandbox.process import ReadingProcess
with ReadingProcess() as reading:
    for path in sorted(Path(sys.argv[1]).iterdir()):
        try:
            reading.read(path.name, path.read_bytes())
        except UnreadableError:
            continue
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is read from /proc")
def test_all_of_it_leaves_the_parent_small(tmp_path):
    for name, (build, _) in {**REFUSED, **READABLE}.items():
        (tmp_path / name).write_bytes(build())
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400_000
