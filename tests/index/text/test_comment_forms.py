"""The comment form at the end of a saved page is part of no passage."""

import pytest

from index.readers import extract
from index.text.comment_forms import content_end
from tests.conftest import SEEDS

ARTICLE = "The article.\n\nIt has a last paragraph.\n\n"
FORMS = [
    "评论\n\n发表回复\n\n您的邮箱地址不会被公开。 必填项已用 * 标注",
    "Leave a Reply\n\nYour email address will not be published. Required fields are marked *",
    "## Post a comment\n\nRequired fields are marked *\n\nName *\n\nE-mail *\nWebsite",
    "コメントを残す\n\nメールアドレスが公開されることはありません。 が付いている欄は必須項目です",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("article", [ARTICLE, ARTICLE * 100])
def test_a_comment_form_at_the_end_is_no_content(form, newline, article):
    text = (article + form).replace("\n", newline)
    assert text[: content_end(text)].rstrip() == article.replace("\n", newline).rstrip()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_before_more_text_is_content(form):
    text = f"{ARTICLE}{form}\n\nThe article goes on here."
    assert content_end(text) == len(text)


def test_a_document_may_end_with_the_word_comments():
    text = ARTICLE + "Comments"
    assert content_end(text) == len(text)


def test_the_form_of_the_sample_article_is_in_no_section():
    data = (SEEDS / "eu-japan-digital-partnership.txt").read_bytes()
    extraction = extract("a.txt", data)
    covered = "".join(extraction.text[s.start : s.end] for s in extraction.sections)
    assert "a lot more interesting." in covered
    assert not any(word in covered for word in ("评论", "发表回复", "邮箱"))


def test_the_form_of_the_sample_article_is_in_no_passage(seeds_library):
    [document] = seeds_library.documents()
    passages = seeds_library.passages_of(document)
    assert len(passages) > 5
    assert not any("发表回复" in p.text or "邮箱" in p.text or "评论" in p.text for p in passages)
    assert document.text.endswith("必填项已用 * 标注")
