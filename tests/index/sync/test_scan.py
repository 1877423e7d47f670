"""Which files there are to index."""

import os
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import open_library
from index.search.queries import Query
from index.sync.inside import LEADS_OUT, open_inside
from index.sync.scan import Root, count_unreadable, find_files, roots_of
from tests.fake_embedder import FakeEmbedder
from tests.unprivileged import unprivileged_process


def names(folder, home=Path("/nowhere")):
    return [file.path for file in find_files(Root(folder, ""), home)]


def reasons(library, folder):
    return {failure.path: failure.reason for failure in library.sync([folder]).failed}


def test_readable_formats_are_found_in_order_hidden_ones_left_out(folder):
    for name in ("b.txt", "a.md", ".hidden.txt", "c.exe", ".git/x.txt", "sub/d.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Text.")
    assert names(folder) == ["a.md", "b.txt", "sub/d.txt"]


def test_lock_files_of_documents_that_are_open_are_no_documents(folder):
    for name in ("~$report.docx", ".~lock.report.odt.txt#", "._notes.txt", "sub/~$prices.xlsx"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"\x05Lena" + bytes(100))
    (folder / "~ report.txt").write_text("Text.")
    assert names(folder) == ["~ report.txt"]
    assert not count_unreadable(Root(folder, ""), Path("/nowhere"))


def test_a_home_inside_the_folder_is_left_out(folder):
    (folder / "home").mkdir()
    (folder / "home" / "a.txt").write_text("Text.")
    assert names(folder, folder / "home") == []


def test_a_missing_path_is_named():
    with pytest.raises(UsageError, match=r"No such file or folder: '/nowhere/at all'\. Check"):
        roots_of([Path("/nowhere/at all")], [])


@pytest.mark.parametrize("name", ["x" * 300, "a\0b", "loop"])
def test_a_path_that_cannot_be_opened_is_named_in_one_line(folder, name):
    (folder / "loop").symlink_to("loop")
    with pytest.raises(UsageError) as e:
        roots_of([folder / name], [])
    assert "\n" not in str(e.value)


def test_a_file_of_another_format_is_refused(folder):
    (folder / "a.exe").write_text("")
    with pytest.raises(UsageError, match=r"a\.exe' is of a format .* these can: \.csv"):
        roots_of([folder / "a.exe"], [])


def test_a_folder_inside_another_is_a_part_of_it_in_any_order(folder):
    (folder / "sub").mkdir()
    expected = [Root(folder, ""), Root(folder, "sub")]
    assert roots_of([folder / "sub", folder], []) == expected
    assert roots_of([folder / "sub"], [folder]) == expected[1:]


