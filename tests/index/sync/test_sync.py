"""Bringing the index in line with the files, through `Library.sync`."""

import os

import pytest

from index.errors import UsageError
from index.passages.cutting import context_of, passages_of
from index.search.late_interaction import fit_projection
from index.search.queries import Query
from index.search.scope import Scope
from index.sync.sync import ReadingOptions
from index.types import Failure
from tests.fake_embedder import FakeEmbedder

pytestmark = pytest.mark.usefixtures("_watched")

CABLES = "Cables\n\nThe cable runs under the sea.\n"
QUANTUM = "Quantum\n\nA quantum sensor measures gravity.\n"


def found(library, question):
    return [hit.passage.document.path for hit in library.search(Query(question))]


def passages(library):
    return [p for d in library.documents() for p in library.passages_of(d)]


def ids(library):
    return {p.id for p in passages(library)}


def paragraphs(*words):
    """A text of one passage a word: each is too long to share one."""
    return "\n\n".join(f"{word} " * 150 + "." for word in words)


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)


def test_new_files_are_counted_and_found(library, folder):
    write(folder, cables=CABLES, quantum=QUANTUM)
    report = library.sync([folder])
    assert (report.added, report.embedded, report.failed) == (2, 2, [])
    assert found(library, "Which sensor measures gravity?")[0] == "quantum.txt"


def test_a_second_run_on_unchanged_files_embeds_nothing(library, folder, embedder):
    write(folder, cables=CABLES, quantum=QUANTUM)
    library.sync([folder])
    embedder.embedded.clear()
    report = library.sync([folder])
    assert (report.same, report.embedded, embedder.embedded) == (2, 0, [])


def test_a_touched_file_with_the_same_bytes_is_the_same(library, folder):
    write(folder, cables=CABLES)
    library.sync([folder])
    os.utime(folder / "cables.txt", ns=(1, 1))
    assert library.sync([folder]).same == 1
    assert library.records.files()[0].modified_ns == 1


def test_a_changed_file_embeds_only_its_changed_passages(library, folder, embedder):
    write(folder, a=paragraphs("one", "two", "three"), b=paragraphs("other"))
    library.sync([folder])
    before = ids(library)
    write(folder, a=paragraphs("one", "new", "three"))
    embedder.embedded.clear()
    report = library.sync([folder])
    assert (report.changed, report.same, report.embedded) == (1, 1, 1)
    assert ["new new" in text for text in embedder.embedded] == [True]
    assert len(before & ids(library)) == 3


def test_what_a_changed_file_no_longer_says_is_not_found(library, folder):
    write(folder, a=paragraphs("gravity"), b=paragraphs("other"))
    library.sync([folder])
    write(folder, a=paragraphs("sensor"))
    library.sync([folder])
    assert all("gravity" not in h.passage.text for h in library.search(Query("gravity")))


def test_passages_before_an_insertion_keep_their_ids_and_all_move_with_the_text(library, folder):
    write(folder, a=paragraphs("one", "two"))
    library.sync([folder])
    before = ids(library)
    write(folder, a=paragraphs("zero", "one", "two"))
    library.sync([folder])
    assert before < ids(library)
    assert all(p.document.text[p.start : p.end] == p.text for p in passages(library))


def test_a_file_is_found_by_its_name_and_folder(library, folder):
    for year in (2023, 2024):
        path = folder / f"policies_{year}" / "travel.md"
        path.parent.mkdir()
        path.write_text("# Travel\n\nA meal is paid for.")
    library.sync([folder])
    for year in (2023, 2024):
        assert found(library, f"meal {year}")[0] == f"policies_{year}/travel.md"


