"""One writer at a time."""

import subprocess
import sys

import pytest

from index.errors import HomeLockedError
from index.lock import writing

_HOLD = """
import sys
from pathlib import Path
from index.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of `tmp_path`."""
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_writer_is_refused_and_told_who_the_first_is(tmp_path, holder):
    with pytest.raises(HomeLockedError, match=rf"process {holder.pid} of \w+ on .+, since") as e:
        writing(tmp_path).__enter__()
    assert str(e.value).endswith("Wait until it is done, or stop it.")
    assert "\n" not in str(e.value)


def test_the_lock_of_a_killed_process_is_free(tmp_path, holder):
    holder.kill()
    holder.wait()
    with writing(tmp_path):
        assert f"process {holder.pid} " not in (tmp_path / "lock-holder").read_text()


def test_the_same_process_is_refused_too(tmp_path):
    with (
        writing(tmp_path),
        pytest.raises(HomeLockedError, match="is being written by"),
        writing(tmp_path),
    ):
        pass


def test_a_holder_that_has_not_written_its_name_is_another_process(tmp_path, holder):
    (tmp_path / "lock-holder").unlink()
    with pytest.raises(HomeLockedError, match="is being written by another process"):
        writing(tmp_path).__enter__()


def test_the_lock_is_free_after_an_error(tmp_path):
    with pytest.raises(KeyError), writing(tmp_path):
        raise KeyError
    with writing(tmp_path):
        assert (tmp_path / "lock-holder").exists()
    assert not (tmp_path / "lock-holder").exists()


def test_a_name_that_is_not_unicode_is_written_escaped(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tenkyo", "index", "caf\udce9"])
    with writing(tmp_path):
        assert r"caf\udce9" in (tmp_path / "lock-holder").read_text()
