"""Texts to tokens, beside a tokenizer that keeps a state of its own."""

import pytest
from tokenizers import AddedToken, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from index.embedding.tokenising import TextTokenizer

WORDS = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "one": 3, "two": 4, "three": 5}


@pytest.fixture
def tokenizer():
    made = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)]
    )
    made.add_special_tokens([AddedToken("[CLS]", special=True), AddedToken("[SEP]", special=True)])
    made.add_tokens(["C++"])
    made.enable_truncation(3)
    made.enable_padding(length=9)
    return made


def test_a_text_is_read_without_the_truncation_and_padding_of_the_model(tokenizer):
    [read] = TextTokenizer(tokenizer, limit=8).tokenise(["one two C++ three"], "")
    assert read.ids == [0, 3, 4, 6, 5, 1]
    assert [token.id for token in read.tokens] == [3, 4, 6, 5]
    assert (tokenizer.truncation["max_length"], tokenizer.padding["length"]) == (3, 9)


def test_a_text_is_cut_at_the_limit_and_counted_whole(tokenizer):
    reads = TextTokenizer(tokenizer, limit=5)
    [read] = reads.tokenise(["one two C++ three"], "")
    assert read.ids == [0, 3, 4, 6, 1]
    assert reads.count(["one two C++ three"]) == [4]
    assert reads.room("one") == 2


def test_what_was_added_twice_keeps_its_ids(tokenizer):
    # Added out of the order of their ids: the special one is part of the vocabulary.
    tokenizer.add_tokens(["R&D"])
    tokenizer.add_special_tokens([AddedToken("two", special=True)])
    [read] = TextTokenizer(tokenizer, limit=8).tokenise(["R&D one C++"], "")
    assert read.ids == [0, 7, 3, 6, 1]
