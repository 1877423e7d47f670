"""Traces by OpenTelemetry's protocol, sent to one receiver in the background.

The only module that imports OpenTelemetry. What makes the spans is not made known to the process,
so no other library finds it: several put questions, paths or texts of errors into theirs.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

import requests
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import (
    Span,
    SpanKind,
    StatusCode,
    Tracer,
    get_current_span,
    set_span_in_context,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from assistant.tracing.spans import Facts, Kind

logger = logging.getLogger(__name__)

_BATCH = 3.0
"""How long the receiver may take for one batch, in seconds; nobody waits for it."""
_LAST = 1.5
"""How long the end of the process waits for what is still to be sent, in seconds."""
_OFTEN = 1_000
"""How long spans are collected before they are sent, in milliseconds."""
_PATH = "/v1/traces"


class TracedSpan:
    """A step that is sent when it has ended."""

    def __init__(self, tracer: Tracer, span: Span, contents: bool) -> None:
        """Takes what makes the spans of its parts, its own, and whether they hold contents."""
        self._tracer, self._span, self._contents = tracer, span, contents

    def begin(self, name: str, facts: Facts, kind: Kind = "internal") -> "TracedSpan":
        """Begins a step that is a part of this one."""
        # The context of the process is left alone: other libraries would find the span there.
        around = set_span_in_context(self._span, Context())
        span = self._tracer.start_span(
            name, around, SpanKind[kind.upper()], dict(facts), record_exception=False
        )
        return TracedSpan(self._tracer, span, self._contents)

    def call(self, name: str) -> None:
        """Gives the step another name, now that more is known of it."""
        self._span.update_name(name)

    def note(self, facts: Facts) -> None:
        """Notes what is none of the contents."""
        self._span.set_attributes(dict(facts))

    def note_contents(self, facts: Callable[[], Facts]) -> None:
        """Notes contents where the settings say so."""
        if self._contents:
            self.note(facts())

    def fail(self, error: str) -> None:
        """Notes that the step failed, by the name of an error."""
        self._span.set_attribute("error.type", error)
        self._span.set_status(StatusCode.ERROR)

    def end(self) -> None:
        """Ends the step."""
        self._span.end()


class OtlpTraces:
    """Where traces begin that are sent by OTLP."""

    def __init__(self, tracer: Tracer, contents: bool) -> None:
        """Takes what makes spans, and whether they hold contents."""
        self._tracer, self._contents = tracer, contents

    def around(self, caller: str = "") -> TracedSpan:
        """Returns what the first step of a trace is a part of, by the `traceparent` of a caller.

        Of a caller come two numbers and nothing else: `tracestate` and `baggage` are not read, and
        whether the trace is recorded is not for a caller to say.
        """
        outside = TraceContextTextMapPropagator().extract({"traceparent": caller}, Context())
        return TracedSpan(self._tracer, get_current_span(outside), self._contents)


@contextmanager
def otlp_traces(address: str, *, contents: bool) -> Iterator[OtlpTraces]:
    """Yields where traces begin that are sent to an address; at last, sends what is left.

    A receiver that is away costs no more than a moment at the end.
    """
    sending = BatchSpanProcessor(_Telling(_exporter(address)), schedule_delay_millis=_OFTEN)
    about = Resource.create({"service.name": "tenkyo", "service.version": version("tenkyo")})
    provider = TracerProvider(ALWAYS_ON, about, shutdown_on_exit=False)
    provider.add_span_processor(sending)
    try:
        yield OtlpTraces(provider.get_tracer("tenkyo", version("tenkyo")), contents)
    finally:
        ending = threading.Thread(target=provider.shutdown, name="last traces", daemon=True)
        ending.start()
        ending.join(_LAST)


def _exporter(address: str) -> OTLPSpanExporter:
    session = requests.Session()
    # No proxy, and no password that lies about for the host: the receiver alone is contacted.
    session.trust_env = False
    # It says of each attempt what went wrong, where one line is enough.
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
    _, _, place = address.partition("://")
    endpoint = address if "/" in place else f"{address}{_PATH}"
    return OTLPSpanExporter(endpoint, timeout=_BATCH, session=session)


class _Telling(SpanExporter):
    """Sends spans, and says once that they cannot be sent, and once that they can again."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter, self._fails = exporter, False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._exporter.export(spans)
        fails = result is not SpanExportResult.SUCCESS
        if fails and not self._fails:
            logger.warning("Traces cannot be sent to where TENKYO_TRACES says; answers go on")
        elif self._fails and not fails:
            logger.warning("Traces are sent again")
        self._fails = fails
        return result

    def shutdown(self) -> None:
        self._exporter.shutdown()
