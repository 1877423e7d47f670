"""Models of every kind behind the embedder, against what sentence-transformers computes itself."""

import shutil
from contextlib import closing
from functools import cache

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.embedding.embedding import SentenceTransformersEmbedder, unit
from index.library import open_library
from index.search.late_interaction import fit_projection
from index.search.queries import Query
from tests import tiny_models

TEXTS = [
    "The Arctic cable avoids the South China Sea.",
    "sea",
    "海底 cable  a 東京 ...",
    "the cable " * 60,
    "",
]
E5 = {"query": "query: ", "passage": "passage: "}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("models")
    bert = tiny_models.bert_folder(base / "bert")
    xlm = tiny_models.xlm_roberta_folder(base / "xlm")
    qwen = tiny_models.qwen_folder(base / "qwen")
    made = tiny_models.with_modules
    return {
        "plain bert": bert,
        "bert, first token": made(bert, base / "cls", pooling="cls"),
        "bert, all of it": made(bert, base / "max", pooling=("mean", "max")),
        "e5": made(xlm, base / "e5", prompts=E5),
        "instructor": made(bert, base / "instructor", prompts=E5, include_prompt=False),
        "decoder": made(qwen, base / "decoder", prompts={"query": "ask: "}, pooling="lasttoken"),
    }


KINDS = ["plain bert", "bert, first token", "bert, all of it", "e5", "instructor", "decoder"]


@cache
def embedder_of(folder):
    """Loads a model once: most tests only ask it."""
    return SentenceTransformersEmbedder(str(folder))


@pytest.fixture(params=KINDS)
def folder(request, folders):
    return folders[request.param]


def test_sentence_vectors_are_those_of_the_library_itself(folder):
    embedder, oracle = embedder_of(folder), SentenceTransformer(str(folder))
    passage = oracle.prompts.get("passage", "")
    for found, expected in (
        (embedder.embed_questions(TEXTS), oracle.encode_query(TEXTS)),
        (embedder.embed_passages(TEXTS), oracle.encode(TEXTS, prompt=passage)),
    ):
        ours = np.array([embedding.sentence for embedding in found])
        # Of the last one, which is empty, there may be nothing to take the mean of.
        assert np.sum(ours * unit(expected), axis=1)[: len(TEXTS) - 1].min() > 0.995


def test_a_short_text_alone_is_that_of_the_library_itself_at_any_length(folder):
    embedder, oracle = embedder_of(folder), SentenceTransformer(str(folder))
    passage = oracle.prompts.get("passage", "")
    for length in range(1, 18):
        text = "the cable avoids the"[:length].strip()
        [ours] = embedder.embed_passages([text])
        assert ours.sentence @ unit(oracle.encode(text, prompt=passage)) > 0.995


def test_tokens_stand_where_they_are_in_the_text_without_the_prompt(folder):
    embedder = embedder_of(folder)
    text = " The Arctic cable; 東京 sea"
    for [found] in (embedder.embed_passages([text]), embedder.embed_questions([text])):
        assert len(found.tokens) == len(found.spans)
        said = [text[start:end] for start, end in found.spans]
        assert (said[0][0], said[-1][-1]) == ("T", "a")
        assert all(piece == piece.strip() != "" for piece in said)
        assert np.linalg.norm(found.tokens, axis=1) == pytest.approx(1, abs=1e-3)
    assert found.spans == [(token.start, token.end) for token in embedder.tokens(text)]


def test_as_many_tokens_as_the_limit_says_are_read_after_any_prompt(folder):
    embedder = embedder_of(folder)
    text = "sea " * 80
    for embed in (embedder.embed_passages, embedder.embed_questions):
        [found] = embed([text])
        whole = text[: found.spans[-1][1]]
        assert embedder.max_tokens <= embedder.count([whole])[0] <= 63
    assert embedder.count([text])[0] > 63


def test_a_padded_text_has_the_vectors_it_has_alone(folder):
    embedder = embedder_of(folder)
    [alone], together = embedder.embed_passages(["sea"]), embedder.embed_passages(TEXTS[:4])
    assert alone.sentence @ together[1].sentence > 0.995
    assert np.sum(alone.tokens * together[1].tokens, axis=1).min() > 0.995


def test_a_projection_can_be_fitted_for_few_dimensions_and_few_words(folder):
    embedder = embedder_of(folder)
    projection = fit_projection(embedder)
    assert projection.shape == (32, 32)
    assert np.allclose(projection.T @ projection, np.eye(32), atol=1e-4)
    [kept], [whole] = embedder.embed_passages(["sea"], projection), embedder.embed_passages(["sea"])
    assert kept.tokens @ kept.tokens.T == pytest.approx(whole.tokens @ whole.tokens.T, abs=0.02)


def test_prompts_may_be_added_to_a_folder_that_lacks_them(folders, tmp_path):
    folder = shutil.copytree(folders["bert, first token"], tmp_path / "model")
    told = folder / "config_sentence_transformers.json"
    told.write_text('{"prompts": {"query": "query: ", "document": "passage: "}}')
    model = embedder_of(folder)._model
    assert (model.question_prompt, model.passage_prompt) == ("query: ", "passage: ")


def test_a_library_is_built_and_searched_with_any_model(folder, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.md").write_text("# 東京\n\n" + "The Arctic cable avoids the sea. " * 40)
    library = open_library(tmp_path / "home", embedder_of(folder), create=True)
    with closing(library):
        library.sync([papers])
        [hit, *_] = library.search(Query("Which cable avoids the sea?"))
        assert "cable" in hit.passage.text
