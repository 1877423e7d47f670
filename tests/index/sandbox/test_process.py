"""Reading in a process of its own: limits, replacement, no network, no trust in what it answers."""

import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UnreadableError
from index.readers import Options, extract
from index.sandbox.process import ReadingLimits, ReadingProcess
from index.sandbox.wire import HEAD

ROOT = Path(__file__).resolve().parents[3]
LIMITS = ReadingLimits(memory_mb=900, cpu_seconds=1, wall_seconds=60, max_characters=1_000)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and its kin are Linux's")


@pytest.fixture(scope="module")
def reading():
    with ReadingProcess() as reading:
        yield reading


@pytest.fixture(scope="module")
def hostile():
    with ReadingProcess(limits=LIMITS, module="tests.hostile_child") as hostile:
        yield hostile


def reason(reading, path, data=b"x"):
    with pytest.raises(UnreadableError) as caught:
        reading.read(path, data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def pid(hostile):
    return hostile.read("a.pid", b"x").text


def test_what_is_read_is_what_the_reader_says(reading):
    data = "# Title\n\nIntro.\n\n## 部\n\nText 𝒳.\n".encode()
    assert reading.read("folder/a.md", data) == extract("a.md", data)


def test_one_process_reads_many_files(hostile):
    assert pid(hostile) == pid(hostile) != str(os.getpid())


def test_a_file_without_text_is_unreadable_for_the_same_reason_as_without_a_process(reading):
    assert reason(reading, "a.txt", b" \n") == "the file has no text"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a.loop", "more than 1 s of processor time"),
        ("a.eat", "more than 900 MB of memory"),
        ("a.crash", r"crashes its reader \(SIGSEGV\)"),
        ("a.exit", "ended without an answer"),
        ("a.kill", "stopped by the system"),
        ("a.fault", "KeyError"),
        ("a.deep", "nested too deeply"),
        ("a.long", "longer than 0.001 million characters"),
    ],
)
def test_a_reader_that_goes_wrong_is_stopped_and_replaced(hostile, path, why):
    with pytest.raises(UnreadableError, match=why) as caught:
        hostile.read(path, b"x")
    assert "\n" not in str(caught.value)
    assert hostile.read("a.txt", b"The next file is read.").text == "The next file is read."


def test_a_reader_that_waits_is_stopped_after_some_time():
    limits = replace(LIMITS, wall_seconds=2)
    with ReadingProcess(limits=limits, module="tests.hostile_child") as hostile:
        assert reason(hostile, "a.sleep") == "reading it takes more than 2 s"
        assert hostile.read("a.txt", b"The next file is read.").text == "The next file is read."


def test_a_process_that_grew_large_is_replaced():
    # On some machines a second does not do to fill so much memory.
    limits = replace(LIMITS, cpu_seconds=20, wall_seconds=60)
    with ReadingProcess(limits=limits, module="tests.hostile_child") as large:
        before = pid(large)
        assert large.read("a.grow", b"x").text == "520000000"
        assert pid(large) != before


def test_a_process_killed_between_two_files_is_replaced_without_a_word(hostile):
    os.kill(int(pid(hostile)), 9)
    time.sleep(0.2)
    assert hostile.read("a.txt", b"The next file is read.").text == "The next file is read."


@pytest.mark.parametrize("path", ["a.socket", "a.urllib", "a.program"])
def test_python_code_gets_no_network_and_starts_no_program(hostile, path):
    assert "refused" in hostile.read(path, b"x").text


@ON_LINUX
def test_native_code_gets_no_network(hostile):
    assert hostile.read("a.native", b"x").text == "-1 Permission denied"


def test_nothing_is_written(hostile, tmp_path):
    assert "refused" in hostile.read("a.write", str(tmp_path / "file").encode()).text
    assert not (tmp_path / "file").exists() or not (tmp_path / "file").stat().st_size


def test_no_core_is_dumped(hostile):
    assert hostile.read("a.core", b"x").text == "(0, 0)"


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"null",
        b"\xff",
        b'{"parts": ' + b"[" * 50_000,
        b'{"reason": 1, "leaving": false, "parts": []}',
        b'{"reason": "", "leaving": false, "parts": []}',
        b'{"reason": "\\ud800", "leaving": false, "parts": []}',
        b'{"reason": "", "leaving": false, "parts": [-1, 0, 0, 0]}',
        b'{"reason": "", "leaving": false, "parts": [9, 0, 0, 90000000000000]}',
        b'{"reason": "", "leaving": false, "parts": [0, 0, 0, 0, 0]}',
    ],
)
def test_nonsense_answers_are_refused(hostile, header):
    assert "nonsense" in reason(hostile, "a.lies", HEAD.pack(len(header)) + header)


def test_an_answer_is_bounded_before_it_is_read(hostile):
    assert "a header of 4000000000 bytes" in reason(hostile, "a.lies", HEAD.pack(4_000_000_000))


@pytest.mark.parametrize("path", ["a.outside", "a.backwards"])
def test_places_outside_the_text_or_out_of_order_are_refused(hostile, path):
    assert hostile.read("a.txt", b"Some text.").text
    assert "does not fit together" in reason(hostile, path)


def test_the_process_imports_only_what_its_files_need(hostile):
    limits = ReadingLimits(max_characters=1_000_000)
    with ReadingProcess(limits=limits, module="tests.hostile_child") as fresh:
        loaded = set(fresh.read("a.modules", b"x").text.split())
    large = {
        "torch",
        "transformers",
        "lxml",
        "pypdfium2",
        "openpyxl",
        "docx",
        "pptx",
        "trafilatura",
    }
    assert loaded & large == set()
    assert "index.readers" in loaded


def test_the_parent_stays_small_when_a_reader_eats_memory(hostile):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reason(hostile, "a.eat")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < before + 50_000


def test_a_closed_process_leaves_nothing_behind(hostile):
    number = int(pid(hostile))
    hostile.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_options_reach_the_reader():
    with ReadingProcess(Options(ocr="eng")) as reading:
        assert reading.read("a.txt", b"Text.").text == "Text."


ORPHAN = """
from index.sandbox.process import ReadingProcess
from tests.index.sandbox.test_process import LIMITS
hostile = ReadingProcess(limits=LIMITS, module="tests.hostile_child")
print(hostile.read("a.pid", b"x").text, flush=True)
hostile.read("a.sleep", b"x")
"""


@ON_LINUX
def test_the_process_ends_with_the_one_that_asked():
    command = [sys.executable, "-c", ORPHAN]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as asking:
        number = int(asking.stdout.readline())
        asking.kill()
    until = time.monotonic() + 60
    while is_running(number) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(number)


def is_running(number):
    status = Path(f"/proc/{number}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
