"""Finding model folders, telling them apart, and saying what lacks."""

import json
import os
import shutil

import pytest

from index.embedding.embedding import SHIPPED_MODEL, SentenceTransformersEmbedder
from index.embedding.model_folder import find_model, model_name
from index.errors import UsageError
from tests import tiny_models


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    base = tmp_path_factory.mktemp("whole")
    plain = tiny_models.bert_folder(base / "plain")
    return tiny_models.with_modules(plain, base / "model")


@pytest.fixture
def folder(whole, tmp_path):
    """A copy of a whole sentence-transformers model, to be spoilt."""
    return shutil.copytree(whole, tmp_path / "model")


def refusal(folder):
    with pytest.raises(UsageError) as raised:
        SentenceTransformersEmbedder(str(folder)).count(["text"])
    assert "\n" not in str(raised.value)
    assert str(folder) in str(raised.value)
    return str(raised.value)


def test_the_shipped_model_goes_by_its_name():
    assert model_name(SHIPPED_MODEL) == SHIPPED_MODEL
    assert (find_model(SHIPPED_MODEL) / "model.safetensors").exists()


def test_a_folder_goes_by_its_name_and_what_it_holds(folder, tmp_path):
    name = model_name(str(folder))
    moved = folder.rename(tmp_path / "elsewhere")
    assert name.startswith("model-")
    assert model_name(str(moved)).removeprefix("elsewhere-") == name.removeprefix("model-")


def test_a_model_that_was_changed_is_another_one(folder):
    names = {model_name(str(folder))}
    tiny_models.change_json(folder / "config_sentence_transformers.json", prompts={"query": "q: "})
    names.add(model_name(str(folder)))
    weights = folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    names.add(model_name(str(folder)))
    assert len(names) == 3


def test_a_note_beside_the_model_does_not_change_it(folder):
    name = model_name(str(folder))
    (folder / "README.md").write_text("A note.")
    (folder / ".cache").mkdir()
    (folder / ".cache" / "download.json").write_text("{}")
    assert model_name(str(folder)) == name


def test_large_weights_are_sampled_from_end_to_end(tmp_path):
    weights = tmp_path / "model.safetensors"
    with weights.open("wb") as file:
        file.truncate(50_000_000)
    names = {model_name(str(tmp_path))}
    for place in (0, 49_999_999):
        with weights.open("r+b") as file:
            file.seek(place)
            file.write(b"\1")
        names.add(model_name(str(tmp_path)))
    assert len(names) == 3


def test_a_model_that_is_nowhere_is_said_how_to_fetch():
    with pytest.raises(UsageError, match=r"hf download someone/some-model --local-dir FOLDER"):
        find_model("someone/some-model")


@pytest.mark.parametrize(
    "name", ["", "nowhere", "/nowhere/at/all", "a/b/c", "../x", "\0", "日本/語"]
)
def test_a_name_that_makes_no_sense_is_one_clear_line(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="No model in"):
        find_model(name)


def test_a_name_in_the_local_cache_is_found(whole, tmp_path, monkeypatch):
    snapshot = tmp_path / "models--someone--some-model" / "snapshots" / ("a" * 40)
    shutil.copytree(whole, snapshot)
    refs = tmp_path / "models--someone--some-model" / "refs"
    refs.mkdir()
    (refs / "main").write_text("a" * 40)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert model_name("someone/some-model").startswith("someone/some-model-")
    assert SentenceTransformersEmbedder("someone/some-model").count(["the sea"]) == [2]


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("model.safetensors", "it lacks the weights (model.safetensors)"),
        ("tokenizer.json", "it lacks the tokenizer (tokenizer.json)"),
        ("config.json", "it lacks config.json"),
        ("1_Pooling", "it lacks the folder '1_Pooling' that modules.json names"),
    ],
)
def test_what_lacks_is_named(folder, lost, said):
    path = folder / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert said in refusal(folder)


def test_a_lost_part_of_the_weights_is_named(folder):
    (folder / "model.safetensors").unlink()
    parts = {"weight_map": {"a": "model-00001-of-00001.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(parts))
    assert "it lacks the weights 'model-00001-of-00001.safetensors'" in refusal(folder)


def test_a_folder_without_a_model_says_so(tmp_path):
    (tmp_path / "notes.txt").write_text("Nothing here.")
    assert "it holds neither modules.json nor config.json" in refusal(tmp_path)


@pytest.mark.parametrize("damaged", ["config.json", "modules.json", "tokenizer.json"])
def test_a_damaged_file_is_one_clear_line(folder, damaged):
    (folder / damaged).write_bytes(b'{"a": \xff')
    assert "cannot be used" in refusal(folder)


def test_cut_off_weights_are_one_clear_line(folder):
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    assert "it is damaged or of an unknown kind" in refusal(folder)


def test_a_model_with_code_of_its_own_is_refused_and_its_code_not_run(folder, tmp_path):
    (folder / "custom.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    modules = json.loads((folder / "modules.json").read_text())
    modules[0]["type"] = "custom.Transformer"
    (folder / "modules.json").write_text(json.dumps(modules))
    assert "it needs code of its own, 'custom.Transformer', which is not run" in refusal(folder)
    assert not (tmp_path / "ran").exists()


def test_an_architecture_with_code_of_its_own_is_refused(tmp_path):
    folder = tiny_models.bert_folder(tmp_path / "plain")
    code = {"AutoConfig": "custom.Config", "AutoModel": "custom.Model"}
    tiny_models.change_json(folder / "config.json", model_type="unheard-of", auto_map=code)
    (folder / "custom.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert "cannot be used" in refusal(folder)
    assert not (tmp_path / "ran").exists()


def test_a_reranker_is_no_embedding_model(tmp_path):
    folder = tiny_models.bert_folder(tmp_path / "reranker", classes=1)
    assert "it is a reranker or a classifier, not an embedding model" in refusal(folder)


def test_a_prompt_that_fills_the_model_is_refused(whole, tmp_path):
    folder = shutil.copytree(whole, tmp_path / "model")
    prompts = {"query": "sea " * 70}
    tiny_models.change_json(folder / "config_sentence_transformers.json", prompts=prompts)
    assert "its prompts fill the 64 tokens that it reads" in refusal(folder)


def test_looking_for_a_name_leaves_the_hub_offline():
    with pytest.raises(UsageError):
        find_model("someone/some-model")
    assert os.environ["HF_HUB_OFFLINE"] == "1"
