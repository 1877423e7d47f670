"""Question files, figures of a run, its comparison with another, and its page."""

import json
import re
from dataclasses import replace
from math import isnan

import pytest

from assistant.evaluation.cases import Case, Span
from assistant.evaluation.changes import compare
from assistant.evaluation.metrics import Cited, Mark, MarkedReply
from assistant.evaluation.outcomes import CaseOutcome, outcome_of, worst
from assistant.evaluation.page import page_html
from assistant.evaluation.questions import read_question_file
from assistant.evaluation.runs import RUN, EvaluationRun, Result, read_run
from assistant.evaluation.summary import figures_of, summarise
from assistant.evaluation.texts import Texts
from assistant.evaluation.thresholds import best_threshold
from index.errors import UsageError
from tests.libraries import library_of

TEXT = "Cables lie deep. Ships sail. 海は深い。 Ships sail."


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("texts"), {"a.txt": TEXT}) as library:
        yield Texts(library.records)


@pytest.fixture
def read(tmp_path, texts):
    def read(*lines):
        path = tmp_path / "q.jsonl"
        path.write_text("\n".join(lines))
        return read_question_file(path, texts, 2_000)

    return read


def row(gold='{"file": "a.txt", "start": 0, "end": 6}', answerable="true", more=""):
    return f'{{"id": "x", "question": "Deep?", "answerable": {answerable}, "gold": [{gold}]{more}}}'


def test_a_row_becomes_a_case_with_its_language_and_kind(read):
    [case] = read(row()).cases
    assert case == Case(
        "x", "Deep?", (), True, (Span("a.txt", 0, 6),), case.language, "first question"
    )
    assert case.language


def test_gold_may_be_given_by_its_words_alone(read):
    [case] = read(row('{"file": "a.txt", "text": "海は深い。"}')).cases
    assert case.gold == (Span("a.txt", 29, 34),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no json", "line 1 of .*Write one JSON object a line"),
        ('{"id": "x"}', "'question' is missing. Add it"),
        (row(answerable='"yes"'), "'answerable': .*Correct it"),
        (row(answerable="false"), "'answerable' is false, but there is gold"),
        (row('{"file": "b.txt", "start": 0, "end": 1}'), "gold 1: 'b.txt' is not indexed"),
        (row('{"file": "deep/a.txt", "start": 0, "end": 1}'), "Write 'a.txt', if that"),
        (row('{"file": "a.txt", "start": 3, "end": 99}'), "3-99 is no stretch of 'a.txt', which"),
        (row('{"file": "a.txt", "start": -3, "end": 2}'), "-3-2 is no stretch"),
        (row('{"file": "a.txt", "start": 3, "end": 3}'), "3-3 is no stretch"),
        (row('{"file": "a.txt", "start": 3}'), "needs 'start' and 'end', or 'text' alone"),
        (row('{"file": "a.txt", "text": "Ships sail."}'), "more than once"),
        (row('{"file": "a.txt", "text": "Whales"}'), "'Whales' is not in 'a.txt'"),
        (
            row('{"file": "a.txt", "start": 0, "end": 4, "text": "海は深い。"}'),
            "is 'Cabl', not '海は深い。'. That stands at 29-34 now",
        ),
        ("[" * 100_000, "Write one JSON object a line"),
        (row().replace("Deep?", " "), "'question' is empty"),
        (row().replace("Deep?", "x" * 2_001), "longer than 2,000"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(read, line, said):
    file = read(line)
    assert file.cases == ()
    [problem] = file.problems
    assert re.search(said, problem)
    assert "\n" not in problem


def test_an_id_that_stands_twice_is_named_with_both_lines(read):
    assert "line 2" in read(row(), row()).problems[0]
    assert "stands on line 1 too" in read(row(), row()).problems[0]


GOLD_ROW = '{"file": "a.txt", "start": 0, "end": 6}'


def test_what_is_needed_and_what_is_near_become_part_of_the_case(read):
    [case] = read(
        row(f"{GOLD_ROW}, {GOLD_ROW}", more=', "kind": "list", "needs": [[0, 1], [1]]')
    ).cases
    assert (case.kind, case.needs, case.near) == ("list", ((0, 1), (1,)), ())


@pytest.mark.parametrize("near", ['{"file": "a.txt", "text": "Cables"}', f"[{GOLD_ROW}]"])
def test_a_near_miss_is_one_place_or_several(read, near):
    [case] = read(row("", "false", f', "needs": [], "near": {near}')).cases
    assert (case.gold, case.needs, case.near) == ((), (), (GOLD,))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('"needs": [[1]]', "line 1 of .*: group 1 of 'needs' names gold 1, .*there is 0 to 0"),
        ('"needs": [[0], [-1]]', "group 2 of 'needs' names gold -1"),
        ('"needs": [[0], []]', "group 2 of 'needs' is empty"),
        ('"needs": [0]', r"'needs\.0': Input should be a valid"),
        ('"needs": [["0"]]', r"'needs\.0\.0': Input should be a valid integer"),
        ('"needs": [[true]]', r"'needs\.0\.0': Input should be a valid integer"),
        ('"needs": null', "'needs': Input should be a valid"),
        ('"kind": 3', "'kind': Input should be a valid string"),
        ('"kind": "List"', "'kind' is 'List'. Write 'list'"),
        ('"kind": "compare "', "'kind' is 'compare '. Write 'compare'"),
        ('"near": "a.txt"', "'near': Input should be a valid"),
        ('"near": {"start": 0}', r"'near\.0\.file' is missing"),
        ('"near": {"file": "a.txt", "start": 0, "end": 999}', "near 1: 0-999 is no stretch"),
    ],
)
def test_wrong_needs_kinds_and_near_misses_are_named_by_line(read, more, said):
    [problem] = read(row(more=f", {more}")).problems
    assert re.search(said, problem)
    assert "\n" not in problem


