"""The rules that say which groups may see which documents."""

import os
import unicodedata

import pytest

from assistant.access.permissions import RulesFile, parse_rules
from index.errors import UsageError


def rule(paths, allow=(), deny=(), more=""):
    return f"[[rule]]\npaths = {list(paths)}\nallow = {list(allow)}\ndeny = {list(deny)}\n{more}\n"


def sees(text, path, *groups, folder="/s"):
    return parse_rules(text.encode(), "rules.toml").decide(folder, path).admits(groups)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("hr/", "hr/pay.txt", True),
        ("hr/", "old/hr/pay.txt", True),
        ("/hr/", "old/hr/pay.txt", False),
        ("hr/**", "hr/a/b.txt", True),
        ("*.xlsx", "a/b/c.xlsx", True),
        ("/*.xlsx", "a/c.xlsx", False),
        ("a/**/c.md", "a/c.md", True),
        ("a/*/c.md", "a/b/b/c.md", False),
        ("**", "anything/at.all", True),
        ("人事/**", "人事/給与.txt", True),
        ("[ab].txt", "a.txt", True),
        ("hr", "hrx/pay.txt", False),
        ("hr/", "HR/pay.txt", False),
        ("*.txt", "line\nbreak.txt", True),
    ],
)
def test_patterns_are_those_of_gitignore(pattern, path, fits):
    assert sees(rule([pattern], ["staff"]), path, "staff") is fits


def test_what_no_rule_allows_is_denied():
    assert not sees(rule(["open/"], ["staff"]), "other/a.txt", "staff")


def test_one_of_the_groups_is_enough():
    text = rule(["a/"], ["staff"]) + rule(["b/"], ["law"])
    assert [sees(text, path, "staff", "law") for path in ("a/x", "b/x")] == [True, True]


def test_a_denied_group_takes_away_what_another_one_gives():
    text = rule(["**"], ["staff"]) + rule(["hr/"], deny=["interns"])
    assert sees(text, "hr/a", "staff")
    assert not sees(text, "hr/a", "staff", "interns")


def test_what_is_denied_is_so_in_any_case():
    text = rule(["**"], ["staff"]) + rule(["hr/"], deny=["staff"])
    assert not sees(text, "HR/pay.txt", "staff")


def test_a_path_fits_in_whichever_form_unicode_writes_it():
    name = "Büro/ガ.txt"
    for form in ("NFC", "NFD"):
        pattern = unicodedata.normalize(form, name)
        for other in ("NFC", "NFD"):
            assert sees(rule([pattern], ["staff"]), unicodedata.normalize(other, name), "staff")


@pytest.mark.parametrize(
    "group", ["Büro", unicodedata.normalize("NFD", "Büro"), "BÜRO", "büro", "Ｂüro"]
)
def test_a_denied_group_is_so_however_it_is_written(group):
    text = rule(["**"], ["*"]) + rule(["hr/"], deny=["Büro"])
    assert sees(text, "open/a", group)
    assert not sees(text, "hr/a", group)


@pytest.mark.parametrize("group", ["LEGAL", "Ｌegal", "legal ", "legal​", "legał", "légal"])
def test_a_group_that_only_looks_like_an_allowed_one_is_another(group):
    assert sees(rule(["a/"], ["legal"]), "a/x", "legal")
    assert not sees(rule(["a/"], ["legal"]), "a/x", group)


def test_the_star_is_everybody():
    assert sees(rule(["a/"], ["*"]), "a/x")
    assert not sees(rule(["a/"], ["*"]) + rule(["a/b"], deny=["*"]), "a/b", "staff")


def test_a_rule_can_be_for_one_folder_and_does_not_grant_where_that_is_unknown():
    text = rule(["**"], ["staff"], more='folder = "/s"')
    assert [sees(text, "a", "staff", folder=f) for f in ("/s", "/t", "")] == [True, False, False]
    denied = rule(["**"], ["staff"]) + rule(["**"], deny=["staff"], more='folder = "/s"')
    assert [sees(denied, "a", "staff", folder=f) for f in ("/s", "/t", "")] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "holds no"),
        ("rule = 3", 1, "holds no"),
        ("rule = [3]", 1, "a rule is a table"),
        ("[[rule]]\npaths = [", 2, "no TOML"),
        ("# a\n\n[[rules]]\npaths = ['a']", 3, "'rules' is unknown"),
        (rule(["a"], ["b"]) + "\n" + rule(["a"]), 7, "allow, deny or add"),
        (rule([], ["b"]), 1, "needs paths"),
        (rule(["!a"], ["b"]), 1, "'!a' cannot be used"),
        (rule(["#a"], ["b"]), 1, "'#a' cannot be used"),
        (rule(["a"], ["b"], more="who = 1"), 1, "'who' is unknown"),
        (rule(["a"], ["b"], more="folder = 'x'"), 1, "whole path"),
        ("[[rule]]\npaths = 'a'\nallow = ['b']", 1, "paths is 'a'"),
        (rule(["a"], [""]), 1, "allow is ['']"),
        ("\n\n\udcff", 3, "not UTF-8"),
        ("a=" + "[" * 5000, 1, ""),
    ],
)
def test_what_makes_no_sense_is_named_with_its_line(text, line, said):
    with pytest.raises(UsageError) as caught:
        parse_rules(text.encode("utf-8", "surrogateescape"), "rules.toml")
    message = str(caught.value)
    assert message.startswith(f"Line {line} of the rules in 'rules.toml'")
    assert said in message
    assert "\n" not in message


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(rule(["a/"], ["staff"]))
    return path


def test_a_change_holds_at_once_even_at_the_same_size_and_time(path):
    rules = RulesFile(path)
    assert rules.current().decide("", "a/x").admits(["staff"])
    before = path.stat()
    path.write_text(rule(["b/"], ["staff"]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not rules.current().decide("", "a/x").admits(["staff"])


@pytest.mark.parametrize("broken", ["", "[[rule]]\npaths=[", None])
def test_a_broken_file_leaves_the_rules_before_it(path, broken):
    rules, good = RulesFile(path), path.read_text()
    path.unlink() if broken is None else path.write_text(broken)
    assert rules.current().decide("", "a/x").admits(["staff"])
    assert not rules.current().decide("", "b/x").admits(["staff"])
    assert "rules.toml" in rules.problem
    path.write_text(good)
    rules.current()
    assert rules.problem == ""


def test_a_broken_file_is_refused_at_the_start(path):
    path.write_text("[[rule]]")
    with pytest.raises(UsageError, match="Line 1"):
        RulesFile(path)
    with pytest.raises(UsageError, match="Cannot read"):
        RulesFile(path.parent / "none.toml")


def test_who_looks_after_it_stands_above_the_rules():
    rule = b'[[rule]]\npaths = ["**"]\nallow = ["*"]\n'
    assert not parse_rules(rule, "r").may_mind(frozenset({"it"}))
    minded = parse_rules(b'mind = ["it"]\n' + rule, "r")
    assert minded.may_mind(frozenset({"it"}))
    assert not minded.may_mind(frozenset({"hr"}))
    with pytest.raises(UsageError, match="mind is"):
        parse_rules(b'mind = "it"\n' + rule, "r")
