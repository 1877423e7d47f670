"""Mailboxes, from Dovecot."""

import pytest

from index.connectors.mail import MailConnector, MailLogin, quoted_folder
from tests.servers.following import followed
from tests.servers.killing import kill_all
from tests.servers.mailboxes import PASSWORD, dovecot

LOGIN = MailLogin("anna", PASSWORD)


@pytest.fixture(scope="module")
def serving():
    with dovecot() as mailbox:
        yield mailbox


@pytest.fixture
def mailbox(serving):
    for place in (serving.inbox / "cur").iterdir():
        place.unlink()
    serving.put("one", "Parking", "The garage closes at nine.")
    serving.put("two", "Badges", "A badge costs 20 euro.")
    return serving


@pytest.fixture
def made(tmp_path, mailbox):
    with followed(tmp_path / "home", mailbox.address) as made:
        yield made


def texts(made):
    return sorted(text.splitlines()[-1] for text in made.files().values())


def test_messages_that_come_and_go_are_followed(made, mailbox):
    made.follow(MailConnector(mailbox.address, LOGIN))
    assert texts(made) == ["A badge costs 20 euro.", "The garage closes at nine."]
    mailbox.put("three", "Lunch", "Lunch is at noon.")
    mailbox.take("one")
    report = made.follow(MailConnector(mailbox.address, LOGIN))
    assert (len(report.new), len(report.removed), report.same) == (1, 1, 1)
    assert texts(made) == ["A badge costs 20 euro.", "Lunch is at noon."]


def test_messages_under_new_numbers_are_fetched_again(made, mailbox):
    made.follow(MailConnector(mailbox.address, LOGIN))
    mailbox.renumber()
    report = made.follow(MailConnector(mailbox.address, LOGIN))
    assert report.problem == ""
    assert texts(made) == ["A badge costs 20 euro.", "The garage closes at nine."]


def test_a_message_has_an_address_of_its_own(made, mailbox):
    made.follow(MailConnector(mailbox.address, LOGIN))
    origin = made.sources.origin("papers", sorted(made.files())[0])
    assert origin.startswith("imap://127.0.0.1/INBOX;UIDVALIDITY=")


def test_messages_stay_unread(made, mailbox):
    mailbox.put("new", "Fresh", "It is new.")
    (mailbox.inbox / "cur" / "new:2,S").rename(mailbox.inbox / "cur" / "new:2,")
    made.follow(MailConnector(mailbox.address, LOGIN))
    assert (mailbox.inbox / "cur" / "new:2,").exists()


def test_a_wrong_password_is_named_and_not_repeated(made, mailbox):
    report = made.follow(MailConnector(mailbox.address, MailLogin("anna", "hush-hush")))
    assert "Authentication failed" in report.problem
    assert "hush" not in report.problem


def test_a_folder_that_is_not_there_leaves_what_was_fetched(made, mailbox):
    made.follow(MailConnector(mailbox.address, LOGIN))
    report = made.follow(MailConnector(f"{mailbox.address}/Gone", LOGIN))
    assert report.problem.startswith("no folder 'Gone'")
    assert len(made.files()) == 2


def test_a_server_that_is_killed_in_the_middle_leaves_what_was_fetched(made):
    with dovecot() as mortal:
        for n in range(3):
            mortal.put(f"m{n}", "Note", f"Note {n}.")
        connector = MailConnector(mortal.address, LOGIN)
        fetch = connector.fetch

        def fetch_and_kill(item):
            yield from fetch(item)
            kill_all(mortal.process)

        connector.fetch = fetch_and_kill
        report = made.follow(connector)
    assert report.problem.startswith("the mailbox at 127.0.0.1 cannot be read")
    assert len(made.files()) == 1


def test_a_password_is_not_sent_to_another_machine_in_the_clear(made, mailbox, monkeypatch):
    monkeypatch.setattr("index.connectors.mail._is_loopback", lambda host: False)
    report = made.follow(MailConnector(mailbox.address, LOGIN))
    assert "takes no encryption" in report.problem


@pytest.mark.parametrize(
    ("folder", "sent"),
    [
        ("INBOX", '"INBOX"'),
        ("Entwürfe", '"Entw&APw-rfe"'),
        ("A & B", '"A &- B"'),
        ('a"b', '"a\\"b"'),
    ],
)
def test_names_of_folders_are_sent_as_imap_takes_them(folder, sent):
    assert quoted_folder(folder) == sent


@pytest.mark.parametrize(
    ("address", "user"), [("imaps://mail..example/INBOX", "anna"), ("", "änna")]
)
def test_a_host_or_name_that_cannot_be_sent_is_one_line(made, mailbox, address, user):
    connector = MailConnector(address or mailbox.address, MailLogin(user, "open sesame"))
    assert "cannot be read: " in made.follow(connector).problem