def test_needs_without_gold_are_named(read):
    [problem] = read(row("", "false", ', "needs": [[0]]')).problems
    assert "names gold 0, which is not there. Counted from 0, there is none." in problem


@pytest.mark.parametrize("line", [row("", "null"), row("", "true"), row(answerable="null")])
def test_a_row_that_is_not_filled_in_is_left_out(read, line):
    file = read(line)
    assert (file.cases, file.incomplete, file.problems) == ((), (1,), ())


def test_an_empty_file_has_no_questions(read):
    assert read("", "  ").cases == ()


def test_files_of_the_same_path_in_two_folders_are_told_apart(library, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"{TEXT} {name}")
        library.sync([tmp_path / name])
    with pytest.raises(UsageError, match="lies in 2 indexed folders"):
        Texts(library.records).text("a.txt")


RIGHT, WRONG = Mark(True, True, True), Mark(True, False, False)
GOLD = Span("a.txt", 0, 6)


def result(name, *marks, ranks=(1,), answerable=True, confidence=0.9, answered=None):
    answered = bool(marks) if answered is None else answered
    case = Case(name, f"{name}?", (), answerable, (GOLD,) if answerable else (), "en", "k")
    reply = MarkedReply(answerable, answered, confidence, 10, marks)
    cited = tuple(Cited(GOLD, "Cables") for _ in marks)
    return Result(case, (GOLD,), ranks if answerable else (), reply, cited, 5.0, 20.0)


def a_list(*marks, cited=()):
    """A result for a question that needs two places; the third one answers nothing."""
    one = result("a", *marks)
    places = (GOLD, Span("a.txt", 7, 10), Span("a.txt", 40, 44))
    needed = replace(one.case, kind="list", gold=places[:2], needs=((0,), (1,)))
    return replace(
        one, case=needed, ranks=(1, 2), citations=tuple(Cited(places[n], "") for n in cited)
    )


