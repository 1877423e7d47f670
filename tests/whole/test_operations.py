"""What `docs/operations.md` tells an operator to do is done here."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from assistant.commands.parser import main
from tests.servers.chat_client import ask_over_http
from tests.servers.web_serving import serving_home
from tests.whole.test_browser import LONG, QUESTION, ROOT

pytestmark = pytest.mark.usefixtures("loaded_model")
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SEEDS = ROOT / "seeds"


@pytest.fixture
def run(capfdbinary):
    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        return status, capfdbinary.readouterr().out.decode()

    return run


def back_up(home, file):
    """Runs the command of the page, with its two paths replaced."""
    [code] = re.findall(r'python -c "(import sqlite3; .+)"', PAGE)
    code = code.replace(".tenkyo", str(home)).replace("backup.sqlite", str(file))
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(scope="module")
def backed_up(seeds_library, model, tmp_path_factory):
    """A home folder, and its backup made while it is served, before the last question."""
    folder = tmp_path_factory.mktemp("operations")
    home = shutil.copytree(seeds_library.home, folder / "home")
    with serving_home(home, model) as address:
        assert ask_over_http(address, QUESTION)["status"] == "done"
        back_up(home, folder / "backup.sqlite")
        assert ask_over_http(address, LONG)["status"] == "done"
    return home, folder / "backup.sqlite"


def test_a_new_home_is_restored_from_the_backup_alone(run, backed_up, tmp_path):
    old, backup = backed_up
    home = tmp_path / "new"
    home.mkdir()
    shutil.copy(backup, home / "people.sqlite")
    assert run("index", SEEDS, "--home", home)[0] == 0
    answer = run("ask", LONG, "--json", "--home", home)
    assert answer == run("ask", LONG, "--json", "--home", old)
    [kept] = json.loads(run("conversations", "--json", "--home", home)[1])
    assert kept["title"] == QUESTION
    assert run("audit", "verify", "--home", home)[1].startswith("1 entry: none altered")
    assert run("doctor", "--home", home)[0] == 0


def test_an_old_home_is_restored_and_says_what_the_backup_lacks(run, backed_up, tmp_path):
    old, backup = backed_up
    home = shutil.copytree(old, tmp_path / "old")
    for lost in home.glob("people.sqlite-*"):
        lost.unlink()
    shutil.copy(backup, home / "people.sqlite")
    assert run("index", SEEDS, "--home", home)[0] == 0
    answer = run("ask", LONG, "--json", "--home", home)
    assert answer == run("ask", LONG, "--json", "--home", old)
    missing = "Entry 2 is missing: the last one was entry 2 before.\n"
    assert run("audit", "verify", "--home", home) == (1, missing)
    (home / "audit.head").unlink()
    assert run("audit", "verify", "--home", home)[0] == 0
