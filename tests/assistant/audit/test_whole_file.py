"""Files that are written whole or not at all."""

import pytest

from assistant.audit.whole_file import check_writable, write_whole
from index.errors import UsageError


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("old, and longer than what comes")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_goes_on_to_lead_to_its_file(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_folder_is_no_place_for_a_file_and_nothing_is_left_behind(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(UsageError, match=r"Cannot write .*taken"):
        write_whole(tmp_path / "taken", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_folder_that_is_not_there_is_told_beforehand(tmp_path):
    with pytest.raises(UsageError, match="its folder is not there"):
        check_writable(tmp_path / "gone" / "a.json")
    check_writable(tmp_path / "a.json")
