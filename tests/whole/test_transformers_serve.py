"""A real server, `transformers serve`, with a tiny random chat model that the test makes itself."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from assistant.answers.chain import AnswerChain
from assistant.commands.doctor import Check, _model
from assistant.phrasing.language_models import LanguageModel, ModelLimits, open_model
from assistant.phrasing.phrasing import Phrasing
from assistant.settings import Settings
from assistant.types import Question
from tests.assistant.phrasing.test_language_models import said

TEXT = "The Arctic cable runs under the northern sea from Kyoto to Oslo."
TEMPLATE = (
    "{% for m in messages %}<{{ m.role }}> {{ m.content }}\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant> {% endif %}"
)
START_SECONDS = 300


def make_chat_model(folder):
    """Makes a Llama of two thin layers with random weights, a tokenizer of bytes and a template."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = {letter: i for i, letter in enumerate(["<s>", "</s>", *letters])}
    tokenizer = Tokenizer(models.BPE(vocab=words, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(words),
        hidden_size=32,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=8_192,
        bos_token_id=0,
        eos_token_id=1,
    )
    LlamaForCausalLM(config).save_pretrained(folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The folder of the model and the address of a server for it."""
    folder = tmp_path_factory.mktemp("chat") / "tiny"
    make_chat_model(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("transformers")
    log = (folder.parent / "log.txt").open("w")
    server = subprocess.Popen(
        [command, "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder.parent / "cache")},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        wait_until_up(server, port, folder.parent / "log.txt")
        yield str(folder), f"http://127.0.0.1:{port}/v1"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        log.close()


def wait_until_up(server, port, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"transformers serve did not start: {log.read_text()[-2_000:]}")


def chosen(served, **others):
    folder, url = served
    values = {"chat_model": f"openai:{folder}", "chat_base_url": url, "chat_answer_tokens": 60}
    return Settings(threshold=0.1, **{**values, **others})


def test_nonsense_of_a_real_model_leaves_the_documents_own_sentences(served, library, folder):
    (folder / "cables.txt").write_text(TEXT)
    library.sync([folder])
    settings = chosen(served)
    limits = ModelLimits(first_token=60, total=90)
    model = LanguageModel("tiny", lambda: open_model(settings), limits)
    question = Question("Where does the Arctic cable run?")
    found = AnswerChain(library, settings, Phrasing(settings, model)).invoke(question)
    assert [s.text for s in found.sentences] == [TEXT]
    assert "do not support what the language model wrote" in found.note
    assert found.model == ""


def test_the_real_server_streams_what_the_model_writes(served):
    model = LanguageModel("tiny", lambda: open_model(chosen(served)), ModelLimits(60, 90))
    pieces = [piece for piece in model.stream(*said("Be kind.", "Say something.")) if piece]
    assert len(pieces) > 1


def test_the_doctor_finds_the_real_model_well(served):
    [check] = _model(chosen(served))
    assert isinstance(check, Check)
    assert check.passed, check.finding
    assert "wrote its first words after" in check.finding
