"""What is logged, and how: as lines for people or as JSON, never with what was asked.

The text of an error can hold what a reader typed, such as the parameters of a failed statement. So
an error is logged by its kind and by where it happened.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

ErrorInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class QuietFormatter(logging.Formatter):
    """Formats lines for people; of an error, the kind and the places only."""

    def formatException(self, ei: ErrorInfo) -> str:
        """Returns an error and what led to it, one place a line."""
        return "\n".join(f"  {line}" for line in _places(ei[1]))


class JsonFormatter(logging.Formatter):
    """Formats one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns when, how bad, from where, what, and the facts that came with it."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "from": record.name}
        line |= {"event": record.getMessage(), **getattr(record, "facts", {})}
        if record.exc_info:
            line["error"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logs(form: Literal["plain", "json"]) -> None:
    """Sends warnings of everything to stderr; as JSON, each request too."""
    handler = logging.StreamHandler(sys.stderr)
    plain = QuietFormatter("%(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else plain)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for ours in ("ui", "assistant", "index"):
        logging.getLogger(ours).setLevel(logging.INFO if form == "json" else logging.WARNING)


def _places(error: BaseException | None) -> list[str]:
    """Returns the kinds of an error and of its causes, each with the places it came through."""
    lines: list[str] = []
    while error is not None and len(lines) < 200:
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        frames = traceback.extract_tb(error.__traceback__)
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        error = error.__cause__ or error.__context__
    return lines
