"""What stands in a server's messages of the Model Context Protocol, before and after its tools."""

from collections.abc import Mapping
from typing import Any

from mcp import MCPError
from mcp.server import MCPServer
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp_types import METHOD_NOT_FOUND, ToolAnnotations

from assistant.tracing.spans import step

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
"""For tools that change nothing, may be called again, and look at the documents alone."""

_WITHOUT = "prompts"
_LISTS_WHAT_THERE_IS = {"initialize", "server/discover"}
_TRACED = {"tools/call", "resources/read"}


def keep_to_what_there_is(server: MCPServer) -> None:
    """Takes out of a server what its package puts into every one.

    That are prompts, which it would list though it has none, and spans that hold the texts of
    errors, and so words of a question or of a file.
    """
    server.middleware[:] = [
        each for each in server.middleware if type(each).__name__ != "OpenTelemetryMiddleware"
    ]
    server.middleware.extend([_Traced(server), _without_prompts])


class _Traced:
    """Makes a call a step, without what it is called with; a tool that there is not has no name."""

    def __init__(self, server: MCPServer) -> None:
        self._server = server

    async def __call__(
        self, ctx: ServerRequestContext[Any, Any], call_next: CallNext
    ) -> HandlerResult:
        if ctx.method not in _TRACED:
            return await call_next(ctx)
        tool = await self._tool(ctx.params or {})
        facts = {"mcp.method.name": ctx.method, "mcp.protocol.version": ctx.protocol_version}
        if tool:
            facts |= {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool}
        with step(f"{ctx.method} {tool}".strip(), facts, "server") as span:
            result = await call_next(ctx)
            if isinstance(result, dict) and result.get("isError"):
                span.fail("tool_error")
            return result

    async def _tool(self, params: Mapping[str, Any]) -> str:
        called = params.get("name")
        return next((t.name for t in await self._server.list_tools() if t.name == called), "")


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
