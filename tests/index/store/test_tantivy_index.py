"""The BM25 index, checked against the formula."""

import math
from collections import Counter
from itertools import pairwise

import pytest

from index.errors import DamagedError, HomeError
from index.store.tantivy_index import IndexedText, WeightedWord, WordIndex, WordPair, rarity
from index.text.terms import Term, terms

CORPUS = {
    "a": "The cable runs under the sea.",
    "b": "The cable and the other cable carry data.",
    "c": "Quantum sensors measure gravity very precisely in the laboratory.",
    "d": "The sea is deep.",
}


def texts(corpus, language="en"):
    """Passages of a document each, called by the first letter of their ids."""
    return [IndexedText(name, name[0], text, language) for name, text in corpus.items()]


@pytest.fixture
def words(tmp_path):
    words = WordIndex(tmp_path / "words")
    words.change(texts(CORPUS), [])
    return words


def wanted(*forms):
    return [WeightedWord(Term((form,), False), 1.0) for form in forms]


def bm25(question, texts, k1=1.2, b=0.75):
    """Robertson & Zaragoza 2009, with Lucene's never negative rarity."""
    bags = {name: Counter(terms(text)) for name, text in texts.items()}
    mean = sum(bag.total() for bag in bags.values()) / len(bags)
    scores = dict.fromkeys(bags, 0.0)
    for term in question:
        n = sum(term in bag for bag in bags.values())
        rarity = math.log(1 + (len(bags) - n + 0.5) / (n + 0.5))
        for name, bag in bags.items():
            norm = k1 * (1 - b + b * bag.total() / mean)
            scores[name] += rarity * bag[term] * (k1 + 1) / (bag[term] + norm)
    return {name: score for name, score in scores.items() if score}


@pytest.mark.parametrize("question", ["cable", "the deep sea", "cable cable data", "gravity"])
def test_scores_are_those_of_the_formula(words, question):
    found = dict(words.search(wanted(*terms(question)), 10))
    assert found == pytest.approx(bm25(terms(question), CORPUS), rel=1e-4)


def test_the_best_come_first_and_no_more_than_asked(words):
    assert [match.id for match in words.search(wanted("cabl", "data"), 1)] == ["b"]


def test_equal_scores_are_in_order_of_id(tmp_path):
    words = WordIndex(tmp_path)
    words.change(texts(dict.fromkeys("cab", "same words")), [])
    assert [match.id for match in words.search(wanted("same"), 10)] == ["a", "b", "c"]


@pytest.mark.parametrize("forms", [[], ["nowhere"], ["*"], ["a OR b"], ["\0"]])
def test_terms_that_no_passage_has_find_nothing(words, forms):
    assert words.search(wanted(*forms), 10) == []


def test_an_empty_index_finds_nothing(tmp_path):
    words = WordIndex(tmp_path)
    assert (words.search(wanted("cabl"), 10), words.ids(), len(words)) == ([], set(), 0)


def test_a_removed_passage_is_found_no_more(words):
    words.change([], ["a"])
    assert words.ids() == {"b", "c", "d"}
    assert [match.id for match in words.search(wanted("sea"), 10)] == ["d"]


def test_adding_a_known_passage_replaces_it(words):
    words.change(texts({"a": "gravity"}), [])
    assert len(words) == 4
    assert {match.id for match in words.search(wanted("graviti"), 10)} == {"a", "c"}


def test_japanese_is_found_by_pairs_of_characters(tmp_path):
    words = WordIndex(tmp_path)
    words.change(texts({"tokyo": "東京都に住む", "kyoto": "京都の寺"}, "ja"), [])
    assert [match.id for match in words.search(wanted(*terms("東京")), 10)] == ["tokyo"]


def test_frequencies_count_passages(words):
    assert words.frequencies([w.term for w in wanted("cabl", "the", "nowhere")]) == ([2, 4, 0], 4)


def test_what_was_committed_is_there_after_reopening(words, tmp_path):
    assert WordIndex(tmp_path / "words").ids() == set(CORPUS)


