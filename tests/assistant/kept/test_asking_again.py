"""Kept questions are asked again, as their keepers, and only other words are news."""

import json
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from assistant.kept.asking_again import Round
from assistant.kept.keeping import MOST_KEPT
from assistant.kept.telling import change_lines
from assistant.types import Question, Reader, Turn
from index.errors import HomeError, MissingError, NoIndexError, UsageError
from prompts.catalogues import wording
from tests.assistant.kept.kept_home import ANNA, BEN, FERRY, HOW_MUCH, RULES, WHEN, KeptHome


@pytest.fixture
def home(tmp_path):
    home = KeptHome(tmp_path)
    yield home
    home.library.close()


pytestmark = pytest.mark.usefixtures("address_of")


def quotes(citations):
    return [citation.quote for citation in citations]


def test_what_changed_is_told_with_the_old_words_and_the_new(home):
    home.keep()
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    assert home.asked() == Round(asked=1, changed=1)
    change = home.change()
    assert (quotes(change.gone), quotes(change.come)) == (
        ["The ferry leaves at nine."],
        ["The ferry leaves at ten."],
    )
    assert home.assistant.kept.news(BEN) == 1
    assert home.assistant.conversations.heading(BEN, "c1").news


def test_words_that_stay_are_no_news_whatever_else_comes(home):
    home.keep()
    home.write("open/bread.txt", "The bakery opens at six.")
    home.write("open/ferry.txt", "About boats.\n\nThe   ferry leaves\nat nine.")
    home.index()
    assert home.asked() == Round(asked=1)
    assert home.change() is None
    assert not home.assistant.conversations.heading(BEN, "c1").news


def test_the_same_words_in_another_document_are_news(home):
    home.keep()
    (home.papers / "open/ferry.txt").unlink()
    home.index()
    home.write("open/timetable.txt", "Now.\n\n" + FERRY)
    home.index()
    assert home.asked().changed == 1
    assert [c.passage.document.path for c in home.change().come] == ["open/timetable.txt"]


def test_a_document_that_moves_is_no_news(home):
    home.keep()
    (home.papers / "open/ferry.txt").rename(home.papers / "open/boats.txt")
    home.index()
    assert home.asked() == Round(asked=1)


def test_nothing_is_asked_where_nothing_changed(home):
    home.keep()
    assert home.asked() == Round(asked=1)
    home.index()
    assert not home.assistant.asking_again.is_due()
    assert home.asked() == Round()


def test_a_question_without_an_answer_is_news_once_there_is_one(home):
    home.assistant = home.reopened(threshold=0.5)
    home.keep(question="When does the bakery open?")
    assert home.asked() == Round(asked=1)
    home.write("open/bakery.txt", "The bakery opens at six. When does the bakery open? At six.")
    home.index()
    home.asked()
    assert "six" in " ".join(quotes(home.change().come))
    assert home.change().gone == ()


def test_new_words_that_may_not_answer_are_told_as_such(home):
    home.keep()
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    assert home.asked().changed == 1
    assert not home.change().perhaps
    assert home.reopened(threshold=1, perhaps=0).asking_again.ask().asked == 1
    assert not home.change().perhaps
    home.write("open/ferry.txt", "The ferry leaves at eleven.")
    home.index()
    home.reopened(threshold=1, perhaps=0).asking_again.ask()
    assert home.change().perhaps
    said = change_lines(home.change(), wording("en"))
    assert "What is cited now is the closest there is, and may not answer." in said


def test_an_answer_that_is_gone_is_news(home):
    home.keep(scope=("open/ferry.txt",))
    (home.papers / "open/ferry.txt").unlink()
    home.index()
    assert home.asked() == Round(asked=1, changed=1)
    assert (quotes(home.change().gone), home.change().come) == ([FERRY], ())


def test_news_end_when_the_old_words_are_back_and_once_they_are_seen(home):
    name = home.keep()
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    home.asked()
    home.write("open/ferry.txt", FERRY)
    home.index()
    assert home.asked() == Round(asked=1)
    assert home.change() is None
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    home.asked()
    home.assistant.kept.seen(BEN, *name)
    assert home.change() is None
    home.write("open/ferry.txt", FERRY)
    home.index()
    home.asked()
    assert quotes(home.change().come) == [FERRY]


