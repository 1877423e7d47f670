"""The examples of the page on the API are run, against the sample article."""

import json
import re
import shutil
import subprocess

import pytest

from assistant.assistant import Assistant
from assistant.identities.api_keys import PUSHING, SCOPES
from assistant.settings import Settings
from assistant.types import Reader
from index.library import open_library
from tests.project.test_docs import ROOT
from tests.servers.serving import served
from ui.edge.problems import PROBLEMS

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = dict.fromkeys(re.findall(r"^```sh\n(curl .*?)^```$", PAGE, re.MULTILINE | re.DOTALL))

PYTHON = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def server(seeds_library, model, tmp_path_factory):
    """The address of a server over the sample article, and a key for it."""
    home = shutil.copytree(seeds_library.home, tmp_path_factory.mktemp("docs") / "home")
    library = open_library(home, model)
    assistant = Assistant(library, Settings(home=home))
    with served(assistant) as address:
        yield address, assistant.keys.add(Reader("anna"))
    library.close()


def said(block, server):
    """What the command of an example prints."""
    address, key = server
    done = subprocess.run(
        ["sh", "-euc", block],
        env={"TENKYO": address, "KEY": key, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split('"')[1])
def test_every_example_with_curl_answers(block, server):
    text = said(block, server)
    if "text/event-stream" in block:
        assert text.rpartition("event: ")[2].startswith("done\n")
    else:
        assert not json.loads(text).get("error")


def test_there_are_examples_of_every_way_in():
    whole = "".join(BLOCKS)
    named = ("/api/ask", "/api/search", "/api/documents", "/api/conversations", "/v1/chat/")
    assert [path for path in named if path not in whole] == []


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: code.split()[1])
def test_an_example_in_python_prints_the_citations(code, server, capsys):
    address, key = server
    exec(code, {"TENKYO": address, "KEY": key})
    assert "eu-japan-digital-partnership.txt 3253 3735" in capsys.readouterr().out


def test_the_scopes_and_statuses_of_the_page_are_those_of_the_code():
    assert tuple(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == (*SCOPES, PUSHING)
    listed = {int(status) for status in re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE)}
    assert listed == {*PROBLEMS, 405}