@pytest.mark.parametrize("scoped", [False, True])
def test_a_moved_file_is_found_by_its_new_name_and_not_by_the_old(library, folder, scoped):
    for name in ("gravity.txt", "harbour.txt"):
        (folder / name).write_text("# Paper\n\nThe same text.")
        library.sync([folder])
    scope = Scope(frozenset(library.records.document_ids())) if scoped else None
    library.search(Query("gravity"), scope=scope)
    (folder / "gravity.txt").rename(folder / "winter.txt")
    assert library.sync([folder]).moved == 1
    hits = library.search(Query("winter"), scope=scope)
    assert hits[0].passage.document.path == "winter.txt"
    scores = {h.score for h in library.search(Query("gravity"), scope=scope)}
    assert len(scores) == 1


def test_a_removed_file_disappears_from_search(library, folder):
    write(folder, cables=CABLES, quantum=QUANTUM)
    library.sync([folder])
    (folder / "quantum.txt").unlink()
    assert library.sync([folder]).removed == 1
    assert found(library, "Which sensor measures gravity?") == ["cables.txt"]


def test_a_moved_file_keeps_its_passages(library, folder, embedder):
    write(folder, cables=CABLES)
    library.sync([folder])
    before = ids(library)
    (folder / "sub").mkdir()
    (folder / "cables.txt").rename(folder / "sub" / "renamed.txt")
    report = library.sync([folder])
    assert (report.moved, report.removed, report.embedded) == (1, 0, 0)
    assert ids(library) == before
    assert found(library, "cable") == ["sub/renamed.txt"]


def test_a_move_is_stored_at_once_so_that_a_crash_cannot_take_the_document(library, folder):
    write(folder, cables=CABLES)
    library.sync([folder])
    (folder / "cables.txt").rename(folder / "moved.txt")
    edition = library.editions.current()
    edition.drop = lambda gone: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        library.sync([folder])
    del edition.drop
    library.sync([folder])
    assert found(library, "cable") == ["moved.txt"]


def test_two_files_with_the_same_bytes_are_two_documents(library, folder):
    write(folder, a=CABLES, b=CABLES)
    library.sync([folder])
    assert sorted(found(library, "cable")) == ["a.txt", "b.txt"]


def test_equal_paragraphs_of_one_file_have_ids_of_their_own(embedder, library, folder):
    write(folder, a=paragraphs("same", "same", "same"))
    library.sync([folder])
    assert len(ids(library)) == 3


def test_ids_depend_on_nothing_but_the_documents(tmp_path, library, folder):
    write(folder, a=CABLES, b=QUANTUM)
    library.sync([folder])
    before = ids(library)
    library.forget(folder)
    library.sync([folder])
    assert ids(library) == before


def test_a_folder_without_readable_files_is_refused(library, folder):
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(UsageError, match=r"Nothing to index in '.*papers'.*\.md"):
        library.sync([folder])


def test_a_folder_that_became_empty_loses_its_documents(library, folder):
    write(folder, cables=CABLES)
    library.sync([folder])
    (folder / "cables.txt").unlink()
    assert library.sync([folder]).removed == 1
    assert library.status().documents == 0


def test_a_file_that_fails_is_recorded_and_the_others_are_kept(library, folder):
    write(folder, cables=CABLES, empty="")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    report = library.sync([folder])
    assert report.added == 1
    assert [failure.path for failure in report.failed] == ["binary.txt", "empty.txt"]
    assert library.status().failed == tuple(report.failed)


def test_a_failed_file_is_tried_again_although_it_did_not_change(library, folder):
    write(folder, cables=CABLES)
    assert library.sync([folder], limits=ReadingOptions(file_bytes=10)).failed
    assert library.sync([folder]).added == 1
    assert library.status().failed == ()


def test_a_file_that_becomes_unreadable_stays_searchable_as_it_was(library, folder):
    write(folder, cables=CABLES)
    library.sync([folder])
    (folder / "cables.txt").write_bytes(b"\0\1\2\3" * 100)
    assert len(library.sync([folder]).failed) == 1
    assert found(library, "cable") == ["cables.txt"]


def test_a_file_over_the_limit_is_refused_unread(library, folder):
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(500_000_000)
    [failure] = library.sync([folder]).failed
    assert failure.reason == (
        "the file has 500 MB, over the limit of 100 MB; split it, or raise TENKYO_MAX_FILE_MB"
    )