def run_of(*results, threshold=0.5):
    return EvaluationRun("1", "2026-01-01T00:00:00+00:00", "q.jsonl", "m", threshold, results)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (result("a", RIGHT, WRONG), CaseOutcome.RIGHT),
        (result("a", WRONG, RIGHT), CaseOutcome.LATER),
        (a_list(RIGHT, cited=(0,)), CaseOutcome.PART),
        (a_list(WRONG, RIGHT, RIGHT, cited=(2, 1, 0)), CaseOutcome.RIGHT),
        (a_list(WRONG, cited=(2,)), CaseOutcome.WRONG),
        (a_list(), CaseOutcome.MISSED),
        (result("a", WRONG), CaseOutcome.WRONG),
        (result("a"), CaseOutcome.MISSED),
        (result("a", WRONG, answerable=False), CaseOutcome.UNFOUNDED),
        (result("a", answerable=False), CaseOutcome.REFUSED),
    ],
)
def test_what_became_of_a_question(one, expected):
    assert outcome_of(one) is expected


def test_the_surest_wrong_answer_is_the_worst():
    sure, unsure = result("s", WRONG, confidence=0.9), result("u", WRONG, confidence=0.6)
    refused, later = result("r", confidence=0.1), result("l", WRONG, RIGHT)
    assert worst([result("fine", RIGHT), later, refused, unsure, sure], 10) == [
        *(sure, unsure, refused, later),
    ]


def test_figures_of_only_answerable_questions_have_no_refusals():
    figures = figures_of([result("a", RIGHT), result("b", ranks=(None,), confidence=0.2)])
    assert (figures.search.recall_1, figures.search.questions) == (0.5, 2)
    assert (figures.ask.hit, figures.ask.answered) == (0.5, 0.5)
    assert isnan(figures.ask.refused)
    assert isnan(figures.ask.auroc)


def test_figures_of_only_unanswerable_questions_have_no_recall():
    figures = figures_of([result("a", answerable=False), result("b", WRONG, answerable=False)])
    assert isnan(figures.search.recall_5)
    assert figures.ask.refused == 0.5


def test_figures_are_given_by_language_where_there_are_several():
    japanese = result("j", WRONG, ranks=(2,))
    japanese = replace(japanese, case=replace(japanese.case, language="ja"))
    summary = summarise(run_of(result("a", RIGHT), japanese))
    assert [(g.field, g.value, g.figures.search.recall_1) for g in summary.groups] == [
        *(("language", "en", 1.0), ("language", "ja", 0.0)),
    ]
    assert summary.curve == (0.5, *[1.0] * 9)


def reply(answerable, confidence):
    return MarkedReply(answerable, False, confidence, 0, ())


def test_the_best_threshold_tells_the_kinds_apart():
    best = best_threshold([reply(True, 0.9), reply(True, 0.7), reply(False, 0.2)], 0.05)
    assert (best.value, best.accuracy, best.present_accuracy) == (0.45, 1.0, 0.5)
    assert best.is_rough


def test_a_threshold_that_is_best_already_stays():
    assert best_threshold([reply(True, 0.9), reply(False, 0.2)], 0.5).value == 0.5


def test_a_threshold_needs_questions_of_both_kinds():
    assert best_threshold([reply(True, 0.9)], 0.5) is None
    assert best_threshold([], 0.5) is None


def test_runs_are_compared_on_the_questions_they_share():
    earlier = run_of(result("a", WRONG), result("b", RIGHT), result("gone", RIGHT))
    now = run_of(result("a", RIGHT), result("b", RIGHT, ranks=(2,)), result("new", RIGHT))
    changes = compare(earlier, now)
    assert (changes.common, changes.added, changes.gone) == (2, 1, 1)
    assert [change.now.case.id for change in changes.better] == ["a"]
    assert [change.now.case.id for change in changes.worse] == ["b"]
    assert (changes.before.ask.hit, changes.now.ask.hit) == (0.5, 1.0)


