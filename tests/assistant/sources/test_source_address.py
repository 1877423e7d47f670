"""Addresses of sources: which kind they are, and which are refused."""

import pytest

from assistant.sources import source_address
from assistant.sources.source_address import (
    SourceKind,
    contacted,
    full_address,
    kind_of,
    refuse_address,
)
from assistant.sources.sources import DocumentSource
from index.connectors import files
from index.errors import UsageError


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/srv/papers", SourceKind.FOLDER),
        ("https://intranet.example/docs/", SourceKind.WEB),
        ("https://git.example/papers.git", SourceKind.GIT),
        ("ssh://git@git.example/papers", SourceKind.GIT),
        ("imaps://mail.example/Notes", SourceKind.MAIL),
        ("sftp://files.example/papers", SourceKind.FILES),
    ],
)
def test_the_kind_is_told_by_the_address(address, kind):
    assert kind_of(address) is kind


@pytest.mark.parametrize(
    "address", ["file:///etc/", "gopher://x/", "https://", "memory://x", "ftp://x/"]
)
def test_what_names_no_source_is_refused(address):
    with pytest.raises(UsageError):
        kind_of(address)


def test_an_address_with_a_password_is_refused():
    with pytest.raises(UsageError, match="--secret env:VARIABLE") as refused:
        refuse_address("https://anna:hush@intranet.example/", "", "")
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["http://intranet.example/", "webdav://files.example/", "git+http://git.example/x"]
)
def test_a_password_that_could_be_read_on_the_way_is_refused(address):
    with pytest.raises(UsageError, match="unencrypted"):
        refuse_address(address, "anna", "env:PW")
    refuse_address(address, "", "")


@pytest.mark.parametrize(
    "address", ["https://x.example/", "git+https://x.example/", "http://127.0.0.1:8/", "sftp://x/"]
)
def test_a_password_that_is_safe_is_taken(address):
    refuse_address(address, "anna", "env:PW")


@pytest.mark.parametrize(
    ("address", "options", "hosts"),
    [
        ("/srv/papers", {}, []),
        ("https://intranet.example/docs/", {}, ["intranet.example"]),
        ("s3://bucket", {}, ["the servers of Amazon S3"]),
        ("s3://bucket", {"endpoint_url": "http://127.0.0.1:9000"}, ["127.0.0.1"]),
    ],
)
def test_whom_a_source_contacts(address, options, hosts):
    assert contacted(address, options) == hosts


@pytest.mark.parametrize("text", ["", " ", "no/such/folder"])
def test_what_names_no_folder_is_none(text):
    with pytest.raises(UsageError, match="No folder"):
        full_address(text)


def test_a_folder_is_named_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    for text in (tmp_path.name, f"~/{tmp_path.name}", str(tmp_path)):
        assert full_address(text) == str(tmp_path)


def test_an_address_of_the_web_has_no_blank():
    with pytest.raises(UsageError, match="has a blank in it"):
        refuse_address("https://wiki.example/ a", "", "")
    refuse_address("imaps://mail.example/Sent Items", "", "")


@pytest.mark.parametrize("address", ["https://x.example/\0.git", "sftp://x.example/\x1b[2J"])
def test_an_address_has_no_character_that_cannot_be_seen(address):
    with pytest.raises(UsageError, match="cannot be seen"):
        refuse_address(address, "", "")
    refuse_address("sftp://x.example/\u7d4c\u8cbb\u3000\u898f\u7a0b", "", "")


def test_whatever_can_be_added_as_files_can_be_opened():
    for scheme, kind in source_address._SCHEMES.items():
        assert (scheme in files._OPENING) is (kind is SourceKind.FILES)


def test_what_an_earlier_version_took_as_a_source_can_still_be_shown_and_removed():
    assert DocumentSource("old", "ftp://files.example/docs").kind is SourceKind.FILES
    assert contacted("ftp://files.example/docs", {}) == ["files.example"]
    with pytest.raises(UsageError, match="ftp:// cannot be fetched"):
        files.open_store("ftp://files.example/docs", files.StoreAccess())
