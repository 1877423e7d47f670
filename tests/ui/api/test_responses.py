"""OpenAI's Responses (Open Responses), with their own client."""

import json

import httpx2
import openai
import pytest

from assistant.types import Answer, Reader, Sentence
from tests.servers.serving import CABLE, QUESTION, served, small_assistant

MISSING = "How many zebras live in Peru?"
ANNA = Reader("anna")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with small_assistant(tmp_path_factory.mktemp("responses")) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant):
    with served(assistant) as address:
        yield address


@pytest.fixture(scope="module")
def client(address, assistant):
    with client_of(address, assistant.keys.add(ANNA, ["ask"])) as client:
        yield client


def client_of(address, key):
    return openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0)


def ask(client, said=QUESTION, **options):
    return client.responses.create(model="tenkyo", input=said, **options)


def test_an_answer_cites_files_with_their_exact_words(client, address):
    sent = ask(client)
    [message] = sent.output
    [text] = message.content
    assert sent.output_text.startswith("The Arctic cable runs from Tokyo to Helsinki.")
    assert (sent.status, message.role, text.type) == ("completed", "assistant", "output_text")
    assert text.annotations
    for cited in text.annotations:
        assert (cited.type, cited.filename, cited.index) == ("file_citation", "cable.txt", 0)
        assert CABLE[cited.start : cited.end] == cited.quote
        assert text.text[cited.start_index : cited.end_index] == cited.quote
        assert cited.url.startswith(f"{address}/c/")
    assert sent.usage.total_tokens == sent.usage.input_tokens + sent.usage.output_tokens


def test_a_refusal_cites_nothing(client):
    sent = ask(client, MISSING)
    assert sent.output_text
    assert sent.output[0].content[0].annotations == []


def test_a_stream_tells_the_same_as_the_whole(client):
    with client.responses.stream(model="tenkyo", input=QUESTION) as stream:
        events = list(stream)
        last = stream.get_final_response()
    kinds = list(dict.fromkeys(event.type for event in events))
    assert kinds == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.annotation.added",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    said = "".join(e.delta for e in events if e.type == "response.output_text.delta")
    whole = ask(client)
    assert said == last.output_text == whole.output_text
    sent, streamed = (each.output[0].content[0].annotations for each in (whole, last))
    assert [a.model_dump() for a in streamed] == [a.model_dump() for a in sent]
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert len({e.response.id for e in events if hasattr(e, "response")}) == 1


def test_a_stream_ends_as_the_form_says(address, assistant):
    key = assistant.keys.add(ANNA, ["ask"])
    body = {"model": "tenkyo", "input": QUESTION, "stream": True}
    head = {"authorization": f"Bearer {key}"}
    text = httpx2.post(f"{address}/v1/responses", json=body, headers=head).text
    *events, end = text.strip().split("\n\n")
    assert end == "data: [DONE]"
    for event in events:
        kind, data = event.split("\n")
        assert json.loads(data.removeprefix("data: "))["type"] == kind.removeprefix("event: ")


def test_a_question_follows_a_response(client, assistant):
    first = ask(client)
    second = ask(client, "Who owns it?", previous_response_id=first.id)
    assert second.output_text.endswith("It is owned by the Far North company.")
    assert second.previous_response_id == first.id
    conversation = first.id.split("_")[1]
    kept = assistant.conversations.open(ANNA, conversation)
    assert [turn.question for turn in kept.turns] == [QUESTION, "Who owns it?"]


def test_what_is_not_to_be_stored_follows_and_leaves_nothing(client, assistant):
    first = ask(client)
    before = len(assistant.conversations.find(ANNA, most=1_000))
    second = ask(client, "Who owns it?", previous_response_id=first.id, store=False)
    alone = ask(client, store=False)
    assert "Far North" in second.output_text
    assert (second.store, alone.store) == (False, False)
    assert len(assistant.conversations.find(ANNA, most=1_000)) == before
    assert len(assistant.conversations.open(ANNA, first.id.split("_")[1]).turns) == 1
    with pytest.raises(openai.NotFoundError, match="No response"):
        ask(client, previous_response_id=alone.id)


def test_a_message_that_comes_back_whole_is_history(client):
    first = ask(client, store=False)
    said = [{"role": "user", "content": QUESTION}, *first.output]
    second = ask(client, [*said, {"role": "user", "content": "Who owns it?"}])
    assert second.output_text.endswith("It is owned by the Far North company.")
    assert not second.store


def test_only_the_latest_response_of_ones_own_can_be_followed(client, address, assistant):
    first = ask(client)
    second = ask(client, "Who owns it?", previous_response_id=first.id)
    with pytest.raises(openai.UnprocessableEntityError, match=second.id):
        ask(client, "Why?", previous_response_id=first.id)
    other = assistant.keys.add(Reader("ben"), ["ask"])
    with client_of(address, other) as ben, pytest.raises(openai.NotFoundError, match="No resp"):
        ask(ben, "Why?", previous_response_id=second.id)


def test_a_scope_is_kept_to(client):
    with pytest.raises(openai.UnprocessableEntityError, match="Travel"):
        ask(client, extra_body={"scope": ["Travel"]})
    sent = ask(client, extra_body={"scope": ["sea"]}).output[0].content[0]
    assert {each.filename for each in sent.annotations} <= {"sea/ferry.md"}


@pytest.mark.parametrize(
    ("form", "error", "said"),
    [
        ({"model": "gpt-4o"}, openai.NotFoundError, "No model 'gpt-4o' here"),
        ({"input": []}, openai.UnprocessableEntityError, "user"),
        ({"input": ""}, openai.UnprocessableEntityError, "empty"),
        ({"input": [{"role": "system", "content": "x"}]}, openai.UnprocessableEntityError, "user"),
        ({"input": [{"type": "item_reference", "id": "x"}]}, openai.UnprocessableEntityError, "in"),
        ({"previous_response_id": "resp_none"}, openai.NotFoundError, "No response 'resp_none'"),
        ({"previous_response_id": "resp_a_b"}, openai.NotFoundError, "No response 'resp_a_b'"),
        (
            {
                "previous_response_id": "resp_a_b",
                "input": [
                    {"role": "user", "content": "A?"},
                    {"role": "assistant", "content": "B."},
                    {"role": "user", "content": "C?"},
                ],
            },
            openai.UnprocessableEntityError,
            "not both",
        ),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_wrong_request_is_an_error_of_the_client(client, form, error, said, stream):
    whole = {"model": "tenkyo", "input": "A?", **form}
    with pytest.raises(error, match=said) as caught:
        client.responses.create(**whole, stream=stream)
    assert set(caught.value.body) == {"message", "type", "param", "code"}


class Reworded:
    """Answers twice, the second time in other words."""

    def stream(self, question):
        for text in ("First words.", "Other words."):
            yield Answer(question.text, question.text, (Sentence(text, ()),), answered=True)


def test_an_answer_that_is_worded_anew_is_sent_behind_the_first_words(assistant, client):
    before, assistant.answering = assistant.answering, Reworded()
    try:
        events = list(ask(client, "A?", stream=True))
    finally:
        assistant.answering = before
    said = "".join(e.delta for e in events if e.type == "response.output_text.delta")
    assert said == events[-1].response.output_text == "First words.\n\nOther words."