def test_news_that_stay_keep_their_date_and_are_recorded_once(home):
    home.keep()
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    home.asked()
    found = home.change().found
    home.write("open/bread.txt", "The bakery opens at six.")
    home.index()
    assert home.asked() == Round(asked=1)
    assert home.change().found == found
    facts = [json.loads(e.content) for e in home.assistant.audit.entries() if e.kind == "question"]
    assert [each["reader"] for each in facts if each.get("via") == "kept"] == ["ben"]


def test_each_is_asked_with_the_rights_of_its_keeper(home):
    home.keep(ANNA, HOW_MUCH, "a1")
    home.keep(BEN, HOW_MUCH, "b1")
    home.write("hr/pay.txt", "The salary of the captain is 950 crowns.")
    home.index()
    assert home.asked() == Round(asked=2, changed=1)
    assert "950" in quotes(home.change(ANNA).come)[0]
    assert home.change(BEN) is None


def test_with_other_groups_a_keeper_is_asked_for_anew_and_shown_no_old_words(home):
    home.keep(ANNA, HOW_MUCH)
    home.asked()
    home.assistant.kept.arrived(ANNA)
    assert not home.assistant.asking_again.is_due()
    without = Reader("anna")
    home.assistant.kept.arrived(without)
    assert home.asked().asked == 1
    change = home.change(without)
    assert change.gone is None
    assert "900" not in str(change)


def test_words_that_its_keeper_may_not_see_any_more_are_not_shown_before_it_is_asked(home):
    home.keep(ANNA, HOW_MUCH)
    home.write("hr/pay.txt", "The salary of the captain is 950 crowns.")
    home.index()
    home.asked()
    change = home.change(Reader("anna"))
    assert (change.gone, change.come) == (None, None)
    (home.root / "rules.toml").write_text(RULES.replace('["hr"]', '["board"]'))
    assert home.change(ANNA).come is None
    assert home.asked().asked == 1


def test_a_follow_up_is_asked_after_what_was_said_before_it(home):
    home.keep()
    talk = home.assistant.conversations
    history = talk.history(BEN, "c1", 12)
    answer = home.assistant.answering.invoke(Question("And when?", history, BEN))
    talk.add(BEN, "c1", Turn("t2", "And when?", answer))
    home.assistant.kept.let_go(BEN, "c1", "t1")
    home.assistant.kept.keep(BEN, "c1", "t2")
    assert home.asked() == Round(asked=1)
    assert home.change() is None


def test_what_a_language_model_or_a_stop_chose_is_not_what_is_compared(home):
    answer = home.assistant.answering.invoke(Question(HOW_MUCH, reader=ANNA))
    home.assistant.conversations.add(BEN, "c1", Turn("t1", WHEN, answer, stopped=True))
    home.assistant.kept.keep(BEN, "c1", "t1")
    assert home.asked() == Round(asked=1)
    assert home.change() is None
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    home.asked()
    assert quotes(home.change().gone) == [FERRY]


@contextmanager
def killed():
    raise KeyboardInterrupt
    yield


def test_what_was_not_asked_before_the_end_of_a_process_is_asked_by_the_next(home):
    home.keep()
    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    with pytest.raises(KeyboardInterrupt):
        home.assistant.asking_again.ask(killed)
    assert home.reopened().asking_again.ask() == Round(asked=1, changed=1)


def test_one_that_fails_keeps_no_other_from_being_asked(home, monkeypatch):
    home.keep(conversation="c1")
    home.keep(question=HOW_MUCH, conversation="c2")
    again = home.assistant.asking_again
    answer = again._answering.invoke

    def failing(question):
        if question.text == WHEN:
            raise ValueError("No answer.")
        return answer(question)

    monkeypatch.setattr(again, "_answering", type("Failing", (), {"invoke": staticmethod(failing)}))
    assert again.ask() == Round(asked=1, failed=1)
    assert again.ask() == Round()
    monkeypatch.undo()
    assert home.reopened().asking_again.ask() == Round(asked=1)


def test_what_is_let_go_while_it_is_asked_stays_gone(home):
    name = home.keep()

    @contextmanager
    def letting_go():
        yield
        home.assistant.kept.let_go(BEN, *name)

    home.write("open/ferry.txt", "The ferry leaves at ten.")
    home.index()
    assert home.assistant.asking_again.ask(letting_go) == Round(asked=1)
    assert home.assistant.kept.of(BEN) == ()


