"""What each reader sees, and that nothing of the rest changes it."""

import random
import shutil

import pytest

from assistant.access.access import Basis
from assistant.assistant import Assistant
from assistant.conversations.permalinks import address_of
from assistant.json_forms import answer_json, hits_json
from assistant.settings import Settings
from assistant.types import LOCAL_READER, OPERATOR, Exchange, Operator, Question, Reader, Turn
from index.errors import NoIndexError
from index.library import open_library
from tests.fake_embedder import FakeEmbedder

RULES = """
[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]
"""
STAFF, HR = Reader("sam"), Reader("hana", frozenset({"hr"}))
NAMES = "cable harbour winter signal coast gravity ferry budget salary pension island".split()
NAMES += ["船", "港", "海底"]
VERBS = "crosses reaches measures closes carries needs".split()


def write_corpus(folder, seed, count, words):
    drawn = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(count):
        sentences = [
            f"The {drawn.choice(words)} {drawn.choice(VERBS)} the {drawn.choice(words)}"
            f" {drawn.choice(words)} in {1900 + drawn.randrange(120)}."
            for _ in range(drawn.randrange(2, 30))
        ]
        body = "\n\n".join(sentences)
        (folder / f"{number:03}.md").write_text(f"# Report {drawn.choice(words)}\n\n{body}\n")


def questions():
    drawn = random.Random(3)
    kinds = (
        lambda: f"What {drawn.choice(VERBS)} the {drawn.choice(NAMES)}?",
        lambda: f"When did the {drawn.choice(NAMES)} reach the {drawn.choice(NAMES)}?",
        lambda: f"{drawn.choice(NAMES)} and {drawn.choice(NAMES)}",
        lambda: drawn.choice(
            ["hello", "What can you do?", "thanks", "こんにちは", "And the second?"]
        ),
        lambda: f"Summarise “Report {drawn.choice(NAMES)}”",
        lambda: f"Is the secret {drawn.choice(['severance', 'layoff', 'merger'])} planned?",
    )
    asked = []
    for number in range(200):
        text = kinds[number % len(kinds)]()
        earlier = asked[-1].text if number % 4 == 3 else ""
        history = (Exchange(earlier, f"The {drawn.choice(NAMES)} does."),) if earlier else ()
        asked.append(Question(text, history, STAFF))
    return asked


def opened(home, rules):
    library = open_library(home, FakeEmbedder(), create=True)
    return Assistant(library, Settings(home=home, rules=rules, threshold=0.25))


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """Two homes: one held only what is open, the other was given more before and after that."""
    root = tmp_path_factory.mktemp("homes")
    papers, rules = root / "papers", root / "rules.toml"
    rules.write_text(RULES)
    write_corpus(papers / "open", 1, 40, NAMES)
    poor = opened(root / "poor", rules)
    poor.library.sync([papers])
    secret = [*NAMES[:6], "severance", "layoff", "merger", "Gehälter", "人事"]
    (root / "later").mkdir()
    for number in range(0, 40, 2):
        name = f"{number:03}.md"
        shutil.move(papers / "open" / name, root / "later" / name)
    write_corpus(papers / "hr", 2, 60, secret)
    rich = opened(root / "rich", rules)
    rich.library.sync([papers])
    for path in sorted((root / "later").iterdir()):
        shutil.move(path, papers / "open" / path.name)
    rich.library.sync([papers])
    yield poor, rich
    poor.library.close()
    rich.library.close()


@pytest.fixture(scope="module")
def answers(homes):
    """What each of the two homes answers to every question."""
    return [[home.answering.invoke(question) for question in questions()] for home in homes]


def test_what_is_hidden_changes_no_answer(answers):
    poor, rich = ([answer_json(0, answer) for answer in each] for each in answers)
    assert poor == rich
    assert sum('"answered":true' in each for each in poor) > 40
    assert any('"answered":false' in each for each in poor)


def test_what_is_hidden_changes_no_search(homes):
    poor, rich = ([hits_json(0, h.search(q, 60)) for q in questions()] for h in homes)
    assert poor == rich


def test_the_nearest_passages_remarks_and_choices_are_the_same(answers):
    def told(answer):
        nearest = [(h.passage.id, h.score) for h in answer.nearest]
        return answer.remark, answer.choices, answer.note, nearest

    for poor, rich in zip(*answers, strict=True):
        assert told(poor) == told(rich)


