"""What a page around the chat may choose."""

from ui.embed.frame_options import FrameOptions, read_frame


def test_nothing_given_is_the_chat_as_it_is():
    assert read_frame({}) == FrameOptions()


def test_texts_are_one_line_of_what_can_be_seen():
    read = read_frame({"title": " a\n\u202eb\x00\u200b c ", "greeting": "<b>こんにちは</b>"})
    assert read == FrameOptions(title="a b c", greeting="<b>こんにちは</b>")


def test_questions_are_separated_by_bars_and_are_few():
    read = read_frame({"questions": "One?| |Two?|" + "|".join("abcdefgh")})
    assert read.questions == ("One?", "Two?", "a", "b", "c", "d")


def test_long_texts_are_cut():
    read = read_frame({"title": "x" * 10_000, "questions": "y" * 10_000})
    assert (len(read.title), len(read.questions[0])) == (60, 200)


def test_a_style_is_made_of_colours_only():
    sent = {"accent": "#c00;background:url(//evil.example)", "theme": "red", "background": "url(x)"}
    assert read_frame(sent).style == ""
    assert "--tk-accent:light-dark(#" in read_frame({"accent": "#C00"}).style
