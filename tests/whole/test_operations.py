"""What `docs/operations.md` tells an operator to do is done here."""

import json
import shutil

import pytest

from assistant.commands.parser import main
from tests.servers.chat_client import ask_over_http
from tests.servers.web_serving import serving_home
from tests.whole.test_browser import LONG, QUESTION

pytestmark = pytest.mark.usefixtures("loaded_model")


@pytest.fixture
def run(capfdbinary):
    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        return status, capfdbinary.readouterr().out.decode()

    return run


@pytest.fixture(scope="module")
def backed_up(seeds_library, model, tmp_path_factory):
    """A home folder, and its backup made while it is served, before the last question."""
    folder = tmp_path_factory.mktemp("operations")
    home = shutil.copytree(seeds_library.home, folder / "home")
    with serving_home(home, model) as address:
        assert ask_over_http(address, QUESTION)["status"] == "done"
        assert main(["backup", str(folder / "monday.backup"), "--home", str(home)]) == 0
        assert ask_over_http(address, LONG)["status"] == "done"
    return home, folder / "monday.backup"


def test_a_new_home_is_restored_from_the_backup_alone(run, backed_up, tmp_path):
    old, backup = backed_up
    home = tmp_path / "new"
    status, said = run("restore", backup, "--home", home)
    assert (status, said.count("1 entry: none altered")) == (0, 1)
    answer = run("ask", LONG, "--json", "--home", home)
    assert answer == run("ask", LONG, "--json", "--home", old)
    [kept] = json.loads(run("conversations", "--json", "--home", home)[1])
    assert kept["title"] == QUESTION
    assert run("doctor", "--home", home)[0] == 0


def test_a_head_that_was_kept_elsewhere_says_what_the_backup_lacks(run, backed_up, tmp_path):
    old, backup = backed_up
    head = run("audit", "verify", "--home", old)[1].split()[-1]
    run("restore", backup, "--home", tmp_path / "new")
    missing = "Entry 2 is missing: the last one was entry 2 before.\n"
    assert run("audit", "verify", "--expect", head, "--home", tmp_path / "new") == (1, missing)
