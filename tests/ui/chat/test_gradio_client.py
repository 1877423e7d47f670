"""Gradio's own client asks the chat as it asks any application of Gradio."""

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError, AuthenticationError

from assistant.types import Reader
from tests.servers.web_serving import serving_app
from tests.walled import QUESTION, TEXT, application, assistant_in

HANAKO = Reader("hanako")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with (
        assistant_in(tmp_path_factory.mktemp("asked")) as assistant,
        serving_app(application(assistant)) as port,
    ):
        yield f"http://127.0.0.1:{port}"


def connected(address, **headers):
    told = {"verbose": False, "analytics_enabled": False, "download_files": False}
    return Client(address, headers=headers, **told)


@pytest.fixture(scope="module")
def client(address):
    client = connected(address)
    yield client
    client.close()


def test_an_answer_is_streamed_and_every_sentence_of_it_cited(client):
    states = list(client.submit(QUESTION, api_name="/ask"))
    assert [state["status"] for state in states[-2:]] == ["working", "done"]
    assert states[-1]["outcome"] == "answered"
    for cited in states[-1]["citations"]:
        assert TEXT[cited["start"] : cited["end"]] == cited["quote"]
        assert cited["file"] == "cable.txt"


def test_a_conversation_goes_on(client):
    first = client.predict(QUESTION, api_name="/ask")
    second = client.predict("How long is it?", first["conversation"], api_name="/ask")
    assert second["conversation"] == first["conversation"]
    assert second["standalone_question"] != "How long is it?"


def test_a_conversation_that_there_is_not_is_begun_anew(client):
    answer = client.predict(QUESTION, "no-such-conversation", api_name="/ask")
    assert answer["conversation"] not in ("", "no-such-conversation")


@pytest.mark.parametrize(("language", "said"), [("en", "2,000 characters"), ("ja", "2,000")])
@pytest.mark.parametrize("question", ["", "x" * 2_001])
def test_what_is_no_question_is_told_in_one_line(address, language, said, question):
    client = connected(address, **{"accept-language": language})
    with pytest.raises(AppError, match=said) as told:
        client.predict(question, api_name="/ask")
    assert len(str(told.value).splitlines()) == 1
    client.close()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A chat in front of which people sign in, and the assistant that it asks."""
    signed = {"sign_in": "header", "trusted_proxies": ("10.0.0.1/32",)}
    with (
        assistant_in(tmp_path_factory.mktemp("guarded"), **signed) as assistant,
        serving_app(application(assistant)) as port,
    ):
        yield f"http://127.0.0.1:{port}", assistant


def test_who_has_a_key_to_ask_is_answered_where_people_sign_in(guarded):
    address, assistant = guarded
    client = connected(address, authorization=f"Bearer {assistant.keys.add(HANAKO)}")
    answer = client.predict(QUESTION, api_name="/ask")
    assert assistant.conversations.has(HANAKO, answer["conversation"])
    client.close()


@pytest.mark.parametrize("key", ["", "Bearer nonsense", "search"])
def test_who_has_none_is_told_to_sign_in(guarded, key):
    address, assistant = guarded
    if key == "search":
        key = f"Bearer {assistant.keys.add(HANAKO, scopes=['search'])}"
    with pytest.raises(AuthenticationError):
        connected(address, authorization=key)


def test_the_functions_of_the_page_are_not_offered(client):
    with pytest.raises(ValueError, match="turn"):
        client.predict({"key": "k", "text": QUESTION}, api_name="/turn")
