"""The chat below a sub-path, behind Debian's nginx, which cuts the path off or passes it on."""

import re
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress

import httpx
import pytest
import uvicorn

from tests.fake_embedder import FakeEmbedder
from tests.walled import HASH, QUESTION, application, assistant_in

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{outer};
    location /tenkyo/ {{
      proxy_pass http://127.0.0.1:{inner}{cut};
      proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_buffering {buffering}; proxy_read_timeout 1h;
      proxy_set_header X-Remote-User hanako;
    }}
  }}
}}
"""

RELEASED = threading.Event()


class Waiting(FakeEmbedder):
    """Reads what is asked about waiting once it is told to."""

    def _all(self, text):
        if "wait" in text:
            RELEASED.wait(60)
        return super()._all(text)


pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


def free_ports(count):
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@contextmanager
def running(app, port):
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", proxy_headers=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    yield
    server.should_exit = server.force_exit = True
    thread.join(timeout=60)


@contextmanager
def nginx(folder, written=CONFIGURATION, **values):
    configuration = folder / "nginx.conf"
    configuration.write_text(written.format(folder=folder, **values))
    process = subprocess.Popen([NGINX, "-c", configuration], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module", params=["cut", "whole"])
def client(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    outer, inner = free_ports(2)
    # One of the two leaves buffering to what our responses ask for.
    style = {"cut": "/", "buffering": "on"} if request.param == "cut" else {}
    values = {"cut": "", "buffering": "off", "outer": outer, "inner": inner, **style}
    address = f"http://127.0.0.1:{outer}/tenkyo/"
    settings = {"public_url": address, "sign_in": "header", "trusted_proxies": ("127.0.0.1/32",)}
    with (
        assistant_in(folder, Waiting()) as assistant,
        running(application(assistant, **settings), inner),
        nginx(folder, **values),
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        wait_for(client)
        yield client


def wait_for(client):
    for _ in range(100):
        with suppress(httpx.TransportError):
            if client.get("healthz").status_code == 200:
                return
        time.sleep(0.1)


def linked(html):
    return re.findall(r'(?:href|src)="([^"#?]+)"', html)


def test_the_page_and_all_it_names_are_there(client):
    page = client.get("")
    assert page.status_code == 200
    named = linked(page.text.replace('\\"', '"'))
    links = [link for link in named if not link.startswith(("data:", "https:"))]
    assert any("ui/chat.css" in link for link in links)
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_gradio_calls_the_public_address(client):
    assert client.get("config").json()["root"] == str(client.base_url).rstrip("/")


def test_the_list_of_documents_and_its_links_lead_below_the_path(client):
    page = client.get("documents")
    base = re.search(r'<base href="([^"]+)">', page.text)[1]
    assert base == "/tenkyo/"
    links = [httpx.URL(str(client.base_url)).join(base).join(link) for link in linked(page.text)]
    assert {link.path for link in links} >= {"/tenkyo/", "/tenkyo/ui/document.css"}
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_events_are_taken_and_streamed_below_the_path(client):
    body = {"data": [QUESTION, ""], "fn_index": 0, "session_hash": HASH}
    origin = {"origin": str(client.base_url.copy_with(path="/")).rstrip("/")}
    assert client.post("gradio_api/queue/join", json=body, headers=origin).status_code == 200
    said = client.get("gradio_api/queue/data", params={"session_hash": HASH}).text
    assert '"msg":"process_completed"' in said
    assert '"success":true' in said


def test_a_stream_is_passed_on_while_it_is_open(client):
    session = {"session_hash": "open-stream"}
    body = {"data": ["How long do we wait?", ""], "fn_index": 0, **session}
    RELEASED.clear()
    assert client.post("gradio_api/queue/join", json=body).status_code == 200
    with client.stream("GET", "gradio_api/queue/data", params=session) as stream:
        told = stream.iter_raw()
        assert b"close_stream" not in next(told)
        RELEASED.set()
        assert b"close_stream" in b"".join(told)


def test_another_host_claimed_by_a_header_is_not_believed(client):
    claims = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    claims |= {"x-gradio-server": "https://evil.example", "forwarded": "host=evil.example"}
    assert "evil.example" not in client.get("", headers=claims).text


def test_another_host_is_refused(client):
    assert client.get("healthz", headers={"host": "evil.example"}).status_code == 400


def test_the_headers_are_there_on_streams_and_errors_too(client):
    for path in ("", "no-such-page", "ui/chat.css", "documents/none", "gradio_api/upload"):
        assert "frame-ancestors 'none'" in client.get(path).headers["content-security-policy"]
    nobody = client.get("gradio_api/queue/data?session_hash=nobody")
    assert "frame-ancestors 'none'" in nobody.headers["content-security-policy"]
