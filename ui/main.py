"""Where everything is put together: the command line, with the chat behind `tenkyo serve`."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.commands import parser as cli
from assistant.terminal.command_line import for_readers

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def main() -> int:
    """Runs the command `tenkyo` and returns its exit status."""
    return cli.main(serve=_serve, mcp=_serve_tools)


def _serve(assistant: "Assistant", host: str, port: int, prepare: Callable[[], None]) -> None:
    # Gradio takes seconds to import, and only this command needs it.
    from ui.server import serve

    serve(assistant, host, port, prepare)


def _serve_tools(assistant: "Assistant") -> None:
    from ui.api.tools import serve_on_stdio

    with for_readers():
        serve_on_stdio(assistant)


if __name__ == "__main__":
    sys.exit(main())
