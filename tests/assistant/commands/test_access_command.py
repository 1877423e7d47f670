"""The command that says who may see what, and looking through a reader's eyes."""

import json

import pytest

from assistant.commands.parser import main
from assistant.terminal.exit_status import WRONG_USE

RULES = """[[rule]]
paths = ["open/"]
allow = ["*"]

[[rule]]
paths = ["hr/"]
allow = ["hr"]

[[rule]]
paths = ["**"]
deny = ["interns"]
"""


@pytest.fixture
def home(tmp_path, folder, monkeypatch, loaded_model):
    for name, text in (("hr/pay.txt", "The salary is 900."), ("open/ferry.txt", "It sails.")):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    home = str(tmp_path / "home")
    assert main(["index", str(folder), "--home", home]) == 0
    (tmp_path / "rules.toml").write_text(RULES)
    monkeypatch.setenv("TENKYO_RULES", str(tmp_path / "rules.toml"))
    return home


@pytest.fixture
def said(home, capfdbinary):
    def said(*arguments):
        capfdbinary.readouterr()
        status = main([*arguments, "--home", home])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return said


def test_every_file_is_named_with_whom_it_is_for(said):
    status, out, _ = said("access")
    assert status == 0
    assert out.splitlines() == [
        "hr/pay.txt: for hr, not for interns (denied by line 9: **; allowed by line 5: hr/)",
        "open/ferry.txt: for everybody, not for interns"
        " (denied by line 9: **; allowed by line 1: open/)",
    ]


@pytest.mark.parametrize(
    ("groups", "line"),
    [
        ("hr", "hr/pay.txt: a reader of hr may see it (allowed by line 5: hr/)"),
        (
            "hr, interns",
            "hr/pay.txt: a reader of hr, interns may not see it (denied by line 9: **)",
        ),
        ("", "hr/pay.txt: a reader of no group may not see it (no rule allows it)"),
    ],
)
def test_a_reader_is_told_the_rule_that_decides(said, groups, line):
    assert said("access", "hr/pay.txt", "--groups", groups)[1].strip() == line


def test_a_path_that_is_not_indexed_is_decided_too(said):
    _, out, _ = said("access", "hr/new.txt", "--groups", "hr", "--reader", "Hana", "--json")
    assert json.loads(out)["sees"] is True


def test_the_operator_sees_all_and_looks_through_the_eyes_of_a_reader(said):
    def files(*more):
        hits = json.loads(said("search", "salary", "--json", *more)[1])["hits"]
        return {hit["file"] for hit in hits}

    assert files() == files("--as-groups", "hr") == {"hr/pay.txt", "open/ferry.txt"}
    assert files("--as-groups", "") == {"open/ferry.txt"}


def test_broken_rules_stop_a_command_with_one_line(said, tmp_path):
    (tmp_path / "rules.toml").write_text(RULES + "\n[[rule]]\npaths = 3")
    status, out, err = said("ask", "What is the salary?")
    assert (status, out) == (WRONG_USE, "")
    assert err.startswith("tenkyo: Line 13 of the rules in")
    assert err.count("\n") == 1
