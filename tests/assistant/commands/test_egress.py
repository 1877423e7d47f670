"""Nothing leaves the machine: sockets are refused, the browser and what is served watched."""

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from assistant.commands.egress import LeavingError, contacts, is_local, loopback_only
from assistant.settings import Settings
from tests.whole import test_browser as browsing
from tests.whole.test_browser import LONG, QUESTION, ROOT, ask, free_port, serving

browser = browsing.browser
PARTS = [ROOT / "ui" / "static", ROOT / "assistant" / "evaluation" / "templates"]
ANY_URL = re.compile(r"(?:https?:|wss?:)?//[\w.-]+\.[a-z]{2,}[^\s\"'`)<>\\]*", re.IGNORECASE)
# What makes a browser fetch by itself: attributes, style sheets, and modules.
LOADS = re.compile(
    r"""(?:\b(?:src|srcset|poster|action|data)\s*=\s*["']?|<link\b[^>]*\bhref\s*=\s*["']?"""
    r"""|url\(\s*["']?|@import\s*["']?|\bfrom\s*["']|\bimport\(\s*["'])((?:https?:|wss?:)?//[^"'\s)>]+)""",
    re.IGNORECASE,
)
NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")
OTHERS = [
    "192.0.2.1",
    "8.8.8.8",
    "2001:db8::1",
    "example.org",
    "localhost.example.org",
    "127.0.0.1.nip.io",
]


@pytest.mark.parametrize("host", OTHERS)
def test_another_machine_is_refused_and_noted(host):
    with loopback_only() as tried, pytest.raises(LeavingError, match="nothing may leave"):
        socket.create_connection((host, 80), timeout=1)
    assert len(tried) == 1
    assert host in tried[0]


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_an_address_that_needs_no_look_up_is_refused_too(kind):
    with loopback_only() as tried, socket.socket(socket.AF_INET, kind) as opened:
        with pytest.raises(LeavingError):
            opened.connect(("192.0.2.1", 53))
        with pytest.raises(LeavingError):
            opened.sendto(b"x", ("192.0.2.1", 53))
    assert len(tried) == 2


def test_a_host_that_a_setting_names_may_be_contacted_and_no_other():
    with (
        loopback_only(["192.0.2.1"]) as tried,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened,
    ):
        # Nothing is sent when a socket without connections is told where it leads.
        with suppress(OSError):
            opened.connect(("192.0.2.1", 53))
        with pytest.raises(LeavingError):
            opened.connect(("192.0.2.2", 53))
    assert tried == ["socket.connect 192.0.2.2"]


def test_threads_are_watched_too():
    raised = []

    def leave():
        try:
            socket.getaddrinfo("example.org", 80)
        except LeavingError as error:
            raised.append(error)

    with loopback_only() as tried:
        thread = threading.Thread(target=leave)
        thread.start()
        thread.join()
    assert (len(tried), len(raised)) == (1, 1)


def test_this_machine_may_be_contacted_and_afterwards_all_is_as_before():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with loopback_only() as tried:
            socket.create_connection(server.getsockname()).close()
        socket.create_connection(server.getsockname()).close()
    assert tried == []
    left, right = socket.socketpair()
    with left, right, loopback_only():
        left.send(b"x")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", b"localhost", None, ""]
)
def test_names_of_this_machine(host):
    assert is_local(host)


@pytest.mark.parametrize("host", [*OTHERS, "0x7f000001.example", "10.0.0.1", b"\xff", "fe80::1%lo"])
def test_names_of_other_machines(host):
    assert not is_local(host)


class Wider(Settings):
    """Settings as they are with a language model and single sign-on."""

    chat_model: str = ""
    chat_base_url: str = ""
    oidc_issuer: str = ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"allowed_origins": ("https://intranet.example",)}, []),
        ({"chat_model": "ollama:x"}, [("127.0.0.1", False)]),
        ({"chat_model": "openai:x"}, [("the servers of 'openai'", True)]),
        (
            {"chat_model": "openai:x", "chat_base_url": "http://localhost:1/v1"},
            [("localhost", False)],
        ),
        ({"chat_base_url": "https://api.example.com/v1"}, [("api.example.com", True)]),
        ({"oidc_issuer": "https://login.example.com"}, [("login.example.com", True)]),
        ({"vectors": "http://127.0.0.1:8000"}, [("127.0.0.1", False)]),
        ({"vectors": "postgresql://me@db.example/vectors"}, [("db.example", True)]),
        ({"vectors": "postgresql:///vectors?host=db.example"}, [("db.example", True)]),
        ({"vectors": "postgresql:///vectors?host=/run/postgresql"}, []),
        ({"oidc_issuer": "https://[bad"}, [("https://[bad", True)]),
        ({"database": "postgresql://u:p@db.example.com/x"}, [("db.example.com", True)]),
        ({"database": "postgresql://localhost/x"}, [("localhost", False)]),
        ({"database": "postgresql:///x?host=/run/postgresql"}, []),
        (
            {"database": "postgresql:///x?host=one.example&host=two.example"},
            [("one.example", True), ("two.example", True)],
        ),
    ],
)
def test_whom_the_settings_contact_is_told(given, expected):
    assert [(each.host, each.foreign) for each in contacts(Wider(**given))] == expected