def test_what_is_changed_while_it_is_asked_is_asked_again(home):
    home.keep()

    @contextmanager
    def indexing():
        yield
        if "nine" in (home.papers / "open/ferry.txt").read_text():
            home.write("open/ferry.txt", "The ferry leaves at ten.")
            home.index()

    assert home.assistant.asking_again.ask(indexing) == Round(asked=2, changed=1)


def test_nobody_keeps_or_lets_go_what_is_anothers(home):
    name = home.keep(ANNA)
    for act in (home.assistant.kept.keep, home.assistant.kept.let_go, home.assistant.kept.seen):
        with pytest.raises(MissingError):
            act(BEN, *name)
    assert home.assistant.kept.of(BEN) == ()
    assert len(home.assistant.kept.of(ANNA)) == 1


def held(home):
    with home.library.records.people.transaction(writing=True) as connection:
        query = "SELECT count(*) FROM version_references WHERE holder LIKE 'kept%'"
        return connection.execute(sa.text(query)).scalar()


@pytest.mark.parametrize("way", ["let go", "delete", "erase", "asked anew"])
def test_what_is_kept_goes_with_what_it_belongs_to(home, way):
    name = home.keep()
    assert held(home) == 1
    talks = home.assistant.conversations
    if way == "let go":
        home.assistant.kept.let_go(BEN, *name)
    elif way == "delete":
        talks.delete(BEN, "c1")
    elif way == "asked anew":
        talks.add(BEN, "c1", Turn("t1", "Something else?", None, stopped=True))
    else:
        with home.assistant.audit.transaction() as connection:
            talks.erase(connection, "ben")
    assert home.assistant.kept.of(BEN) == ()
    assert held(home) == 0
    assert home.asked() == Round()


def test_one_reader_keeps_so_many_and_no_more(home, monkeypatch):
    monkeypatch.setattr("assistant.kept.keeping.MOST_KEPT", 1)
    home.keep()
    home.assistant.kept.keep(BEN, "c1", "t1")
    with pytest.raises(UsageError, match="no more can be"):
        home.keep(conversation="c2")
    assert MOST_KEPT > 1


def test_a_reader_who_keeps_takes_one_connection_at_a_time(home, monkeypatch):
    people, records = home.library.records.people, home.library.records
    open_, begin, read = [], people.transaction, records.document

    @contextmanager
    def counted(**how):
        with begin(**how) as connection:
            open_.append(connection)
            yield connection
            open_.pop()

    def document(name):
        assert not open_
        return read(name)

    monkeypatch.setattr(people, "transaction", counted)
    monkeypatch.setattr(records, "document", document)
    home.keep()
    assert len(home.assistant.kept.of(BEN)) == 1


def test_a_turn_that_is_asked_again_meanwhile_is_kept_as_it_is_then(home, monkeypatch):
    conversation, asked = "c1", []
    answer = home.assistant.answering.invoke(Question(WHEN, reader=BEN))
    home.assistant.conversations.add(BEN, conversation, Turn("t1", WHEN, answer))
    read = home.library.records.document

    def document(name):
        if not asked:
            asked.append(name)
            home.write("open/ferry.txt", "The ferry leaves at ten.")
            home.index()
            again = home.assistant.answering.invoke(Question(WHEN, reader=BEN))
            home.assistant.conversations.add(BEN, conversation, Turn("t1", WHEN, again))
        return read(name)

    monkeypatch.setattr(home.library.records, "document", document)
    home.assistant.kept.keep(BEN, conversation, "t1")
    assert home.asked() == Round(asked=1)
    assert home.change() is None


def test_a_turn_without_an_answer_cannot_be_kept(home):
    home.assistant.conversations.add(BEN, "c1", Turn("t1", WHEN, None, stopped=True))
    with pytest.raises(MissingError):
        home.assistant.kept.keep(BEN, "c1", "t1")


def test_nothing_is_news_where_there_is_no_index(home):
    home.keep()
    home.library.forget(home.papers)
    with pytest.raises((NoIndexError, HomeError)):
        home.asked()
    assert home.change() is None
    home.index()
    assert home.asked().asked == 1