def test_a_file_named_twice_is_indexed_once(library, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text("Text about cables.")
    assert library.sync([folder / "sub", folder, folder / "sub" / "a.txt"]).added == 1


def test_a_folder_around_an_indexed_one_takes_its_files_over(library, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text("Text about cables.")
    library.sync([folder / "sub"])
    report = library.sync([folder])
    assert (report.moved, report.embedded, library.status().sources) == (1, 0, (str(folder),))


def test_a_part_is_synced_without_touching_the_rest(library, folder):
    for name in ("a.txt", "sub/b.txt", "sub2/c.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"Text about {name}.")
    library.sync([folder])
    for name in ("a.txt", "sub/b.txt", "sub2/c.txt"):
        (folder / name).unlink()
    assert library.sync([folder / "sub"]).removed == 1


def not_followed(library, folder):
    """Syncs, and returns the links that lead out; none of them is a failure."""
    report = library.sync([folder])
    assert report.failed == []
    assert {link.reason for link in report.links} <= {LEADS_OUT}
    return sorted(link.path for link in report.links)


def test_a_symlink_loop_and_a_dangling_link_are_failures(library, folder):
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "circle").symlink_to(folder)
    (folder / "a.txt").write_text("Text.")
    assert reasons(library, folder) == {
        "dangling.txt": "the file cannot be opened: No such file or directory",
        "loop.txt": "the file cannot be opened: Too many levels of symbolic links",
    }
    assert library.status().documents == 1


def test_a_link_to_what_is_no_file_is_never_opened(library, folder):
    os.mkfifo(folder / "pipe")
    (folder / "pipe.txt").symlink_to("pipe")
    (folder / "zero.txt").symlink_to("/dev/zero")
    assert not_followed(library, folder) == ["zero.txt"]


def test_names_with_newlines_and_emoji_are_indexed(library, folder):
    (folder / "two\nlines 📄.txt").write_text("Text about cables.")
    library.sync([folder])
    assert library.search(Query("cables"))[0].passage.document.path == "two\nlines 📄.txt"


def test_a_name_that_is_not_unicode_is_a_failure_and_the_others_are_kept(library, folder):
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Text.")
    (folder / "a.txt").write_text("Text about cables.")
    expected = {r"caf\udce9.txt": "its name is not valid Unicode; rename it"}
    assert reasons(library, folder) == expected
    assert reasons(library, folder) == expected
    assert library.status().documents == 1


def test_a_folder_whose_name_is_not_unicode_is_refused(tmp_path):
    bad = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    bad.mkdir()
    with pytest.raises(UsageError, match=r"caf\\udce9' is not valid Unicode; rename it"):
        roots_of([bad], [])


@contextmanager
def two_documents(base):
    """A library and its folder with two documents."""
    folder = base / "papers"
    (folder / "sub").mkdir(parents=True)
    for path in ("a.txt", "sub/b.txt"):
        (folder / path).write_text("Text about cables.")
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([folder])
        yield library, folder


@pytest.fixture(scope="module")
def unprivileged():
    """Calls a function in a process that may not open what permissions forbid."""
    with unprivileged_process() as call:
        yield call


def sync_an_unreadable_file(base):
    with two_documents(base) as (library, folder):
        (folder / "a.txt").write_text("Other text.")
        (folder / "a.txt").chmod(0)
        return reasons(library, folder), len(library.search(Query("cables")))


def test_an_unreadable_file_is_a_failure_and_stays_searchable(unprivileged, tmp_path):
    failed, found = unprivileged(sync_an_unreadable_file, tmp_path)
    assert failed == {"a.txt": "the file cannot be opened: Permission denied"}
    assert found == 2


def sync_closed_and_opened(base, closed):
    with two_documents(base) as (library, folder):
        (folder / closed).chmod(0)
        failed, kept = reasons(library, folder), library.status().documents
        (folder / closed).chmod(0o755)
        report = library.sync([folder])
        return failed, kept, (report.failed, report.removed, library.status().failed)


@pytest.mark.parametrize("closed", ["sub", "."])
def test_what_lies_in_a_folder_that_cannot_be_opened_is_kept(unprivileged, tmp_path, closed):
    failed, kept, opened = unprivileged(sync_closed_and_opened, tmp_path, closed)
    assert failed == {closed: "the folder cannot be opened: Permission denied"}
    assert (kept, opened) == (2, ([], 0, ()))


@pytest.fixture
def outside(tmp_path):
    """A folder beside the indexed one."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("The merger is planned.")
    return tmp_path / "outside"


def test_a_link_that_leads_out_of_its_folder_is_named_and_not_read(library, folder, outside):
    (folder / "a.txt").write_text("Text.")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "more").symlink_to(outside)
    assert not_followed(library, folder) == ["link.txt", "more"]
    assert not_followed(library, folder) == ["link.txt", "more"]
    assert [d.path for d in library.documents()] == ["a.txt"]


def test_a_link_inside_its_folder_counts_as_what_it_leads_to(library, folder):
    (folder / "board").mkdir()
    (folder / "board" / "plan.txt").write_text("The merger is planned.")
    (folder / "merger.txt").symlink_to("board/plan.txt")
    (folder / "pub").symlink_to("board")
    assert reasons(library, folder) == {}
    assert [d.path for d in library.documents()] == ["board/plan.txt"]


def test_what_became_a_link_after_it_was_found_is_not_read(folder, outside):
    (folder / "sub").mkdir()
    (folder / "secret.txt").symlink_to(outside / "secret.txt")
    with pytest.raises(OSError, match="symbolic link"):
        open_inside(folder, "secret.txt")
    (folder / "sub").rmdir()
    (folder / "sub").symlink_to(outside)
    with pytest.raises(NotADirectoryError):
        open_inside(folder, "sub/secret.txt")


def test_a_root_that_is_a_link_itself_is_read(library, folder, tmp_path):
    (folder / "a.txt").write_text("Text.")
    (tmp_path / "named").symlink_to(folder)
    assert library.sync([tmp_path / "named"]).added == 1


@pytest.mark.parametrize("target", ["secret.txt", "nowhere.txt"])
def test_what_became_a_link_is_taken_out_and_named_at_once(library, folder, outside, target):
    (folder / "link.txt").write_text("The merger is planned.")
    library.sync([folder])
    (folder / "link.txt").unlink()
    (folder / "link.txt").symlink_to(outside / target)
    assert not_followed(library, folder) == ["link.txt"]
    assert list(library.documents()) == []
    assert library.status().failed == ()


def test_a_link_that_leads_out_does_not_tell_what_is_there(library, folder, outside):
    (folder / "there.txt").symlink_to(outside / "secret.txt")
    (folder / "not-there.txt").symlink_to(outside / "nothing.txt")
    assert not_followed(library, folder) == ["not-there.txt", "there.txt"]


def test_links_to_folders_are_no_files_of_unknown_formats(library, folder, outside):
    (folder / "inner").mkdir()
    (folder / "also").symlink_to("inner")
    (folder / "out").symlink_to(outside)
    assert dict(library.sync([folder]).skipped) == {}


def test_what_was_read_through_a_link_before_is_taken_out(library, folder, outside):
    (folder / "link.txt").write_text("The merger is planned.")
    library.sync([folder])
    (folder / "link.txt").unlink()
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    assert library.sync([folder]).removed == 1
    assert list(library.documents()) == []
    assert not_followed(library, folder) == ["link.txt"]