def test_counts_titles_suggestions_and_lists_are_the_same(homes):
    poor, rich = homes
    for home in homes:
        assert home.overview(STAFF).documents == 40
    mine, other = poor.overview(STAFF), rich.overview(STAFF)
    assert (mine.passages, mine.titles) == (other.passages, other.titles)
    for language in ("en", "ja"):
        assert poor.suggestions(language, STAFF) == rich.suggestions(language, STAFF)
    # The poor home finds the new files on the disk, but its reader is not told.
    lists = [{e.path for e in home.status(STAFF)[1]} for home in homes]
    assert lists[0] == lists[1]
    assert all(path.startswith("open/") for path in lists[0])


def test_the_rich_home_does_hold_more(homes):
    _, rich = homes
    assert rich.overview(HR).documents == rich.overview(OPERATOR).documents == 100
    secret = Question("Is the secret severance planned?", reader=HR)
    assert any(h.passage.document.path.startswith("hr/") for h in rich.search(secret))


def test_who_sees_everything_finds_what_a_search_without_rules_finds(homes):
    _, rich = homes
    for question in questions()[:40]:
        text = Question(question.text)
        mine = rich.search(Question(text.text, reader=HR), 10)
        free = rich.search(Question(text.text, reader=OPERATOR), 10)
        assert [h.score for h in mine] == pytest.approx([h.score for h in free], abs=2e-5)


@pytest.fixture
def assistant(tmp_path, folder):
    (folder / "open").mkdir()
    (folder / "hr").mkdir()
    (folder / "open" / "a.txt").write_text("The ferry leaves at nine.")
    (folder / "hr" / "b.txt").write_text("The salary of the captain is 900 crowns.")
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)
    made = opened(tmp_path / "home", rules)
    made.library.sync([folder])
    yield made
    made.library.close()


def found(assistant, reader, text="What is the salary of the captain?"):
    return {h.passage.document.path for h in assistant.search(Question(text, reader=reader))}


def test_a_change_of_rules_holds_for_the_next_question(assistant):
    assert found(assistant, STAFF) == {"open/a.txt"}
    assistant.settings.rules.write_text(RULES.replace('["hr"]', '["*"]'))
    assert found(assistant, STAFF) == {"open/a.txt", "hr/b.txt"}
    assistant.settings.rules.write_text(RULES)
    assert found(assistant, STAFF) == {"open/a.txt"}


def test_while_the_rules_are_broken_nobody_sees_more(assistant):
    assistant.settings.rules.write_text("")
    assert found(assistant, STAFF) == {"open/a.txt"}
    assert "holds no [[rule]]" in assistant.access.problem


def test_a_file_that_is_moved_is_for_those_of_its_new_place(assistant, folder):
    assert found(assistant, STAFF) == {"open/a.txt"}
    (folder / "hr" / "b.txt").rename(folder / "open" / "b.txt")
    assistant.library.sync([folder])
    assert found(assistant, STAFF) == {"open/a.txt", "open/b.txt"}
    (folder / "open" / "a.txt").rename(folder / "hr" / "a.txt")
    assistant.library.sync([folder])
    assert found(assistant, STAFF) == {"open/b.txt"}


def test_who_may_see_nothing_is_told_that_there_is_nothing(assistant):
    assistant.settings.rules.write_text(RULES.replace('["*"]', '["crew"]'))
    with pytest.raises(NoIndexError):
        found(assistant, STAFF)
    assert assistant.overview(STAFF).documents == 0
    assert assistant.suggestions("en", STAFF) == ()
    said = assistant.answering.invoke(Question("hello", reader=STAFF)).remark
    assert "Nothing is indexed" in said


def test_nobody_becomes_the_operator_by_name(assistant):
    named = Reader(OPERATOR.name, frozenset())
    assert found(assistant, named) == {"open/a.txt"}
    assert found(assistant, OPERATOR) == {"open/a.txt", "hr/b.txt"}
    assert found(assistant, LOCAL_READER) == {"open/a.txt"}


def test_a_stored_answer_is_withheld_from_who_may_not_see_it_any_more(assistant):
    hr = Reader("hana", frozenset({"hr"}))
    answer = assistant.answering.invoke(Question("What is the salary?", reader=hr))
    assert answer.answered
    store = assistant.conversations
    store.add(hr, "c1", Turn("t1", "What is the salary?", answer))
    assert store.open(hr, "c1").turns[0].answer.citations
    was = Reader("hana")
    shown = store.open(was, "c1").turns[0].answer
    assert not shown.citations
    assert "900" not in shown.text
    assert "900" not in store.turn(was, "c1", "t1").answer.text
    assert "900" not in store.history(was, "c1", 5)[0].answer
    assert "900" in store.open(Operator("hana"), "c1").turns[0].answer.text


