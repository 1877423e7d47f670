"""Files of one conversation: seen in it, by its owner alone, and gone with it."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from datetime import timedelta
from types import SimpleNamespace

import pytest

from assistant.access.attached import attached_to, conversation_of
from assistant.adding.attached_files import AttachedState
from assistant.adding.refusals import Refused, RefusedError
from assistant.assistant import Assistant
from assistant.commands.personal_data import People
from assistant.conversations.permalinks import address_of
from assistant.conversations.sharing import Sharing
from assistant.conversations.stored_questions import stored_questions
from assistant.kept.asking_again import Round
from assistant.settings import Settings
from assistant.types import OPERATOR, Question, Reader
from index.database.lock import writing
from index.errors import HomeLockedError, MissingError
from index.library import open_library
from tests.assistant.adding.test_adding import until
from tests.fake_embedder import FakeEmbedder
from ui.service.service import NotKeptError, Service
from ui.service.turns import Asked, Place

ANN, BOB = Reader("ann"), Reader("bob")
SECRET, SALARY = b"The salary of the captain is 900 crowns.", "What is the salary of the captain?"
FERRY, LEAVES = "The ferry leaves at nine.", "When does the ferry leave?"
RULES = """
[[rule]]
paths = ["**"]
allow = ["*"]
"""


@contextmanager
def opened(base, *, rules="", **settings):
    (base / "papers").mkdir(exist_ok=True)
    (base / "papers" / "ferry.txt").write_text(FERRY)
    (base / "rules.toml").write_text(rules)
    file = base / "rules.toml" if rules else None
    with closing(open_library(base / "home", FakeEmbedder(), create=True)) as library:
        library.sync([base / "papers"])
        made = Settings(home=base / "home", rules=file, threshold=0.25, **settings)
        assistant = Assistant(library, made)
        with closing(assistant.background):
            service = Service(assistant)
            service.attached.start()
            yield SimpleNamespace(service=service, assistant=assistant, library=library)


@pytest.fixture(params=["", RULES], ids=["without rules", "with rules"])
def made(tmp_path, request):
    with opened(tmp_path, rules=request.param) as made:
        yield made


def attach(made, reader, conversation, name="pay.txt", data=SECRET):
    adding, path = made.service.attached.adding, f"{attached_to(conversation)}/{name}"
    reader = made.service.attached.in_conversation(reader, conversation)
    batch = f"{conversation}-{reader.name}"
    arriving = adding.begin(reader, batch, path, len(data))
    try:
        arriving.write(data)
        added = adding.finish(reader, batch, path, arriving)
    finally:
        arriving.drop()
    until(lambda: not made.assistant.background.is_busy)
    return added


def begun(made, reader=ANN, data=SECRET):
    conversation = made.service.begin(reader)
    attach(made, reader, conversation, data=data)
    return conversation


def asked(made, reader, conversation, question=SALARY, scope=()):
    place = Place(reader, conversation)
    *_, last = made.service.ask(place, Asked("", question, scope=scope))
    return last


def quotes(answer):
    return [citation.quote for citation in answer.citations]


def address(citation):
    return address_of(citation.passage.document, citation.start, citation.quote)


def own_document(made, conversation, reader=ANN):
    [file] = made.service.attached.files(
        made.service.attached.in_conversation(reader, conversation)
    )
    return file.document_id


def test_a_file_answers_in_its_conversation(made):
    conversation = begun(made)
    answer = asked(made, ANN, conversation).answer
    assert answer.answered
    assert quotes(answer) == [SECRET.decode()]
    assert quotes(asked(made, ANN, conversation, LEAVES).answer) == [FERRY]


def test_a_kept_question_is_asked_again_in_its_conversation(made):
    conversation = begun(made)
    turn = asked(made, ANN, conversation).key
    made.assistant.kept.keep(ANN, conversation, turn)
    assert made.assistant.asking_again.ask() == Round(asked=1)
    raised = SECRET.replace(b"900", b"950")
    attach(made, ANN, conversation, "raised.txt", raised)
    assert made.assistant.asking_again.ask() == Round(asked=1, changed=1)
    change = made.assistant.kept.of(ANN)[0].change
    assert [each.quote for each in change.come] == [raised.decode()]
    assert (change.gone, change.stay) == ((), 1)
    made.service.delete(ANN, conversation)
    assert made.assistant.kept.of(ANN) == ()


def test_it_answers_nowhere_else(made):
    conversation = begun(made)
    other = made.service.begin(ANN)
    for reader, place in ((ANN, ""), (ANN, other), (BOB, ""), (BOB, conversation), (OPERATOR, "")):
        answer = asked(made, reader, made.service.place(reader, place).conversation).answer
        assert SECRET.decode() not in quotes(answer), (reader, place)
        hits = made.assistant.search(Question(SALARY, reader=reader))
        assert [hit.passage.text for hit in hits] == [FERRY]


def test_a_reader_who_only_names_the_conversation_is_not_let_in(made):
    conversation = begun(made)
    assert made.service.attached.in_conversation(BOB, conversation) == BOB
    with pytest.raises(MissingError):
        made.service.check(BOB, conversation)
    # Even if the place was taken for known, as when the records could not be asked.
    with pytest.raises(Exception, match="No conversation"):
        asked(made, BOB, conversation)


def test_it_stands_in_no_list_and_no_count(made):
    before = made.assistant.overview(ANN)
    document = own_document(made, begun(made))
    for reader in (ANN, BOB, OPERATOR):
        assert made.assistant.overview(reader) == before
        status, ledger = made.assistant.status(reader)
        assert status.documents == 1
        assert [entry.path for entry in ledger] == ["ferry.txt"]
        assert document not in made.assistant.document_ids(reader)
        assert made.assistant.document(document, reader) is None
        contents = made.assistant.access.contents(reader)
        assert [each.name for each in contents.documents] == ["ferry.txt"]
        assert not contents.folders


def test_a_file_that_failed_stands_in_no_list_either(made):
    conversation = made.service.begin(ANN)
    attach(made, ANN, conversation, "broken.pdf", b"%PDF-1.7 broken")
    [file] = made.service.attached.files(made.service.attached.in_conversation(ANN, conversation))
    assert file.state is AttachedState.FAILED
    assert file.note
    for reader in (ANN, BOB, OPERATOR):
        assert [entry.path for entry in made.assistant.status(reader)[1]] == ["ferry.txt"]
        assert made.assistant.left_out(reader) == ((), {})


def test_its_citation_opens_for_its_owner_alone(made):
    conversation = begun(made)
    [citation] = asked(made, ANN, conversation).answer.citations
    document = citation.passage.document
    attached = made.service.attached
    for reader, seen in ((ANN, True), (BOB, False)):
        reader = attached.reader_of(reader, document.id, document.version)
        found = made.assistant.resolve(address(citation), reader)
        assert (found.document is not None and found.intact) is seen


def test_what_is_cited_stays_for_its_owner_when_the_file_is_removed(made):
    conversation = begun(made)
    [citation] = asked(made, ANN, conversation).answer.citations
    document, attached = citation.passage.document, made.service.attached
    reader = attached.in_conversation(ANN, conversation)
    [file] = attached.files(reader)
    attached.adding.remove(reader, file.path)
    until(lambda: not made.assistant.background.is_busy)
    assert attached.files(reader) == []
    assert made.library.records.document(document.id) is None
    [turn] = made.service.conversation(ANN, conversation).turns
    assert quotes(turn.answer) == [SECRET.decode()]
    for who, seen in ((ANN, True), (BOB, False), (OPERATOR, False)):
        who = attached.reader_of(who, document.id, document.version)
        assert (made.assistant.version(document.id, document.version, who) is not None) is seen
        found = made.assistant.resolve(address(citation), who)
        assert (found.document is not None) is seen


def test_a_conversation_that_is_shared_shows_nothing_of_it(made):
    conversation = begun(made)
    asked(made, ANN, conversation)
    asked(made, ANN, conversation, LEAVES)
    sharing: Sharing = made.assistant.sharing
    token = sharing.share(ANN, conversation).token
    shown = sharing.open(BOB, token).turns
    assert [quotes(turn.answer) for turn in shown] == [[], [FERRY]]


def test_a_count_of_it_is_told_to_its_owner_alone(made):
    conversation = begun(made)
    counted = asked(made, ANN, conversation, "How many documents are there?").answer
    assert "2" in counted.text
    [turn] = made.service.conversation(ANN, conversation).turns
    assert turn.answer.text == counted.text
    token = made.assistant.sharing.share(ANN, conversation).token
    [shown] = made.assistant.sharing.open(BOB, token).turns
    assert "2" not in shown.answer.text


def test_it_is_gone_with_its_conversation(made):
    conversation = begun(made)
    document = asked(made, ANN, conversation).answer.citations[0].passage.document
    made.service.delete(ANN, conversation)
    until(lambda: not made.assistant.background.is_busy)
    root = made.service.attached.adding.root
    assert [path for path in root.rglob("*") if path.is_file()] == []
    records = made.library.records
    assert records.document(document.id) is None
    assert records.version(document.id, document.version) is None
    assert not records.files(source=str(root))


def test_what_a_killed_server_left_of_a_deleted_conversation_goes_at_the_next_start(tmp_path):
    with opened(tmp_path) as made:
        conversation, kept = begun(made), begun(made)
        made.assistant.conversations.delete(ANN, conversation)
    with opened(tmp_path) as made:
        until(lambda: not made.assistant.background.is_busy)
        paths = [file.path for file in made.library.records.files(source=str(root_of(made)))]
        assert paths == [f"{attached_to(kept)}/pay.txt"]


def root_of(made):
    return made.service.attached.adding.root


def test_only_the_owner_attaches_and_removes(made):
    conversation = begun(made)
    path, adding = f"{attached_to(conversation)}/pay.txt", made.service.attached.adding
    for reader in (BOB, Reader("bob", conversation=conversation)):
        with pytest.raises(RefusedError) as refused:
            adding.begin(reader, "b" * 22, path, 3)
        assert refused.value.reason is Refused.NOT_ALLOWED
        with pytest.raises(RefusedError):
            adding.remove(reader, path)


def test_a_file_of_another_conversation_is_never_the_same(made):
    begun(made)
    own = made.service.begin(BOB)
    added = attach(made, BOB, own)
    assert not added.is_same
    assert quotes(asked(made, BOB, own).answer) == [SECRET.decode()]


def test_what_is_in_the_library_is_attached_as_well_and_twice_is_once(made):
    conversation = made.service.begin(ANN)
    assert not attach(made, ANN, conversation, "again.txt", FERRY.encode()).is_same
    assert attach(made, ANN, conversation, "twice.txt", FERRY.encode()).is_same


def test_a_question_can_be_kept_to_the_files_of_the_conversation(made):
    conversation = begun(made)
    scope = (attached_to(conversation),)
    assert quotes(asked(made, ANN, conversation, SALARY, scope).answer) == [SECRET.decode()]
    assert FERRY not in quotes(asked(made, ANN, conversation, LEAVES, scope).answer)
    answer = asked(made, ANN, conversation, SALARY, scope).answer
    assert "the files of this conversation" in answer.note
    with pytest.raises(Exception, match="There is no document"):
        asked(made, BOB, made.service.begin(BOB), SALARY, scope)


def test_a_rating_of_an_answer_from_it_keeps_the_verdict_with_the_turn_alone(made):
    conversation = begun(made)
    turn = asked(made, ANN, conversation)
    rated = made.service.rate(Place(ANN, conversation), turn.key, (False, "", "It says 900."))
    assert rated.helpful is False
    assert made.assistant.ratings() == []


def test_the_audit_record_names_the_conversation_and_not_the_file(made):
    conversation = begun(made)
    [entry] = [e for e in made.assistant.audit.entries() if e.kind == "document-added"]
    assert f'"path":"{attached_to(conversation)}"' in entry.content
    assert "pay" not in entry.content


@pytest.mark.parametrize(
    ("path", "conversation"),
    [
        ("~0123456789abcdef/pay.txt", "0123456789abcdef"),
        ("~0123456789abcdef", "0123456789abcdef"),
        ("~0123456789abcdefg/pay.txt", ""),
        ("~/pay.txt", ""),
        ("papers/~0123456789abcdef/pay.txt", ""),
        ("pay.txt", ""),
        ("", ""),
    ],
)
def test_a_path_tells_the_conversation(path, conversation):
    assert conversation_of(path) == conversation


def test_who_is_erased_leaves_nothing_of_what_they_attached(made, monkeypatch):
    conversation, other = begun(made), begun(made, BOB)
    document = asked(made, ANN, conversation).answer.citations[0].passage.document
    people = People(made.library.records, made.assistant.settings)
    assert people.data_of("ann").files == (f"attached/{attached_to(conversation)}/pay.txt",)
    opened = nullcontext(made.assistant)
    monkeypatch.setattr("assistant.commands.personal_data.open_assistant", lambda *_, **__: opened)
    assert people.erase("ann").conversations == 1
    assert made.library.records.version(document.id, document.version) is None
    kept = [file.path for file in made.library.records.files(source=str(root_of(made)))]
    assert kept == [f"{attached_to(other)}/pay.txt"]
    files = [place for place in root_of(made).rglob("*") if place.is_file()]
    assert {place.name for place in files if place.suffix == ".txt"} == {"pay.txt"}
    assert conversation not in "".join(map(str, files))


def test_nobody_is_erased_in_part_while_somebody_indexes(made, monkeypatch):
    begun(made)
    opened = nullcontext(made.assistant)
    monkeypatch.setattr("assistant.commands.personal_data.open_assistant", lambda *_, **__: opened)
    people = People(made.library.records, made.assistant.settings)
    with writing(made.library.home), pytest.raises(HomeLockedError):
        people.erase("ann")
    assert people.data_of("ann").conversations.conversations


def test_with_no_room_nobody_can_attach(tmp_path):
    with opened(tmp_path, max_attached_mb=0) as made:
        adding = made.service.attached.adding
        assert not adding.may_add_some(ANN)
        with pytest.raises(RefusedError) as refused:
            attach(made, ANN, made.service.begin(ANN))
        assert refused.value.reason is Refused.NO_ROOM


def test_all_conversations_share_one_room(tmp_path):
    most = 4 * len(SECRET)
    with opened(tmp_path, max_attached_mb=most / 1e6) as made:
        own = begun(made)
        for reader in (ANN, BOB):
            with pytest.raises(RefusedError) as refused:
                begun(made, reader, data=bytes(2 * len(SECRET)))
            assert refused.value.reason is Refused.NO_ROOM
        begun(made, BOB)
        made.service.delete(ANN, own)
        assert made.service.attached.adding.room(ANN).total == (most - len(SECRET)) // 2


def test_nobody_has_more_room_than_they_leave_to_all_others(tmp_path):
    most = 1_000
    with opened(tmp_path, max_attached_mb=most / 1e6) as made:
        attached = {ANN: 0, BOB: 0}
        for number in range(5):
            for reader in attached:
                room = made.service.attached.adding.room(reader).total
                size = min(room, 200)
                if size:
                    begun(made, reader, data=bytes([number + 1]) * size)
                    attached[reader] += size
        assert attached[ANN] <= most // 2
        assert 0 < attached[BOB] <= most - sum(attached.values()) + 1


def test_in_a_home_that_was_moved_it_is_hidden_as_before(tmp_path):
    with opened(tmp_path) as made:
        begun(made)
    shutil.move(tmp_path / "home", tmp_path / "moved")
    with closing(open_library(tmp_path / "moved", FakeEmbedder(), create=False)) as library:
        assistant = Assistant(library, Settings(home=tmp_path / "moved", threshold=0.25))
        for reader in (ANN, BOB, OPERATOR):
            assert assistant.overview(reader).documents == 1
            assert [entry.path for entry in assistant.status(reader)[1]] == ["ferry.txt"]
            hits = assistant.search(Question(SALARY, reader=reader))
            assert [hit.passage.text for hit in hits] == [FERRY]


def test_what_is_indexed_of_a_lost_folder_goes_with_its_conversation(tmp_path):
    with opened(tmp_path) as made:
        conversation = begun(made)
        shutil.rmtree(root_of(made))
        made.service.delete(ANN, conversation)
        until(lambda: not made.assistant.background.is_busy)
        assert not made.library.records.files(source=str(root_of(made)))


def test_an_answer_under_way_does_not_bring_back_what_is_deleted(made):
    conversation = begun(made)
    answers = made.service.ask(Place(ANN, conversation), Asked("k", SALARY))
    document = next(answers).answer.citations[0].passage.document
    made.service.delete(ANN, conversation)
    with pytest.raises(NotKeptError):
        list(answers)
    assert made.service.conversations(ANN, most=9) == ()
    until(lambda: not made.assistant.background.is_busy)
    assert made.library.records.version(document.id, document.version) is None


def test_conversations_that_are_deleted_at_once_leave_nothing(made):
    own = [made.service.begin(ANN) for _ in range(6)]
    for number, conversation in enumerate(own):
        for name in range(5):
            attach(made, ANN, conversation, f"{name}.txt", b"Text %d %d." % (number, name))
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda each: made.service.delete(ANN, each), own))
    until(lambda: not made.assistant.background.is_busy)
    assert made.service.attached.adding.folder.paths() == []
    assert not made.library.records.files(source=str(root_of(made)))


def test_the_title_is_that_of_the_first_question_and_not_of_the_file(made):
    conversation = begun(made)
    assert made.assistant.conversations.heading(ANN, conversation).title == "…"
    asked(made, ANN, conversation)
    assert made.assistant.conversations.heading(ANN, conversation).title == SALARY


def test_what_was_answered_from_it_is_no_gap_and_has_no_text_on_record(tmp_path):
    with opened(tmp_path, audit_texts=True) as made:
        conversation = begun(made)
        asked(made, ANN, conversation, "Why did the captain embezzle it?")
        asked(made, ANN, conversation)
        assert stored_questions(made.library.records) == []
        said = "".join(entry.content for entry in made.assistant.audit.entries())
        assert "crowns" not in said
        assert "captain" not in said


def test_what_nobody_asked_about_for_a_day_goes_at_the_next_start(tmp_path, monkeypatch):
    with opened(tmp_path) as made:
        begun(made)
        used = begun(made, BOB)
        asked(made, BOB, used)
    monkeypatch.setattr("assistant.adding.attached_files._UNASKED", timedelta(0))
    with opened(tmp_path) as made:
        until(lambda: not made.assistant.background.is_busy)
        paths = made.service.attached.adding.folder.paths()
        assert paths == [f"{attached_to(used)}/pay.txt"]


def test_who_is_erased_leaves_nothing_though_the_files_are_gone_already(made, monkeypatch):
    conversation = begun(made)
    document = own_document(made, conversation)
    shutil.rmtree(root_of(made))
    opened = nullcontext(made.assistant)
    monkeypatch.setattr("assistant.commands.personal_data.open_assistant", lambda *_, **__: opened)
    People(made.library.records, made.assistant.settings).erase("ann")
    assert made.library.records.document(document) is None
