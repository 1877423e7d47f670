"""One writer at a time."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from index.database.lock import serving, writing
from index.errors import HomeError, HomeLockedError

_HOLD = """
import sys
from pathlib import Path
from index.database.lock import serving, writing
home = Path(sys.argv[1])
with {lock}:
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def elsewhere(home, lock):
    """Another process that holds a lock of a home folder."""
    command = [sys.executable, "-c", _HOLD.format(lock=lock), str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


@pytest.fixture
def holder(tmp_path):
    """Another process that writes to `tmp_path`."""
    with elsewhere(tmp_path, "writing(home)") as process:
        yield process


@pytest.fixture
def server(tmp_path):
    """Another process that serves `tmp_path`."""
    with elsewhere(tmp_path, "serving(home, 'http://127.0.0.1:7860')") as process:
        yield process


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


def test_a_second_server_is_refused_and_told_who_and_where_the_first_is(tmp_path, server):
    said = rf"is being served by .*process {server.pid} of .* at http://127\.0\.0\.1:7860\. Stop it"
    with pytest.raises(HomeLockedError, match=said):
        serving(tmp_path, "http://127.0.0.1:7861").__enter__()


def test_a_home_that_is_served_can_be_written(tmp_path, server):
    with writing(tmp_path):
        assert server.poll() is None


def test_a_killed_server_leaves_nothing_in_the_way_of_the_next(tmp_path, server):
    server.kill()
    server.wait()
    with serving(tmp_path, "http://127.0.0.1:7861"):
        assert (tmp_path / "serving-holder").read_text().endswith("at http://127.0.0.1:7861")


@pytest.mark.parametrize("name", ["serving", "serving-holder"])
def test_a_lock_that_cannot_be_taken_is_one_line(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(HomeError, match=r"cannot be used: .*Check its disk and permissions"):
        serving(tmp_path, "http://127.0.0.1:7860").__enter__()
    (tmp_path / name).rmdir()
    with serving(tmp_path, "http://127.0.0.1:7860"):
        assert (tmp_path / "serving-holder").exists()