def test_words_of_a_withheld_answer_find_no_conversation(assistant):
    question = "What is the salary?"
    answer = assistant.answering.invoke(Question(question, reader=HR))
    store, was = assistant.conversations, Reader("hana")
    store.add(HR, "c1", Turn("t1", question, answer))
    store.rename(HR, "c1", "Pay")
    for words in ("900", "crowns", "captain salary"):
        assert [h.id for h in store.find(HR, words)] == ["c1"]
        assert store.find(was, words) == ()
    for words in ("salary", "pay salary", ""):
        assert [h.id for h in store.find(was, words)] == ["c1"]
    store.add(was, "c1", Turn("t2", "Who is the captain?", None))
    assert [h.id for h in store.find(was, "captain salary")] == ["c1"]


def test_a_version_that_is_gone_is_for_those_of_its_last_place(assistant, folder):
    hr = Reader("hana", frozenset({"hr"}))
    answer = assistant.answering.invoke(Question("What is the salary?", reader=hr))
    store = assistant.conversations
    store.add(hr, "c1", Turn("t1", "What is the salary?", answer))
    (folder / "hr" / "b.txt").unlink()
    assistant.library.sync([folder])
    assert "900" in store.open(hr, "c1").turns[0].answer.text
    assert "900" not in store.open(Reader("hana"), "c1").turns[0].answer.text


@pytest.fixture
def texts_read(assistant, monkeypatch):
    """The versions of which a text was read to find out whether it may be shown."""
    records, read = assistant.library.records, []
    whole = records.version

    def version(document_id, version):
        read.append(version)
        return whole(document_id, version)

    monkeypatch.setattr(records, "version", version)
    return read


def test_whether_answers_may_be_shown_is_told_without_the_texts_that_they_cite(
    assistant, texts_read
):
    store, question = assistant.conversations, "What is the salary?"
    answer = assistant.answering.invoke(Question(question, reader=HR))
    for number in range(5):
        store.add(HR, f"c{number}", Turn("t1", question, answer))
    assert len(store.find(HR, "900 crowns")) == 5
    assert store.find(Reader("hana"), "900 crowns") == ()
    assert "900" in store.history(HR, "c1", 9)[0].answer
    assert texts_read == []


def test_of_a_version_that_is_gone_the_text_is_read_once(assistant, folder, texts_read):
    store, question = assistant.conversations, "What is the salary?"
    answer = assistant.answering.invoke(Question(question, reader=HR))
    for number in range(5):
        store.add(HR, f"c{number}", Turn("t1", question, answer))
    (folder / "hr" / "b.txt").write_text("The salary of the captain is 950 crowns.")
    assistant.library.sync([folder])
    texts_read.clear()
    assert len(store.find(HR, "900 crowns")) == 5
    assert store.find(Reader("hana"), "900 crowns") == ()
    assert "900" in store.history(HR, "c1", 9)[0].answer
    assert len(texts_read) == 1


def test_a_version_that_is_kept_only_now_is_found_from_now_on(assistant, folder):
    answer = assistant.answering.invoke(Question("What is the salary?", reader=HR))
    version = (
        answer.citations[0].passage.document.id,
        answer.citations[0].passage.document.version,
    )
    (folder / "hr" / "b.txt").write_text("The salary of the captain is 950 crowns.")
    assistant.library.sync([folder])
    assert not assistant.access.authorize(HR, Basis([version]))
    assistant.library.records.refer("somebody", [answer.citations[0].passage.document])
    assert assistant.access.authorize(HR, Basis([version]))
    assert not assistant.access.authorize(STAFF, Basis([version]))


def cited_before_it_was_redacted_and_moved(assistant, folder, reader):
    """Stores an answer, then the file is redacted and moved to where everybody may read it."""
    question = "What is the salary?"
    answer = assistant.answering.invoke(Question(question, reader=HR))
    store = assistant.conversations
    store.add(reader, "c1", Turn("t1", question, answer))
    (folder / "hr" / "b.txt").write_text("The ferry of the captain is blue.")
    assistant.library.sync([folder])
    (folder / "hr" / "b.txt").rename(folder / "open" / "b.txt")
    assistant.library.sync([folder])
    return answer.citations[0]


