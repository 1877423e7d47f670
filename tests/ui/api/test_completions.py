"""OpenAI's chat completions, with their own client."""

import openai
import pytest

from assistant.types import Answer, Exchange, Question, Reader, Sentence
from tests.servers.serving import CABLE, QUESTION, served, small_assistant
from ui.api.annotations import annotations

SYSTEM = [{"role": "system", "content": "Be brief."}]
MISSING = "How many zebras live in Peru?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with small_assistant(tmp_path_factory.mktemp("openai")) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def address(assistant):
    with served(assistant) as address:
        yield address


@pytest.fixture(scope="module")
def client(address, assistant):
    key = assistant.keys.add(Reader("anna"), ["ask"])
    with client_of(address, key) as client:
        yield client


def client_of(address, key):
    return openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0)


def asked(client, *said, **options):
    roles = ("user", "assistant")
    messages = [{"role": roles[i % 2], "content": text} for i, text in enumerate(said)]
    return client.chat.completions.create(model="tenkyo", messages=messages, **options)


def test_a_scope_is_kept_to(client):
    said = asked(client, QUESTION, extra_body={"scope": ["sea"]}).choices[0].message
    assert said.content.endswith("Only one document of “sea” was looked at.")
    assert {each.url_citation.file for each in said.annotations or ()} <= {"sea/ferry.md"}
    with pytest.raises(openai.UnprocessableEntityError, match="Travel"):
        asked(client, QUESTION, extra_body={"scope": ["Travel"]})


def test_the_answer_is_that_of_the_assistant(client, assistant):
    sent = asked(client, QUESTION)
    [choice] = sent.choices
    assert choice.message.content.startswith("The Arctic cable runs from Tokyo to Helsinki.")
    assert (choice.message.role, choice.finish_reason) == ("assistant", "stop")
    assert (sent.object, sent.model) == ("chat.completion", "tenkyo")
    assert sent.usage.prompt_tokens == 7
    assert sent.usage.total_tokens == sent.usage.prompt_tokens + sent.usage.completion_tokens


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("chat/completions", '"messages": [{"role": "user", "content": "Arctic cable? \\ud83d"}]'),
        (
            "chat/completions",
            '"messages": [{"role": "system", "content": "Kurz \\udc1e"}, {"role": "user",'
            ' "content": [{"type": "text", "text": "Arctic cable?"}]}]',
        ),
        (
            "chat/completions",
            '"messages": [{"role": "user", "content": "船 \\ud83d"}, {"role": "assistant",'
            ' "content": "\\ud83d"}, {"role": "user", "content": "Arctic cable?"}]',
        ),
        ("responses", '"input": "Arctic cable? \\ud83d"'),
        (
            "responses",
            '"input": [{"role": "user", "content": [{"type": "input_text",'
            ' "text": "Arctic cable? \\ud83d"}]}]',
        ),
    ],
)
def test_half_a_character_is_no_reason_to_fail(client, address, path, asked, stream):
    content = f'{{"model": "tenkyo", "stream": {str(stream).lower()}, {asked}}}'
    headers = {"Authorization": f"Bearer {client.api_key}", "Content-Type": "application/json"}
    sent = client._client.post(f"{address}/v1/{path}", content=content, headers=headers)
    assert sent.status_code == 200
    assert "Tokyo to Helsinki" in sent.text
    assert '"total_tokens"' in sent.text or path == "chat/completions"
    assert sent.text.rstrip().endswith("[DONE]") is stream


def test_each_annotation_holds_a_quote_and_leads_to_it(client, address):
    message = asked(client, QUESTION).choices[0].message
    for each in message.annotations:
        cited = each.url_citation
        assert each.type == "url_citation"
        assert cited.file == "cable.txt"
        assert CABLE[cited.start : cited.end] == cited.quote
        assert message.content[cited.start_index : cited.end_index] == cited.quote
        page = client._client.get(cited.url)
        assert cited.url.startswith(f"{address}/c/")
        assert (page.status_code, "<mark" in page.text) == (200, True)
    assert message.annotations


