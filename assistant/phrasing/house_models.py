"""Language models of this machine: looked for when somebody asks to, and one of them switched on.

Nobody but this machine is asked: its loopback address, at the ports that the usual servers take by
themselves. What is switched on is noted in the home folder; the setting, where there is one, wins.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from assistant.phrasing.language_models import NO_KEY
from assistant.settings import Settings

PLACES = {"Ollama": 11_434, "llama.cpp": 8_080, "vLLM": 8_000}
"""The servers that are looked for, and the port that each takes by itself."""

_HOST = "127.0.0.1"
_SECONDS = 2.0
_LONGEST = 1_000_000
_MOST = 20
_LONGEST_NAME = 200
# A Tenkyo there offers its answers as a model: it would ask itself.
_OURSELVES = "tenkyo"
_MODEL, _ADDRESS = "chat_model", "chat_base_url"


@dataclass(frozen=True, slots=True)
class HouseModel:
    """A language model by the name that the setting has for it, and where its server is."""

    server: str
    name: str
    address: str

    @property
    def title(self) -> str:
        """What the server calls it."""
        return self.name.partition(":")[2]


class _Listed(BaseModel):
    id: str
    owned_by: str = ""


class _Listing(BaseModel):
    data: list[_Listed]


def look_for_models(places: Mapping[str, int] = PLACES) -> tuple[HouseModel, ...]:
    """Returns the language models that servers of this machine offer, at these ports."""
    # A proxy that the environment names would be another machine.
    with httpx.Client(timeout=_SECONDS, trust_env=False, follow_redirects=False) as client:
        return tuple(
            model for name, port in places.items() for model in _models_of(client, name, port)
        )


def with_house_model(settings: Settings, facts: Mapping[str, str]) -> Settings:
    """Returns settings with the model that is switched on, unless they name one themselves."""
    if settings.chat_model or not facts.get(_MODEL):
        return settings
    noted = {name: facts[name] for name in (_MODEL, _ADDRESS)}
    # Whoever listens there is not who the operator's key is for. Ollama knows no keys.
    key = NO_KEY if facts[_MODEL].startswith("openai:") else ""
    return settings.model_copy(update={**noted, "chat_api_key": SecretStr(key)})


def facts_of(model: HouseModel | None) -> dict[str, str]:
    """Returns what notes that a model is switched on, or none."""
    return {_MODEL: model.name if model else "", _ADDRESS: model.address if model else ""}


def _models_of(client: httpx.Client, server: str, port: int) -> Iterator[HouseModel]:
    address = f"http://{_HOST}:{port}"
    try:
        with client.stream("GET", f"{address}/v1/models") as response:
            listed = _Listing.model_validate_json(_read(response)).data
    except (httpx.HTTPError, ValidationError):
        return  # Nobody is there, or another program.
    provider, base = ("ollama", address) if server == "Ollama" else ("openai", f"{address}/v1")
    for each in listed[:_MOST]:
        if each.owned_by != _OURSELVES and len(each.id) <= _LONGEST_NAME:
            yield HouseModel(server, f"{provider}:{each.id}", base)


def _read(response: httpx.Response) -> bytes:
    """Returns what is said, nothing if it is too much or says that it is not there."""
    said, end = b"", time.monotonic() + _SECONDS
    for piece in response.iter_bytes() if response.is_success else ():
        said += piece
        if len(said) > _LONGEST or time.monotonic() > end:
            return b""
    return said
