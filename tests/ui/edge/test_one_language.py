"""One language for all pages, by a setting."""

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.settings import Settings
from ui.edge.one_language import OneLanguage
from ui.html.wording import words_for


@pytest.mark.parametrize(
    ("address", "asked_for", "said"),
    [("/", "en", "Senden"), ("/", "", "Senden"), ("/?language=fr", "en", "Envoyer")],
)
def test_pages_are_in_the_language_of_the_setting_unless_their_address_names_one(
    address, asked_for, said
):
    app = FastAPI()
    app.add_middleware(OneLanguage, language="de")
    app.get("/")(_send)
    headers = {"accept-language": asked_for} if asked_for else {}
    assert TestClient(app).get(address, headers=headers).json() == said


def _send(request: Request):
    return words_for(request)("send")


def test_a_language_without_a_catalogue_is_refused(monkeypatch):
    monkeypatch.setenv("TENKYO_LANGUAGE", "tlh")
    with pytest.raises(ValueError, match="'tlh' is none of en, de, es, fr, ja"):
        Settings()