def test_a_stream_adds_up_to_the_same(client):
    whole = asked(client, QUESTION)
    chunks = list(asked(client, QUESTION, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    assert chunks[-2].choices[0].finish_reason == "stop"
    sent = [a.model_dump() for a in whole.choices[0].message.annotations]
    assert deltas[-1].annotations == sent
    assert chunks[-1].usage == whole.usage
    assert len({chunk.id for chunk in chunks}) == 1


class Listening:
    """Answers nothing, and keeps what it was asked."""

    def stream(self, question):
        self.asked = question
        yield Answer(question.text, question.text, remark="Hm.")


def heard(folder, messages):
    """Returns the question that messages become."""
    with small_assistant(folder) as assistant:
        assistant.answering = listening = Listening()
        key = assistant.keys.add(Reader("anna", frozenset({"staff"})))
        with served(assistant) as address, client_of(address, key) as client:
            client.chat.completions.create(model="tenkyo", messages=messages)
    return listening.asked


def test_what_was_said_before_is_the_history(tmp_path):
    said = ("One?", "1", "Unanswered?", "Two?", "2", "Three?")
    roles = ("user", "assistant", "user", "user", "assistant", "user")
    messages = [{"role": r, "content": t} for r, t in zip(roles, said, strict=True)]
    history = (Exchange("One?", "1"), Exchange("Two?", "2"))
    reader = Reader("anna", frozenset({"staff"}))
    assert heard(tmp_path, messages) == Question("Three?", history, reader)


def test_a_message_that_comes_back_whole_is_an_answer_if_it_cites_something(tmp_path, client):
    messages = []
    for question in (QUESTION, MISSING):
        messages += [
            {"role": "user", "content": question},
            asked(client, question).choices[0].message,
        ]
    history = heard(tmp_path, [*messages, {"role": "user", "content": "Why?"}]).history
    assert [(each.question, each.answered) for each in history] == [
        (QUESTION, True),
        (MISSING, False),
    ]


def test_a_refusal_has_no_annotation(client):
    message = asked(client, MISSING).choices[0].message
    assert message.annotations == []
    assert message.content


def test_parts_of_text_and_other_roles_are_understood(client):
    parts = [
        {"type": "text", "text": "Where does the Arctic"},
        {"type": "text", "text": "cable run?"},
    ]
    sent = client.chat.completions.create(
        model="tenkyo", messages=[*SYSTEM, {"role": "user", "content": parts}], temperature=0
    )
    assert "Helsinki" in sent.choices[0].message.content


def test_the_model_is_listed(client):
    assert [model.id for model in client.models.list()] == ["tenkyo"]
    assert client.models.retrieve("tenkyo").owned_by == "tenkyo"


@pytest.mark.parametrize(
    ("form", "error", "said"),
    [
        ({"model": "gpt-4o"}, openai.NotFoundError, "No model 'gpt-4o' here"),
        ({"messages": []}, openai.UnprocessableEntityError, "'messages'"),
        (
            {"messages": [{"role": "system", "content": "x"}]},
            openai.UnprocessableEntityError,
            "user",
        ),
        ({"messages": [{"role": "user", "content": ""}]}, openai.UnprocessableEntityError, "empty"),
        ({"messages": [{"role": "user"}]}, openai.UnprocessableEntityError, "empty"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url"}]}]},
            openai.UnprocessableEntityError,
            "'messages",
        ),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_wrong_request_is_an_error_of_the_client(client, form, error, said, stream):
    whole = {"model": "tenkyo", "messages": [{"role": "user", "content": "A?"}], **form}
    with pytest.raises(error, match=said) as caught:
        client.chat.completions.create(**whole, stream=stream)
    assert set(caught.value.body) == {"message", "type", "param", "code"}


def test_a_wrong_key_is_an_error_of_the_client(address):
    with (
        client_of(address, "sk-none") as client,
        pytest.raises(openai.AuthenticationError, match="not good"),
    ):
        client.models.list()


class Reworded:
    """Answers twice, the second time in other words."""

    def stream(self, question):
        for text in ("First words.", "Other words."):
            yield Answer(question.text, question.text, (Sentence(text, ()),), answered=True)


def test_an_answer_that_is_worded_anew_is_sent_behind_the_first_words(tmp_path):
    with small_assistant(tmp_path) as assistant:
        assistant.answering = Reworded()
        key = assistant.keys.add(Reader("anna"))
        with (
            served(assistant) as address,
            openai.OpenAI(base_url=f"{address}/v1", api_key=key) as c,
        ):
            chunks = list(asked(c, "A?", stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == (
        "First words.\n\nOther words."
    )


def test_annotations_follow_the_sentences_though_words_repeat(assistant):
    answer = assistant.answering.invoke(Question(QUESTION))
    [sentence, *_] = answer.sentences
    said = f"{sentence.text}\n\n{answer.text}"
    first = annotations(answer, said, "")[0].url_citation
    assert first.start_index == len(sentence.text) + 2
