"""The measuring itself, with small fakes in place of the two sides; no timing is asserted."""

from argparse import Namespace
from dataclasses import replace
from math import isnan
from types import MappingProxyType

import pytest

from assistant.evaluation.asking import question_of, reply_of, span_of
from assistant.evaluation.cases import Case, Span
from assistant.evaluation.metrics import Cited, Reply, percentile
from assistant.json_forms import EarlierExchange
from assistant.types import Answer, Citation, Sentence
from index.types import Document, Passage
from tests.bench import interference, scale
from tests.bench.compare import Comparison, figures, same_results
from tests.bench.conversations import unrelated
from tests.bench.measure import (
    WARM_UP,
    Run,
    disk_mb,
    measure_ask,
    measure_resolution,
    measure_search,
    peak_memory_mb,
)
from tests.bench.report import COLUMNS, MEASURES, cells, markdown, title
from tests.bench.sets import SEEDS, find_sets, read_cases, read_texts
from tests.bench.worker import RUN

TEXTS = {"a.txt": "Cables lie deep."}
GOLD = Span("a.txt", 0, 6)
CASES = (Case("one", "What lies deep?", (), True, (GOLD,)), Case("two", "Cost?", (), False, ()))


class FakeSide:
    """Finds the whole file, and answers every question with its first word."""

    def __init__(self):
        self.calls = []

    def warm(self):
        self.calls.append("warm")

    def build(self, corpus):
        self.calls.append("build")
        return len(list(corpus.iterdir()))

    def search(self, case):
        self.calls.append(case.id)
        return (Span("a.txt", 0, 16),)

    def ask(self, case):
        self.calls.append(case.id)
        return Reply(True, "Cables", 0.5, (Cited(GOLD, "Cables"),))


def measured_run(tmp_path, answers=True):
    (tmp_path / "a.txt").write_text(TEXTS["a.txt"])
    side = FakeSide()
    asked = measure_ask(side, CASES) if answers else None
    return Run(measure_search(side, tmp_path, CASES), asked, disk_mb(tmp_path))


def test_the_model_is_warm_before_the_build_and_the_questions(tmp_path):
    side = FakeSide()
    measure_search(side, tmp_path, CASES)
    assert side.calls == ["warm", "build", "warm", *(case.id for case in WARM_UP), "one", "two"]


def test_warm_up_questions_are_not_measured(tmp_path):
    run = measured_run(tmp_path)
    assert list(run.searched.hits) == list(run.asked.replies) == ["one", "two"]
    assert len(run.searched.milliseconds) == len(run.asked.milliseconds) == 2


def test_a_run_comes_back_whole_from_json(tmp_path):
    run = measured_run(tmp_path)
    assert RUN.validate_json(RUN.dump_json(run)) == run


def test_figures_count_what_was_built_and_score_it(tmp_path):
    got = figures([measured_run(tmp_path)], CASES, 16, TEXTS.__getitem__)
    assert got.passages == 1
    assert got.characters_per_second == pytest.approx(16 * got.passages_per_second)
    assert (got.search.questions, got.search.recall_1) == (1, 1.0)
    assert (got.ask.hit1, got.ask.refused) == (1.0, 0.0)


def test_a_side_without_answers_has_no_ask_figures(tmp_path):
    got = figures([measured_run(tmp_path, answers=False)], CASES, 16, TEXTS.__getitem__)
    assert got.ask is None
    assert isnan(got.ask_p50_ms)


def test_what_an_answer_adds_to_a_search_is_taken_question_by_question(tmp_path):
    run = measured_run(tmp_path)
    slow = replace(run.searched, milliseconds=(10.0, 30.0))
    asked = replace(run.asked, milliseconds=(15.0, 32.0))
    got = figures([replace(run, searched=slow, asked=asked)], CASES, 16, TEXTS.__getitem__)
    assert (got.ask_over_search_p50_ms, got.ask_over_search_p95_ms) == (5.0, 5.0)
    assert got.ask_p95_ms == 32.0


def test_a_set_without_conversations_has_no_time_to_complete_a_follow_up(tmp_path):
    got = figures([measured_run(tmp_path)], CASES, 16, TEXTS.__getitem__)
    assert isnan(got.resolve_p50_ms)
    assert isnan(got.resolve_p95_ms)


def test_rounds_with_other_hits_are_told_apart(tmp_path):
    run = measured_run(tmp_path)
    hits = MappingProxyType({"one": (), "two": ()})
    searched = type(run.searched)(1, 1.0, 1.0, 1.0, (), hits)
    assert same_results([run, run])
    assert not same_results([run, Run(searched, run.asked, run.disk_mb)])


@pytest.fixture
def comparison(tmp_path):
    ours = figures([measured_run(tmp_path)], CASES, 16, TEXTS.__getitem__)
    theirs = figures([measured_run(tmp_path, answers=False)], CASES, 16, TEXTS.__getitem__)
    return Comparison("tiny", 1, 16, 2, True, ours, theirs)


def test_the_table_shows_both_sides_and_their_ratio(comparison):
    lines = {line[0]: line[1:] for line in cells(comparison)}
    assert len(lines) == len(MEASURES)
    assert lines["passages"] == ("1", "1", "1.00")
    assert lines["ask: hit ↑"] == ("1.000", "–", "–")


