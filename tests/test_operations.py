"""What `docs/operations.md` tells an operator to do is done here, with the real commands."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from tests.chat_client import ask_over_http
from tests.test_browser import LONG, QUESTION, ROOT, free_port, serving, tenkyo

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def run(*arguments):
    done = subprocess.run(tenkyo(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def back_up(home, file):
    """Runs the command of the page, with its two paths replaced."""
    [code] = re.findall(r'python -c "(import sqlite3; .+)"', PAGE)
    code = code.replace(".tenkyo", str(home)).replace("backup.sqlite", str(file))
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory):
    """A home folder, its backup made while it is served and written to, and an answer from it."""
    folder = tmp_path_factory.mktemp("operations")
    home, port = folder / "home", free_port()
    run("index", "seeds", "--home", home)
    with serving(home, port):
        address = f"http://127.0.0.1:{port}"
        assert ask_over_http(address, QUESTION)["status"] == "done"
        back_up(home, folder / "backup.sqlite")
        assert ask_over_http(address, LONG)["status"] == "done"
    return home, folder / "backup.sqlite", run("ask", LONG, "--json", "--home", home)[1]


def test_a_new_home_is_restored_from_the_backup_alone(backed_up, tmp_path):
    _, backup, answer = backed_up
    home = tmp_path / "new"
    home.mkdir()
    shutil.copy(backup, home / "records.sqlite")
    assert run("index", "seeds", "--home", home)[0] == 0
    assert run("ask", LONG, "--json", "--home", home) == (0, answer)
    assert [
        talk["title"] for talk in json.loads(run("conversations", "--json", "--home", home)[1])
    ] == [QUESTION]
    status, said = run("audit", "verify", "--home", home)
    assert (status, said.split(":")[0]) == (0, "1 entry")
    assert run("doctor", "--home", home)[0] == 0


def test_an_old_home_is_restored_and_says_what_the_backup_lacks(backed_up, tmp_path):
    old, backup, answer = backed_up
    home = shutil.copytree(old, tmp_path / "old")
    shutil.rmtree(home / "generations")
    for lost in home.glob("records.sqlite-*"):
        lost.unlink()
    shutil.copy(backup, home / "records.sqlite")
    assert run("index", "seeds", "--home", home)[0] == 0
    assert run("ask", LONG, "--json", "--home", home) == (0, answer)
    status, said = run("audit", "verify", "--home", home)
    assert (status, said) == (1, "Entry 2 is missing: the last one was entry 2 before.\n")
    (home / "audit.head").unlink()
    assert run("audit", "verify", "--home", home)[0] == 0
