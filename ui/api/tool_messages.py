"""What stands in a server's messages of the Model Context Protocol, before and after its tools."""

from typing import Any

from mcp import MCPError
from mcp.server import MCPServer
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp_types import METHOD_NOT_FOUND, ToolAnnotations

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
"""For tools that change nothing, may be called again, and look at the documents alone."""

_WITHOUT = "prompts"
_LISTS_WHAT_THERE_IS = {"initialize", "server/discover"}


def keep_to_what_there_is(server: MCPServer) -> None:
    """Takes out of a server what its package puts into every one.

    That are prompts, which it would list though it has none, and spans that hold the texts of
    errors, and so words of a question or of a file.
    """
    server.middleware[:] = [
        each for each in server.middleware if type(each).__name__ != "OpenTelemetryMiddleware"
    ]
    server.middleware.append(_without_prompts)


async def _without_prompts(
    ctx: ServerRequestContext[Any, Any], call_next: CallNext
) -> HandlerResult:
    if ctx.method.startswith(f"{_WITHOUT}/"):
        raise MCPError(METHOD_NOT_FOUND, "Method not found", ctx.method)
    result = await call_next(ctx)
    if ctx.method not in _LISTS_WHAT_THERE_IS or not isinstance(result, dict):
        return result
    can = {name: how for name, how in result["capabilities"].items() if name != _WITHOUT}
    return {**result, "capabilities": can}
