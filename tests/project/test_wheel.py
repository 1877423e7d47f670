"""The wheel is whole: what a package holds is in it, and it answers outside this folder."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("assistant", "index", "prompts", "ui")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of a copy of the project: building leaves traces."""
    copy = tmp_path_factory.mktemp("copy")
    for name in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    dist = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-c", BUILD, str(dist)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    [made] = dist.glob("tenkyo-*-py3-none-any.whl")
    return made


@pytest.fixture(scope="module")
def unpacked(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files_of(folder):
    """Returns the files of the packages in a folder, each with its bytes."""
    found = (path for name in PACKAGES for path in (folder / name).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if path.parent.name != "__pycache__"
    }


def test_the_wheel_holds_every_file_of_every_package(unpacked):
    there, wanted = files_of(unpacked), files_of(ROOT)
    assert sorted(wanted.keys() ^ there.keys()) == []
    assert [name for name, content in wanted.items() if there[name] != content] == []


def test_the_wheel_holds_nothing_else_but_what_says_what_it_is(unpacked):
    names = {path.name for path in unpacked.iterdir()}
    [about] = names - set(PACKAGES)
    entries = (unpacked / about / "entry_points.txt").read_text(encoding="utf-8")
    assert "tenkyo = ui.main:main" in entries
    assert (unpacked / about / "licenses" / "LICENSE").exists()


def test_what_is_installed_from_the_wheel_reads_and_answers(unpacked, folder, tmp_path):
    (folder / "note.txt").write_text("The Arctic cable runs from Tokyo to Helsinki.")
    places = os.pathsep.join(map(str, (unpacked, ROOT)))
    home = tmp_path / "home"

    def tenkyo(*arguments):
        command = [sys.executable, "-c", RUN, "--home", str(home), *arguments]
        environment = os.environ | {"PYTHONPATH": places}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode()

    tenkyo("index", str(folder))
    answer, place = tenkyo("ask", "Where does the Arctic cable run?", "--json").splitlines()
    assert json.loads(answer)["citations"][0]["file"] == "note.txt"
    assert Path(place).is_relative_to(unpacked)


# The modules of the wheel, with the embedder of the tests.
RUN = """
import sys
import ui
from assistant import assistant
from tests.fake_embedder import FakeEmbedder
from ui.main import main
assistant.open_embedder = lambda name: FakeEmbedder()
main()
print(ui.__file__)
"""