def test_a_damaged_folder_is_named_with_the_remedy(words, tmp_path):
    (tmp_path / "words" / "meta.json").write_text("{")
    with pytest.raises(HomeError, match=r"words' cannot be used: .*tenkyo index FOLDER") as e:
        WordIndex(tmp_path / "words")
    assert "\n" not in str(e.value)


def test_the_forms_of_a_word_count_as_one_word(tmp_path):
    words = WordIndex(tmp_path)
    corpus = {"a": "cable one", "b": "cables one", "c": "other one"}
    words.change(texts(corpus, "lv"), [])
    found = words.search([WeightedWord(Term(("cable", "cables"), False), 1.0)], 10)
    assert found[0].score == found[1].score == pytest.approx(rarity(2, 3), rel=1e-4)


def test_a_word_of_half_the_weight_scores_half(words):
    [whole, half] = (
        words.search([WeightedWord(Term(("graviti",), False), weight)], 1)[0].score
        for weight in (1, 0.5)
    )
    assert half == pytest.approx(whole / 2)


def test_words_side_by_side_are_told_from_words_apart(words):
    first, second, third = (Term((form,), False) for form in ("cabl", "run", "sea"))
    pairs = [WordPair(first, second, 2.0), WordPair(second, third, 1.0)]
    assert words.beside(pairs, list(CORPUS)) == {"a": 2.0}
    assert words.beside(pairs, ["b"]) == words.beside([], ["a"]) == words.beside(pairs, []) == {}


def test_a_pair_counts_once_in_whatever_forms_its_words_stand(tmp_path):
    words = WordIndex(tmp_path)
    words.change(texts({"both": "cable run cables run", "one": "cables run"}, "lv"), [])
    pair = WordPair(Term(("cable", "cables"), False), Term(("run",), False), 2.0)
    assert words.beside([pair], ["both", "one"]) == {"both": 2.0, "one": 2.0}


def test_more_pairs_than_one_query_tells_apart_are_all_looked_for(tmp_path):
    words = WordIndex(tmp_path)
    spelled = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
    words.change(texts({"all": " ".join(spelled), "some": " ".join(spelled[10:40])}), [])
    forms = [Term((terms(word, "en")[0],), False) for word in spelled]
    pairs = [WordPair(one, other, 1.0) for one, other in pairwise(forms)]
    assert words.beside(pairs, ["all", "some"]) == {"all": 59.0, "some": 29.0}


def test_a_warm_index_knows_its_passages(words):
    words.warm()
    assert set(words._view.ids.values()) == set(CORPUS)


def test_languages_are_counted_in_passages(tmp_path):
    words = WordIndex(tmp_path)
    words.change([*texts({"a": "eins"}, "de"), *texts({"b": "one", "c": "two"})], [])
    assert words.languages() == ("en", "de")


def test_what_many_changes_have_left_in_segments_is_merged(tmp_path):
    words, corpus = WordIndex(tmp_path / "words"), {f"a{i}": f"sea {i}" for i in range(40)}
    words.change(texts(corpus), [])
    assert not words.is_scattered()
    for name in "bcd":
        words.change(texts({name: CORPUS[name]}), [])
    assert words.is_scattered()
    before = words.search(wanted("sea", "deep"), 100)
    again = words.some()
    words.merge(text for text in texts(corpus) if text.id in again)
    assert not words.is_scattered()
    assert words.ids() == {*corpus, *"bcd"}
    after = words.search(wanted("sea", "deep"), 100)
    assert [m.id for m in after] == [m.id for m in before]
    assert [m.score for m in after] == pytest.approx([m.score for m in before])


def test_a_panic_of_the_index_is_one_clear_line(words, tmp_path):
    """What is damaged while it is open is noticed by nobody else."""
    [path] = (tmp_path / "words").glob("*.store")
    data = path.read_bytes()
    path.write_bytes(bytes(len(data) - 4) + data[-4:])
    with pytest.raises(DamagedError, match="words' cannot be used") as e:
        WordIndex(tmp_path / "words").ids()
    assert "\n" not in str(e.value)
