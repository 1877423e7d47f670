"""Stores of files: OpenSSH's SFTP and WebDAV, from real servers on this machine."""

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from cheroot.wsgi import Server
from fsspec.implementations.memory import MemoryFileSystem
from wsgidav.wsgidav_app import WsgiDAVApp

from index.connectors.files import FileConnector, FileStore, StoreAccess, open_store
from index.errors import UsageError
from tests.servers.following import followed
from tests.servers.killing import kill_all
from tests.servers.mailboxes import until_listening
from tests.servers.web_serving import free_port


@contextmanager
def sshd(base, shelf):
    """OpenSSH's server, which only serves SFTP, to whoever has the key in `base`."""
    port = free_port()
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(
            mode=0o755, exist_ok=True
        )  # Without it, root's sshd does not start.
    for name in ("host", "key"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(base / name)]
        subprocess.run(make, check=True)
    (base / "allowed").write_text((base / "key.pub").read_text())
    kind, key, *_ = (base / "host.pub").read_text().split()
    (base / "known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": base / "host",
        "AuthorizedKeysFile": base / "allowed",
        "StrictModes": "no",
        "UsePAM": "no",
        "PidFile": "none",
        "Subsystem": "sftp internal-sftp",
        "PermitRootLogin": "yes",
    }
    file = base / "sshd_config"
    file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    command = ["/usr/sbin/sshd", "-D", "-e", "-f", str(file)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        until_listening(port, running)
        options = {"key_file": str(base / "key"), "known_hosts": str(base / "known_hosts")}
        yield f"sftp://127.0.0.1:{port}{shelf}", options, lambda: kill_all(running)
    finally:
        kill_all(running)
        running.stderr.close()


@contextmanager
def wsgidav(_, shelf):
    """WsgiDAV, for whoever has the password."""
    people = {"user_mapping": {"*": {"anna": {"password": "open sesame"}}}}
    told = {"provider_mapping": {"/": str(shelf)}, "simple_dc": people, "verbose": 0}
    server = Server(("127.0.0.1", 0), WsgiDAVApp({**told, "logging": {"enable": False}}))
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"webdav://127.0.0.1:{server.bind_addr[1]}", {}, server.stop
    finally:
        server.stop()
        thread.join()


SERVERS = {"sftp": sshd, "webdav": wsgidav}


@pytest.fixture(scope="module", params=SERVERS)
def serving(request, tmp_path_factory):
    base = tmp_path_factory.mktemp(request.param)
    shelf = base / "shelf"
    shelf.mkdir()
    with SERVERS[request.param](base, shelf) as (address, options, _):
        yield shelf, address, options


@pytest.fixture
def shelf(serving):
    shelf, _, _ = serving
    for place in shelf.rglob("*"):
        if place.is_file() or place.is_symlink():
            place.unlink()
    (shelf / "hr").mkdir(exist_ok=True)
    (shelf / "hr" / "pay day.txt").write_text("Pay day is the 25th.")
    (shelf / "canteen.md").write_text("Lunch costs 6 euro.")
    return shelf


@pytest.fixture
def made(tmp_path, serving, shelf):
    _, address, options = serving
    with followed(tmp_path / "home", address) as made:
        made.connect = partial(connector, address, options)
        yield made


def connector(address, options, secret="open sesame"):
    access = StoreAccess("anna" if address.startswith("webdav") else "", secret, options)
    if address.startswith("sftp"):
        access = StoreAccess("", "", options)
    return FileConnector(address, partial(open_store, address, access))


def test_files_that_come_change_and_go_are_followed(made, shelf):
    assert made.follow(made.connect()).problem == ""
    before = {"hr/pay day.txt": "Pay day is the 25th.", "canteen.md": "Lunch costs 6 euro."}
    assert made.files() == before
    (shelf / "canteen.md").write_text("Lunch costs 7 euro and a half.")
    (shelf / "new.txt").write_text("new")
    (shelf / "hr" / "pay day.txt").unlink()
    report = made.follow(made.connect())
    assert (report.changed, report.new) == (["canteen.md"], ["new.txt"])
    assert report.removed == ["hr/pay day.txt"]
    assert made.files() == {"canteen.md": "Lunch costs 7 euro and a half.", "new.txt": "new"}


def test_only_what_changed_is_fetched(made):
    made.follow(made.connect())
    assert made.follow(made.connect()).same == 2


def test_hidden_files_and_links_are_passed_over(made, shelf, serving):
    (shelf / ".secret.txt").write_text("hidden")
    made.follow(made.connect())
    assert ".secret.txt" not in made.files()


def test_an_address_that_is_not_there_leaves_what_was_fetched(made, serving):
    made.follow(made.connect())
    _, address, options = serving
    report = made.follow(connector(f"{address}/gone", options))
    assert "cannot be read" in report.problem
    assert len(made.files()) == 2


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_that_is_killed_in_the_middle_leaves_what_was_fetched(kind, tmp_path):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for n in range(3):
        (shelf / f"{n}.txt").write_text(f"text {n}")
    with followed(tmp_path / "home", f"{kind}://127.0.0.1/") as made:
        with SERVERS[kind](tmp_path, shelf) as (address, options, kill):
            made.follow(connector(address, options))
            for n in range(3):
                (shelf / f"{n}.txt").write_text(f"later text {n}")
            mortal = connector(address, options)
            fetch = mortal.fetch

            def fetch_and_kill(item):
                yield from fetch(item)
                kill()

            mortal.fetch = fetch_and_kill
            report = made.follow(mortal)
        assert report.problem
        assert sorted(text[:5] for text in made.files().values()) == ["later", "text ", "text "]


def test_a_wrong_password_is_named(tmp_path):
    with followed(tmp_path / "home", "webdavs://x/") as made:
        (tmp_path / "shelf").mkdir()
        with wsgidav(tmp_path, tmp_path / "shelf") as (address, options, _):
            report = made.follow(connector(address, options, secret="hush-hush"))
    assert "cannot be read" in report.problem
    assert "hush" not in report.problem


def test_a_server_whose_key_is_not_known_is_not_talked_to(tmp_path):
    (tmp_path / "shelf").mkdir()
    with (
        followed(tmp_path / "home", "sftp://x/") as made,
        sshd(tmp_path, tmp_path / "shelf") as (address, options, _),
    ):
        (tmp_path / "known_hosts").write_text("")
        report = made.follow(connector(address, options))
    assert "is not in" in report.problem
    assert "ssh-keyscan" in report.problem


def test_a_store_that_fsspec_has_in_memory_is_followed(tmp_path):
    memory = MemoryFileSystem()
    memory.pipe("/shelf/a.txt", b"one")
    with followed(tmp_path / "home", "s3://shelf") as made:
        store = FileConnector("s3://shelf", lambda: FileStore(memory, "/shelf"))
        assert made.follow(store).new == ["a.txt"]
    memory.rm("/shelf", recursive=True)


def test_a_kind_whose_libraries_are_missing_says_how_to_install_them():
    with pytest.raises(UsageError, match="pip install gcsfs"):
        open_store("gs://bucket", StoreAccess())


def test_sftp_without_its_library_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "paramiko", None)
    with pytest.raises(UsageError, match="pip install paramiko"):
        open_store("sftp://papers.example/", StoreAccess())


def test_a_folder_with_a_name_that_is_no_text_is_one_line(made, shelf):
    if not made.source.address.startswith("sftp"):
        pytest.skip("only over SFTP a name is bytes")
    made.follow(made.connect())
    odd = os.fsencode(shelf) + b"/pr\xfcfung.txt"
    Path(os.fsdecode(odd)).write_text("x")
    report = made.follow(made.connect())
    Path(os.fsdecode(odd)).unlink()
    assert "cannot be read: 'utf-8' codec" in report.problem
    assert len(made.files()) == 2
