"""What every kind of request has: Starlette's, FastAPI's and Gradio's."""

from collections.abc import Mapping
from typing import Protocol

from starlette.datastructures import State


class WebRequest(Protocol):
    """A request, as far as it matters who sends it and in which language."""

    @property
    def state(self) -> State:
        """What the layers in front of the application know of the request."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, by name in any case."""

    @property
    def query_params(self) -> Mapping[str, str]:
        """The parameters of the address."""
