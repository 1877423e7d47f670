"""What the commands do, once the command line has been read."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from assistant.assistant import Assistant, open_assistant
from assistant.backups.command import backup, restore
from assistant.commands.access_command import reader_for, show_access
from assistant.commands.audit_command import audit
from assistant.commands.batch import run_batch
from assistant.commands.conversations_command import conversations, export, verify_file
from assistant.commands.doctor import examine
from assistant.commands.feedback import feedback
from assistant.commands.gaps_command import gaps
from assistant.commands.indexing import forget, index, index_before_serving
from assistant.commands.key_commands import keys
from assistant.commands.parser import Serve, ServeTools
from assistant.commands.public import check_public
from assistant.commands.sessions_command import sessions
from assistant.commands.why_command import why
from assistant.evaluation.command import evaluate
from assistant.json_forms import answer_json, hits_json, status_json
from assistant.kept.command import kept
from assistant.settings import Settings, read_settings
from assistant.sources.command import source
from assistant.sources.fetching import origin_of_document
from assistant.terminal.exit_status import WRONG_USE
from assistant.terminal.terminal import answer_view, console, hits_view, status_view
from assistant.terminal.terminal_words import terminal_words
from assistant.terminal.unexpected import say, say_with_trace
from assistant.types import OPERATOR, Question
from index.command_line import command
from index.database.home_folder import is_home
from index.errors import UsageError
from index.store.setting_aside import set_aside_damaged
from index.sync.file_states import refuse_nothing
from index.sync.scan import roots_of

Command = Callable[[Assistant, argparse.Namespace], int]

_CREATING = ("index", "serve", "source")
"""The commands that make a home folder where there is none."""


def run(options: argparse.Namespace, serve: Serve | None, mcp: ServeTools | None = None) -> int:
    """Runs the command that was parsed and returns its exit status.

    Raises:
        TenkyoError: it cannot be done; the message says why.
    """
    settings = read_settings(options.home)
    if settings.debug:
        sys.excepthook = say_with_trace
    without_index = {
        "doctor": lambda: _doctor(settings),
        "audit": lambda: audit(settings, options, _write),
        "backup": lambda: backup(settings, options),
        "restore": lambda: restore(settings, options),
    }
    if options.command in without_index:
        return without_index[options.command]()
    commands: dict[str, Command] = {
        "index": partial(index, write=_write),
        "access": partial(show_access, write=_write),
        "search": _search,
        "ask": _ask,
        "gaps": partial(gaps, write=_write),
        "kept": _kept,
        "why": partial(why, write=_write),
        "status": _status,
        "forget": forget,
        "eval": partial(evaluate, write=_write),
        "feedback": partial(feedback, write=_write),
        "conversations": partial(conversations, write=_write),
        "export": partial(export, write=_write),
        "verify": verify_file,
        "sessions": sessions,
        "keys": partial(keys, write=_write),
        "source": partial(source, write=_write),
    }
    _look_first(settings, options)
    with open_assistant(settings, create=options.command in _CREATING) as assistant:
        if options.command == "serve":
            return _serve(assistant, options, serve)
        if options.command == "mcp":
            return _serve_tools(assistant, mcp)
        return commands[options.command](assistant, options)


def _look_first(settings: Settings, options: argparse.Namespace) -> None:
    """Refuses folders that cannot be indexed before a home folder is made for them."""
    if options.command == "index":
        set_aside_damaged(settings.home, settings.people_address)
        if not is_home(settings.home):
            refuse_nothing(options.paths, settings.home)
    if options.command == "serve" and options.paths:
        roots_of(options.paths, [])


def _search(assistant: Assistant, options: argparse.Namespace) -> int:
    asked = partial(_as_asked, options)

    def reply(question_id: str | int | None, question: Question) -> str:
        return hits_json(question_id, assistant.search(asked(question), options.top_k))

    def show(question: Question) -> None:
        hits = assistant.search(asked(question), options.top_k)
        console().print(hits_view(hits, terminal_words(assistant.settings.language)))

    return _asking(options, reply, show)


def _ask(assistant: Assistant, options: argparse.Namespace) -> int:
    asked = partial(_as_asked, options)

    def reply(question_id: str | int | None, question: Question) -> str:
        answer = assistant.answering.invoke(asked(question))
        return answer_json(question_id, answer)

    def show(question: Question) -> None:
        answer = assistant.answering.invoke(asked(question))
        origin = partial(origin_of_document, assistant)
        console().print(answer_view(answer, terminal_words(assistant.settings.language), origin))

    return _asking(options, reply, show)


def _kept(assistant: Assistant, options: argparse.Namespace) -> int:
    words = terminal_words(assistant.settings.language)
    return kept(assistant.kept, assistant.asking_again, words, options, _write)


def _as_asked(options: argparse.Namespace, question: Question) -> Question:
    """Returns a question by whom it is asked, kept to what its line or the command names."""
    scope = question.scope or tuple(options.scope)
    return replace(question, reader=reader_for(options), scope=scope)


def _asking(
    options: argparse.Namespace,
    reply: Callable[[str | int | None, Question], str],
    show: Callable[[Question], None],
) -> int:
    if (options.question is None) == (options.batch is None):
        raise UsageError(
            "Give one question, or --batch FILE: " + command(f"{options.command} 'Your question?'")
        )
    if options.batch is not None:
        problems = run_batch(options.batch, reply, _write)
        for problem in problems:
            say(problem)
        return WRONG_USE if problems else 0
    question = Question(options.question)
    if options.json:
        _write(reply(None, question) + "\n")
    else:
        show(question)
    return 0


def _write(text: str) -> None:
    # JSON is UTF-8 whatever the terminal's encoding is.
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _status(assistant: Assistant, options: argparse.Namespace) -> int:
    status, ledger = assistant.status(OPERATOR)
    if options.json:
        _write(status_json(status, ledger) + "\n")
    else:
        console().print(status_view(status, ledger, terminal_words(assistant.settings.language)))
    return 0


def _serve(assistant: Assistant, options: argparse.Namespace, serve: Serve | None) -> int:
    if serve is None:
        raise UsageError("This installation has no chat. Install the whole package tenkyo.")
    check_public(assistant.settings, options.host, insecure=options.insecure_public)
    prepare = partial(index_before_serving, assistant, options.paths, _write)
    serve(assistant, options.host, options.port, prepare)
    return 0


def _serve_tools(assistant: Assistant, mcp: ServeTools | None) -> int:
    if mcp is None:
        raise UsageError("This installation has no tools. Install the whole package tenkyo.")
    mcp(assistant)
    return 0


def _doctor(settings: Settings) -> int:
    checks = examine(settings)
    for check in checks:
        line = f"{'ok  ' if check.passed else 'FAIL'}  {check.name}: {check.finding}"
        console().print(line, soft_wrap=True)
    return 0 if all(check.passed for check in checks) else 1