def watched(tried, *arguments):
    return [sys.executable, "-m", "tests.watched", str(tried), *map(str, arguments)]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("egress")
    indexing = watched(folder / "tried", "index", "seeds", "--home", folder / "home")
    subprocess.run(indexing, cwd=ROOT, check=True)
    assert (folder / "tried").read_text() == ""
    return folder / "home"


def tracing(file):
    """Returns the program that writes the connections of another, or none where it may not."""
    if not shutil.which("strace"):
        return []
    trace = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg"]
    tried = subprocess.run([*trace, "true"], check=False, capture_output=True)
    return [] if tried.returncode else [*trace, "-o", file]


@pytest.fixture(scope="module")
def asked(home, tmp_path_factory):
    """A question asked while it is watched: what it said, what it tried, and the kernel's trace."""
    folder = tmp_path_factory.mktemp("asked")
    asking = watched(folder / "tried", "ask", QUESTION, "--json", "--home", home)
    command = [*tracing(folder / "trace"), *asking]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout), (folder / "tried").read_text(), folder / "trace"


def test_indexing_and_asking_contact_nobody(asked):
    answer, tried, _ = asked
    assert answer["answered"]
    assert tried == ""


def test_no_library_opens_a_connection_by_itself(asked):
    """What the hook in Python cannot see, the kernel's own trace can."""
    trace = asked[2]
    if not trace.exists():
        pytest.skip("strace is not installed, or may not trace here")
    calls = trace.read_text().splitlines()
    assert [call for call in calls if "AF_INET" in call and "127.0.0.1" not in call] == []


@pytest.fixture(scope="module")
def visited(home, browser, tmp_path_factory):
    """The chat used in many ways: what was requested and served, and what the server tried."""
    tried = tmp_path_factory.mktemp("visit") / "tried"
    port, requested, served = free_port(), [], set()
    address = f"http://127.0.0.1:{port}/"
    with serving(home, port, command=watched(tried, "serve", "--home", home, "--port", port)):
        context = browser.new_context()
        context.on("request", lambda request: requested.append(request.url))
        context.on("response", lambda sent: served.add(sent.url) if is_text(sent) else None)
        page = context.new_page()
        page.on("websocket", lambda opened: requested.append(opened.url))
        use(page, address)
        context.close()
        bodies = {url: body_of(url) for url in served}
    return requested, bodies, tried, port


def use(page, address):
    page.goto(address)
    expect(page.locator(".welcome")).to_be_visible()
    turn = ask(page, QUESTION)
    turn.locator('[data-do="good"]').click()
    turn.locator(".chip").first.click()
    expect(page.locator("#source mark")).to_be_in_viewport()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Open document").click()
    expect(opened.value.locator("mark")).to_be_in_viewport()
    ask(page, LONG)
    page.goto(f"{address}documents")
    page.goto(f"{address}conversations")


def is_text(response):
    kind = response.headers.get("content-type", "").split(";")[0]
    return kind in ("text/html", "text/css", "text/javascript", "application/javascript")


def body_of(url):
    """Asks again for what the browser got: it forgets a page that it has left."""
    with urlopen(url, timeout=30) as answer:
        return answer.read().decode()


def test_the_server_contacts_nobody_while_the_chat_is_used(visited):
    assert visited[2].read_text() == ""


def test_the_browser_contacts_nobody_but_the_server(visited):
    requested, _, _, port = visited
    hosts = {urlsplit(url).netloc for url in requested if not url.startswith(("data:", "blob:"))}
    assert hosts == {f"127.0.0.1:{port}"}
    assert len(requested) > 20


def test_nothing_served_makes_a_browser_fetch_from_elsewhere(visited):
    _, bodies, _, port = visited
    assert {Path(urlsplit(url).path).suffix for url in bodies} >= {"", ".js", ".css"}
    found = {(url, match) for url, body in bodies.items() for match in LOADS.findall(body)}
    assert {pair for pair in found if not is_ours(pair[1], port)} == set()


def test_our_own_pages_and_files_name_no_other_host(visited):
    _, bodies, _, port = visited
    ours = {u: b for u, b in bodies.items() if "/ui/" in u or re.search(r"/(documents|c)\b", u)}
    files = [p for part in PARTS for p in part.rglob("*") if p.is_file()]
    texts = {**ours, **{str(p): p.read_text(encoding="utf-8") for p in files}}
    named = {(where, url) for where, text in texts.items() for url in ANY_URL.findall(text)}
    assert len(texts) > len(files) > 10
    assert {pair for pair in named if not is_ours(pair[1], port)} == set()


def is_ours(url, port):
    return url.startswith(NAMESPACES) or urlsplit(url).netloc == f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    "served",
    [
        '<script src="https://cdn.example/x.js">',
        "<img src=//cdn.example/x.png>",
        '<link rel="stylesheet" href="https://fonts.example/x.css">',
        "a { background: url(//cdn.example/x) }",
        '@import "https://cdn.example/x.css";',
        'import x from "https://cdn.example/x.js"',
        'await import("https://cdn.example/x.js")',
        "<form action='https://evil.example'>",
    ],
)
def test_what_would_be_fetched_is_found(served):
    assert LOADS.findall(served)