def test_markdown_is_a_table_with_a_cell_for_every_column(comparison):
    lines = [line for line in markdown(comparison).splitlines() if line.startswith("|")]
    assert len(lines) == len(MEASURES) + 2
    assert {line.count("|") for line in lines} == {len(COLUMNS) + 1}
    assert title(comparison) == "tiny (files: 1, characters: 16, questions: 2)"


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 0.5, 2), (range(100), 0.95, 95), ([7], 0.95, 7), ([1, 2], 1.0, 2)],
)
def test_percentile_is_a_value_that_was_measured(values, share, expected):
    assert percentile(values, share) == expected


def test_memory_and_disk_are_in_megabytes(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 2_000_000)
    assert 1 < disk_mb(tmp_path) < 3
    assert 10 < peak_memory_mb() < 100_000


def test_the_seeds_are_the_set_without_a_folder():
    assert find_sets(None) == (SEEDS,)
    assert find_sets(None, ["seeds"]) == (SEEDS,)


def test_every_folder_with_documents_and_questions_is_a_set(tmp_path):
    for name in ("b", "a", "no-corpus"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "questions.jsonl").touch()
    (tmp_path / "a" / "corpus").mkdir()
    (tmp_path / "b" / "corpus").mkdir()
    assert [each.name for each in find_sets(tmp_path)] == ["a", "b"]
    assert [each.name for each in find_sets(tmp_path, ["b"])] == ["b"]
    with pytest.raises(ValueError, match=r"No set 'c'\. There are: a, b"):
        find_sets(tmp_path, ["c"])


def test_a_folder_without_sets_is_named(tmp_path):
    with pytest.raises(ValueError, match=f"No set in '{tmp_path}'"):
        find_sets(tmp_path)


def test_an_id_that_stands_twice_is_named(tmp_path):
    row = '{"id": "x", "question": "?", "history": [], "answerable": false, "gold": []}\n'
    (tmp_path / "questions.jsonl").write_text(row * 2)
    with pytest.raises(ValueError, match="The id 'x' stands twice"):
        read_cases(tmp_path / "questions.jsonl")


def test_texts_keep_their_line_ends_and_other_files_are_left_out(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_bytes("é\r\n\u2028".encode())
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / ".hidden").write_text("no")
    assert read_texts(tmp_path) == {"deep/a.txt": "é\r\n\u2028"}


def test_a_case_becomes_a_question_with_its_history():
    question = question_of(Case("x", "And why?", (EarlierExchange("What?", "This."),), True, ()))
    assert question.text == "And why?"
    assert [(turn.question, turn.answer) for turn in question.history] == [("What?", "This.")]


def test_an_answer_becomes_a_reply_with_its_citations():
    document = Document("d", "a.txt", "A", TEXTS["a.txt"], "en", (), (), "v")
    passage = Passage("p", document, 0, 16, TEXTS["a.txt"], (), None)
    answer = Answer(
        "What lies deep?",
        "What lies deep?",
        sentences=(Sentence("Cables lie deep.", (1,)),),
        citations=(Citation(1, passage, 0, 6, "Cables"),),
        confidence=0.8,
        answered=True,
    )
    assert span_of(passage) == Span("a.txt", 0, 16)
    assert reply_of(answer) == Reply(True, "Cables lie deep.", 0.8, (Cited(GOLD, "Cables"),))


def test_only_questions_in_a_conversation_are_completed_on_the_clock():
    cases = [CASES[0], replace(CASES[1], history=(EarlierExchange("Before?", "Yes."),))]
    completed = []
    assert len(measure_resolution(completed.append, cases)) == 1
    assert completed == [*WARM_UP, cases[1]]


def test_unrelated_turns_are_of_other_files_and_always_the_same():
    cases = [Case(str(n), f"q{n}", (), True, (Span(f"{n % 3}", 0, 1),)) for n in range(9)]
    made = unrelated(cases, str.upper)
    assert made == unrelated(cases, str.upper)
    assert len({case.id for case in made}) == len(made) == 5 * len(cases)
    for case in made:
        assert len(case.history) == 2
        for asked, said, _ in case.history:
            assert said == asked.removeprefix("q")
            assert int(said) % 3 != int(case.question.removeprefix("q")) % 3


def test_many_passages_are_made_up_and_searched_in_every_scope(tmp_path, capsys):
    scale.run(tmp_path, Namespace(passages=400, token_width=96, questions=3))
    lines = capsys.readouterr().out.splitlines()
    searched = [line for line in lines if "visible" in line]
    assert [line.split()[0] for line in searched] == ["100%", "50%", "2%"]
    assert all(line.endswith("recall@10 of the dense leg 1.000") for line in searched)


def test_every_second_document_is_hidden_from_whom_replies_are_compared(tmp_path):
    for name in ("a.txt", "b.txt", "more/c.txt"):
        (tmp_path / "corpus" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "corpus" / name).write_text(name)
    papers = interference.spread(tmp_path / "corpus", tmp_path / "papers")
    found = sorted(str(p.relative_to(papers)) for p in papers.rglob("*.txt"))
    assert found == ["hidden/b.txt", "open/a.txt", "open/more/c.txt"]
