"""A LangChain retriever over HTTP: the passages of a Tenkyo that runs somewhere else."""

from json import JSONDecodeError
from typing import Any

import httpx
from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import SecretStr

from index.errors import TenkyoError


class RemoteRetriever(BaseRetriever):
    """Returns the `k` best passages for a question, best first, as far as the key lets one see.

    `url` is the address of the chat, `key` an API key with the scope `search`, and `scope` names
    documents, folders and tags that the search is kept to. A passage's metadata say where it
    stands: `file`, `start`, `end` (code points of the file's text), `title`, `heading`, `page`,
    `language`, and its `score`.

    Raises:
        TenkyoError: the server refuses, or cannot be reached; the message says why.
    """

    url: str
    key: SecretStr = SecretStr("")
    k: int = 10
    scope: tuple[str, ...] = ()
    seconds: float = 60.0

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[LangChainDocument]:
        with httpx.Client(timeout=self.seconds) as client:
            try:
                return _passages(client.send(self._request(query, k)))
            except httpx.HTTPError as error:
                raise self._unreached(error) from error

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[LangChainDocument]:
        async with httpx.AsyncClient(timeout=self.seconds) as client:
            try:
                return _passages(await client.send(self._request(query, k)))
            except httpx.HTTPError as error:
                raise self._unreached(error) from error

    def _request(self, query: str, k: int | None) -> httpx.Request:
        key = self.key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        form = {"question": query, "top_k": k or self.k, "scope": self.scope}
        address = f"{self.url.rstrip('/')}/api/search"
        return httpx.Request("POST", address, json=form, headers=headers)

    def _unreached(self, error: httpx.HTTPError) -> TenkyoError:
        cause = " ".join(str(error).split()) or type(error).__name__
        return TenkyoError(f"No answer from {self.url!r}: {cause}. Is Tenkyo served there?")


def _passages(answer: httpx.Response) -> list[LangChainDocument]:
    try:
        sent = answer.json()
    except (JSONDecodeError, UnicodeDecodeError):
        sent = {}
    if answer.is_success and "hits" in sent:
        return [_passage(hit) for hit in sent["hits"]]
    why = sent.get("error") or f"status {answer.status_code}, and no answer of Tenkyo's"
    raise TenkyoError(f"The search was refused: {why}")


def _passage(hit: dict[str, Any]) -> LangChainDocument:
    place = f"{hit['file']}:{hit['start']}-{hit['end']}"
    metadata = {name: value for name, value in hit.items() if name != "text"}
    return LangChainDocument(id=place, page_content=hit["text"], metadata=metadata)
