"""Git repositories, from a server of git's own: `git daemon`."""

import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.connectors.git import FOLDER, GitConnector, GitLogin
from tests.servers.following import followed
from tests.servers.web_serving import free_port


class Repository:
    """A repository that is served, and the folder in which its author works."""

    def __init__(self, base):
        self.work, self.bare = base / "work", base / "served" / "papers.git"
        self.work.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Anna")
        self.git("config", "user.email", "anna@house.example")
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.bare))
        self.write({"handbook/badge.md": "A badge costs 20 euro.", "notes.txt": "one"})

    def git(self, *arguments):
        subprocess.run(["git", "-C", self.work, *arguments], check=True, capture_output=True)

    def write(self, texts, *, anew=False):
        for name, text in texts.items():
            place = self.work / name
            place.parent.mkdir(exist_ok=True)
            place.unlink() if text is None else place.write_text(text)
        self.git("add", "--all")
        amend = ["--amend"] if anew else []
        self.git("commit", "--quiet", "--allow-empty", *amend, "--message", "papers")
        self.git("push", "--quiet", "--force", str(self.bare), "main")


@contextmanager
def daemon(base):
    port = free_port()
    # By its own name: `git daemon` is a process around it, which would be killed in its place.
    program = Path(subprocess.check_output(["git", "--exec-path"], text=True).strip(), "git-daemon")
    options = ("--reuseaddr", "--export-all", "--listen=127.0.0.1", f"--port={port}")
    running = subprocess.Popen(
        [program, *options, f"--base-path={base}", str(base)], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(1_000):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.01)
        yield f"git://127.0.0.1:{port}/papers.git", running
    finally:
        running.kill()
        running.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    base = tmp_path_factory.mktemp("git")
    repository = Repository(base)
    with daemon(base / "served") as (address, _):
        repository.address = address
        yield repository


@pytest.fixture
def made(tmp_path, served):
    with followed(tmp_path / "home", served.address) as made:
        made.connect = lambda address=served.address, **options: GitConnector(
            address, made.root, 10_000_000, **options
        )
        yield made


def test_files_of_a_branch_are_followed_and_a_rewritten_history_too(made, served):
    made.follow(made.connect())
    assert made.files() == {"handbook/badge.md": "A badge costs 20 euro.", "notes.txt": "one"}
    served.write({"handbook/badge.md": "It costs 30.", "new.md": "new", "notes.txt": None})
    report = made.follow(made.connect())
    assert (report.changed, report.new) == (["handbook/badge.md"], ["new.md"])
    assert report.removed == ["notes.txt"]
    before = {"handbook/badge.md": "A badge costs 20 euro.", "notes.txt": "one", "new.md": None}
    served.write(before, anew=True)
    made.follow(made.connect())
    assert made.files() == {"handbook/badge.md": "A badge costs 20 euro.", "notes.txt": "one"}
    origin = made.sources.origin("papers", "notes.txt")
    assert origin == f"{served.address}#notes.txt"


def test_what_is_as_it_was_is_not_read_again(made):
    made.follow(made.connect())
    assert made.follow(made.connect()).same == 2


def test_a_copy_that_is_damaged_is_fetched_anew(made):
    made.follow(made.connect())
    for pack in (made.root / FOLDER).rglob("*.pack"):
        pack.chmod(0o600)
        pack.write_bytes(b"")
    (made.root / "notes.txt").unlink()
    made.follow(made.connect())
    made.follow(made.connect())
    assert made.files()["notes.txt"] == "one"


def test_a_branch_that_is_not_there_leaves_what_was_fetched(made):
    made.follow(made.connect())
    report = made.follow(made.connect(branch="gone"))
    assert "gone" in report.problem
    assert len(made.files()) == 2


def test_a_server_that_is_away_leaves_what_was_fetched(made, served):
    made.follow(made.connect())
    with daemon(served.bare.parent) as (address, running):
        running.kill()
        running.wait()
        report = made.follow(made.connect(address))
    assert "cannot be fetched" in report.problem
    assert len(made.files()) == 2


def test_a_server_that_is_killed_while_it_sends_leaves_what_was_fetched(made, served):
    made.follow(made.connect())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        connect = made.connect(f"git://127.0.0.1:{port}/papers.git")
        listener.settimeout(30)

        def cut_off():
            taken, _ = listener.accept()
            taken.recv(100)
            taken.sendall(b"00ff")
            taken.close()

        thread = threading.Thread(target=cut_off)
        thread.start()
        report = made.follow(connect)
        thread.join()
    assert report.problem
    assert len(made.files()) == 2


def test_a_pointer_of_large_file_storage_is_named(made, served):
    served.write({"big.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"})
    report = made.follow(made.connect())
    assert [f.path for f in report.failed] == ["big.txt"]
    assert sorted(made.files()) == ["handbook/badge.md", "notes.txt"]
    served.write({"big.txt": None})


def test_a_link_is_not_followed(made, served):
    (served.work / "link.txt").symlink_to("/etc/passwd")
    served.write({})
    made.follow(made.connect())
    assert "link.txt" not in made.files()
    served.write({"link.txt": None})


def test_a_local_path_is_no_repository_to_fetch(made, served):
    report = made.follow(made.connect(f"file://{served.bare}"))
    assert "not allowed" in report.problem


def test_a_repository_that_is_too_large_is_not_kept(made, served):
    small = GitConnector(served.address, made.root, 512)
    assert made.follow(small).problem
    assert made.files() == {}


def test_the_password_is_no_argument_that_others_see():
    assert GitLogin("anna", "pw").header == "Authorization: Basic YW5uYTpwdw=="
    assert GitLogin().header == ""