def test_what_was_taken_out_stays_shut_when_the_rest_is_made_public(assistant, folder):
    cited = cited_before_it_was_redacted_and_moved(assistant, folder, HR)
    document = cited.passage.document
    address = address_of(document, cited.start, cited.quote)
    hidden = assistant.resolve(address, STAFF)
    assert (hidden.document, hidden.current.path) == (None, "open/b.txt")
    assert "900" in assistant.resolve(address, HR).document.text
    for reader, seen in ((STAFF, False), (HR, True)):
        records = assistant.access.library(reader).records
        assert (records.version(document.id, document.version) is not None) == seen


def test_a_stored_answer_from_what_was_taken_out_is_withheld(assistant, folder):
    cited_before_it_was_redacted_and_moved(assistant, folder, HR)
    store = assistant.conversations
    assert "900" in store.open(HR, "c1").turns[0].answer.text
    assert "900" not in store.open(Reader("hana"), "c1").turns[0].answer.text
    assert "900" not in store.history(Reader("hana"), "c1", 5)[0].answer


@pytest.mark.parametrize("redacting", ["write", "remove"])
def test_what_was_cited_in_public_stays_shut_where_it_lay_hidden_when_it_went(
    assistant, folder, redacting
):
    public, hidden = folder / "open" / "a.txt", folder / "hr" / "a.txt"
    answer = assistant.answering.invoke(Question("Does the ferry leave at nine?", reader=STAFF))
    assistant.conversations.add(STAFF, "c1", Turn("t1", "When?", answer))
    public.rename(hidden)
    assistant.library.sync([folder])
    if redacting == "write":
        hidden.write_text("The ferry leaves.")
        assistant.library.sync([folder])
        hidden.rename(public)
    else:
        hidden.unlink()
    assistant.library.sync([folder])
    assert "nine" not in assistant.conversations.open(STAFF, "c1").turns[0].answer.text
    cited = answer.citations[0].passage.document
    hr = assistant.access.library(HR).records
    assert "nine" in hr.version(cited.id, cited.version).text


def test_a_link_across_the_rules_shows_what_it_leads_to_to_nobody_else(assistant, folder):
    (folder / "open" / "merger.txt").symlink_to("../hr/b.txt")
    assistant.library.sync([folder])
    assert found(assistant, STAFF) == {"open/a.txt"}
    assert "hr/b.txt" in found(assistant, HR)


def test_a_link_that_leads_out_is_named_to_who_may_see_its_path(assistant, folder, tmp_path):
    (tmp_path / "secret.txt").write_text("Nobody may read this.")
    for place in ("open", "hr"):
        (folder / place / "link.txt").symlink_to(tmp_path / "secret.txt")
    assistant.library.sync([folder])
    named = [
        {entry.path for entry in assistant.access.library(reader).ledger() if entry.reason}
        for reader in (STAFF, HR)
    ]
    assert named[0] == {"open/link.txt"}
    assert "hr/link.txt" in named[1]


def test_a_folder_that_cannot_be_looked_into_is_named_to_who_may_see_what_lies_in_it(
    assistant, folder, tmp_path
):
    """A link to one stands here for any: the rules name folders by what lies in them."""
    (tmp_path / "papers-of-others").mkdir()
    for place in ("open/more", "open/drafts", "hr/merger"):
        (folder / place).symlink_to(tmp_path / "papers-of-others")
    denied = '[[rule]]\npaths = ["drafts/"]\ndeny = ["*"]\n'
    assistant.settings.rules.write_text(RULES + denied)

    def named():
        return {entry.path for entry in assistant.status(STAFF)[1] if entry.reason}

    assert named() == {"open/more"}
    assistant.library.sync([folder])
    assert named() == {"open/more"}


def test_a_version_that_was_public_before_it_was_replaced_stays_so(assistant, folder):
    answer = assistant.answering.invoke(Question("Does the ferry leave at nine?", reader=STAFF))
    assistant.conversations.add(STAFF, "c1", Turn("t1", "When?", answer))
    (folder / "open" / "a.txt").write_text("The ferry leaves at ten.")
    assistant.library.sync([folder])
    assert "nine" in assistant.conversations.open(STAFF, "c1").turns[0].answer.text


def test_without_rules_everybody_sees_everything(tmp_path, folder):
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    made = opened(tmp_path / "home", None)
    made.library.sync([folder])
    assert found(made, STAFF) == {"a.txt"}
    assert made.access.scope(STAFF) is None
    made.library.close()
