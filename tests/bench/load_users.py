"""Fifty people at the chat: `python -m tests.bench.load_users ADDRESS QUESTIONS`, one process.

Prints one JSON object with what the answers took. `tests/bench/load.py` starts it, because locust
replaces the sockets of its whole process.
"""

import argparse
import json
import random
import secrets
import sys
import time
from pathlib import Path

import gevent
from locust import HttpUser, between, task
from locust.env import Environment

from tests.servers.chat_client import joining, number_of, patch_in

TIMEOUT = 30


class Person(HttpUser):
    """Somebody who asks one question after the other, with a pause to read in between."""

    abstract = True
    questions: tuple[str, ...] = ()

    def on_start(self) -> None:
        """Opens the page."""
        self.client.get("/", name="page")
        self.number = number_of(self.host)
        self.conversation = ""
        self.asked = 0

    @task
    def ask(self) -> None:
        """Asks a question and reads the answer to its end; now and then in a new conversation."""
        self.asked += 1
        if self.asked % 5 == 0:
            self.conversation = ""
        began = time.perf_counter()
        error = None
        try:
            last = self._answer(random.choice(self.questions))
            if last.get("status") != "done":
                error = RuntimeError(f"status {last.get('status')!r}")
            self.conversation = last.get("conversation", "")
        except (OSError, ValueError, RuntimeError) as raised:
            error = raised
        self.environment.events.request.fire(
            request_type="CHAT",
            name="answer",
            response_time=1000 * (time.perf_counter() - began),
            response_length=0,
            exception=error,
            context={},
        )

    def _answer(self, question: str) -> dict[str, str]:
        session = secrets.token_hex(6)
        asked = joining(self.number, question, session, self.conversation)
        with self.client.post(
            "/gradio_api/queue/join", json=asked, name="join", timeout=TIMEOUT, catch_response=True
        ) as joined:
            if joined.status_code != 200:
                raise RuntimeError(f"join answered {joined.status_code}")
        last: dict[str, str] = {}
        with self.client.get(
            f"/gradio_api/queue/data?session_hash={session}",
            name="stream",
            stream=True,
            catch_response=True,
            timeout=TIMEOUT,
        ) as lines:
            for line in lines.iter_lines():
                if line.startswith(b"data:"):
                    kind, patch = patch_in(line)
                    last = patch if isinstance(patch, dict) and "status" in patch else last
                    if kind in ("process_completed", "close_stream"):
                        break
        return last


def main() -> int:
    """Let people ask for some time, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load_users")
    parser.add_argument("address")
    parser.add_argument("questions", type=Path, help="a JSON list of texts")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--pause", type=float, nargs=2, default=(1.0, 3.0))
    options = parser.parse_args()
    Person.questions = tuple(json.loads(options.questions.read_text(encoding="utf-8")))
    Person.wait_time = between(*options.pause)
    environment = Environment(user_classes=[Person], host=options.address)
    runner = environment.create_local_runner()
    Person.abstract = False
    runner.start(options.users, spawn_rate=options.users / 5)
    gevent.spawn_later(options.seconds, runner.quit)
    runner.greenlet.join()
    answers = environment.stats.get("answer", "CHAT")
    figures = {
        "answers": answers.num_requests,
        "per_second": round(answers.total_rps, 2),
        "p50_ms": answers.get_response_time_percentile(0.5),
        "p95_ms": answers.get_response_time_percentile(0.95),
        "longest_ms": round(answers.max_response_time),
        "failures": sum(entry.num_failures for entry in environment.stats.entries.values()),
        "reasons": sorted({str(error.error)[:200] for error in environment.stats.errors.values()}),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
