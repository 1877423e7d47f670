"""What the wording of questions alone tells of their answers."""

import json

import pytest

from tests.bench.wording import auroc_by_wording, main

THINGS = [
    f"{size} {thing}" for size in ("small", "large", "old") for thing in ("boat", "car", "bus")
]


def test_questions_that_are_worded_by_whether_they_have_an_answer_are_told_apart():
    questions = [f"how much is a {thing}?" for thing in THINGS]
    questions += [f"who painted the {thing}?" for thing in THINGS]
    assert auroc_by_wording(questions, [True] * 9 + [False] * 9) > 0.9


def test_those_that_are_worded_alike_are_not():
    questions = [f"{asked} the {t}?" for t in THINGS for asked in ("how much is", "who painted")]
    assert auroc_by_wording(questions, [True, True, False, False] * 4 + [True, True]) < 0.6


def test_each_set_of_a_folder_is_told_of(tmp_path, capsys):
    for name, kinds in (("a", (True, False)), ("b", (True, True))):
        (tmp_path / name / "corpus").mkdir(parents=True)
        rows = [
            {"id": str(n), "question": f"{n} boats?", "history": [], "answerable": k, "gold": []}
            for n, k in enumerate(kinds * 5)
        ]
        (tmp_path / name / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "(10 questions)" in said
    assert "b                has one kind of questions only" in said


def test_a_folder_without_sets_is_named(tmp_path):
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