def test_a_question_with_other_gold_is_another_one():
    one = result("a", RIGHT)
    other = replace(one, case=replace(one.case, gold=(Span("a.txt", 7, 9),)))
    assert compare(run_of(one), run_of(other)).common == 0


def test_an_earlier_run_is_judged_by_what_the_question_needs_now():
    now = a_list(RIGHT, RIGHT, cited=(0, 1))
    plain = replace(now.case, kind="k", needs=())
    earlier = replace(now, case=plain, citations=now.citations[:1])
    changes = compare(run_of(earlier), run_of(now))
    assert (changes.before.ask.complete, changes.now.ask.complete) == (0.5, 1.0)
    [change] = changes.better
    assert change.became == "only a part of what it needs is cited → rightly answered"


def test_citing_more_of_what_is_needed_is_better():
    case = replace(a_list().case, kind="fact")
    before = replace(a_list(RIGHT, cited=(0,)), case=case)
    now = replace(a_list(RIGHT, RIGHT, cited=(0, 1)), case=case)
    [more] = compare(run_of(before), run_of(now)).better
    [less] = compare(run_of(now), run_of(before)).worse
    assert more.became == "rightly answered, and more of what it needs is cited"
    assert less.became == "rightly answered, and less of what it needs is cited"


def test_a_run_kept_before_needs_were_known_is_still_read(tmp_path):
    kept = json.loads(RUN.dump_json(run_of(result("a", RIGHT))))
    for field in ("needs", "near"):
        del kept["results"][0]["case"][field]
    (tmp_path / "run.json").write_text(json.dumps(kept))
    assert read_run(tmp_path / "run.json") == run_of(result("a", RIGHT))


def test_a_run_comes_back_whole_from_its_file(tmp_path):
    run = run_of(result("a", RIGHT, WRONG), result("b", answerable=False))
    (tmp_path / "run.json").write_bytes(RUN.dump_json(run))
    assert read_run(tmp_path / "run.json") == run


def test_a_run_whose_ranks_are_not_those_of_its_gold_is_none(tmp_path):
    (tmp_path / "run.json").write_bytes(RUN.dump_json(run_of(result("a", RIGHT, ranks=()))))
    with pytest.raises(UsageError, match=r"run\.json' is no run of this version"):
        read_run(tmp_path / "run.json")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff"])
def test_a_file_that_is_no_run_is_named(tmp_path, content):
    (tmp_path / "run.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"run\.json' is no run of this version"):
        read_run(tmp_path / "run.json")


@pytest.mark.parametrize(
    "results",
    [
        (result("<script>alert(1)</script>", WRONG), result("b", answerable=False)),
        (result("a", RIGHT),),
        (result("a", WRONG, answerable=False),),
    ],
    ids=["both kinds", "answerable", "unanswerable"],
)
def test_the_page_stands_by_itself(texts, results):
    run = run_of(*results)
    page = page_html(run, summarise(run), compare(run, run), texts)
    assert "<script" not in page
    assert re.findall(r"(?:src|href|url)\s*[=(]", page) == []
    assert page.count("<svg") == 3


def test_the_page_shows_every_figure_in_all_and_by_kind(texts):
    run = run_of(result("a", RIGHT), replace(a_list(RIGHT, cited=(0,)), ask_ms=1.0))
    page = page_html(run, summarise(run), None, texts)
    for name in ("right", "complete", "needs@5", "needs@10", "misled"):
        assert f'<th scope="col">{name}</th>' in page
    assert page.count('<th scope="row">kind: list</th>') == 3


def test_the_page_shows_what_was_expected_and_where(texts):
    run = run_of(result("a", WRONG))
    page = page_html(run, summarise(run), None, texts)
    assert "a.txt:0-6" in page
    assert "Cables" in page
    assert "Answered, and no citation is right" in page