def test_a_file_removed_while_the_run_reads_is_a_failure(library, folder):
    write(folder, a=paragraphs("one"), b=paragraphs("two"))

    def remove(progress):
        (folder / "b.txt").unlink(missing_ok=True)

    report = library.sync([folder], remove)
    assert report.failed == [
        Failure("b.txt", "the file cannot be opened: No such file or directory")
    ]
    assert found(library, "one") == ["a.txt"]


def test_a_long_heading_leaves_most_of_the_room_to_the_passage(library, folder, embedder):
    (folder / "a.md").write_text("# " + "長い見出し" * 60 + "\n\n" + "電線は海の下を通る。" * 200)
    library.sync([folder])
    assert max(embedder.count([p.text for p in passages(library)])) > 190


def test_a_title_and_headings_are_searched_but_not_quoted(library, folder):
    (folder / "a.md").write_text("# Gravity\n\n## Sensors\n\nThey are small.\n")
    library.sync([folder])
    [hit] = library.search(Query("gravity sensors"))
    assert hit.passage.text == "They are small."
    assert context_of(hit.passage) == "Gravity › Sensors\n"


def test_what_is_embedded_fits_the_model_in_any_script(library, folder, embedder):
    heading = "長い見出し" * 30
    (folder / "a.md").write_text(f"# {heading}\n\n" + "電線は海の下を通る。" * 200)
    (folder / "b.md").write_text("# " + "A.B." * 70 + "\n\n" + "One two three. " * 400)
    library.sync([folder])
    assert max(embedder.count([p.text for p in passages(library)])) > embedder.max_tokens
    assert max(embedder.count(embedder.embedded)) <= embedder.max_tokens


@pytest.mark.parametrize("max_tokens", [126, 510])
def test_passages_fit_models_that_read_less_or_more(max_tokens, library, folder):
    small = FakeEmbedder(max_tokens=max_tokens)
    write(folder, a="A title\n\n" + "One two three four. " * 300)
    library.sync([folder])
    [document] = library.documents()
    texts = [context_of(p) + p.text for p in passages_of(document, small)]
    assert max(small.count(texts)) <= max_tokens


@pytest.mark.parametrize("max_tokens", [1, 2, 20])
def test_a_context_leaves_room_in_a_model_that_reads_very_little(max_tokens, library, folder):
    (folder / "a.md").write_text("# " + "長い見出し" * 30 + "\n\n" + "One two three four. " * 30)
    library.sync([folder])
    [document] = library.documents()
    found = list(passages_of(document, FakeEmbedder(max_tokens=max_tokens)))
    assert max(FakeEmbedder().count([p.text for p in found])) <= -(-max_tokens // 4)
    assert "".join(p.text for p in found).count("four") == 30


def test_progress_ends_at_the_total(library, folder):
    write(folder, a=paragraphs("one", "two"), b=CABLES)
    seen = []
    library.sync([folder], seen.append)
    assert seen[-1].done == seen[-1].total == sum(f.stat().st_size for f in folder.iterdir())
    assert [p.done for p in seen] == sorted(p.done for p in seen)


def test_the_projection_never_depends_on_the_documents(library, folder, embedder):
    write(folder, a=CABLES)
    library.sync([folder])
    assert (library.editions.current().projection == fit_projection(FakeEmbedder())).all()


def test_what_files_hide_is_read_once_that_is_set_and_no_longer_once_it_is_not(library, folder):
    (folder / "a.md").write_text("The pier is long.\n\n<!-- The crane is broken. -->\n")

    def texts():
        return [hit.passage.text for hit in library.search(Query("crane broken"))]

    for limits, number in (
        (ReadingOptions(), 0),
        (ReadingOptions(hidden=True), 1),
        (ReadingOptions(), 0),
    ):
        library.sync([folder], limits=limits)
        assert sum("crane" in text for text in texts()) == number
