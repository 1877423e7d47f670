"""The widget behind Debian's nginx, below a path, in a real Chromium: by http, and by https."""

import subprocess
import time
from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.library import open_library
from tests.fake_embedder import FakeEmbedder
from tests.servers.web_serving import serving_site
from tests.ui.sign_in.test_sign_in import SECRET, token
from tests.whole import test_browser as browsing
from tests.whole.test_below_nginx import NGINX, free_ports, nginx, running, wait_for
from tests.whole.test_browser import QUESTION, ROOT, launch
from tests.whole.test_browser_widget import ask, chat_of, pages
from ui.server import build_app

browser = browsing.browser

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")

# The page of the intranet and the chat, each under an origin of its own.
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {certificate}
  server {{ listen 127.0.0.1:{site} {tls}; location / {{ proxy_pass http://127.0.0.1:{pages}; }} }}
  server {{
    listen 127.0.0.1:{outer} {tls};
    location /tenkyo/ {{
      proxy_pass http://127.0.0.1:{inner}/;
      proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_buffering off; proxy_read_timeout 1h;
    }}
  }}
}}
"""


def certify(folder):
    """Makes a certificate of this machine's names, and returns the lines that name it to nginx."""
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    command += ["-subj", "/CN=localhost", "-addext", names]
    command += ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return (
        f"ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem;"
        " add_header Strict-Transport-Security max-age=1;"
    )


@pytest.fixture(scope="module", params=["http", "https"])
def intranet(request, tmp_path_factory):
    """An intranet and its chat: by https they are of different sites, by http of the same."""
    scheme, folder = request.param, tmp_path_factory.mktemp("intranet")
    site, outer, inner = free_ports(3)
    host = "localhost" if scheme == "https" else "127.0.0.1"
    origin, chat = f"{scheme}://{host}:{site}", f"{scheme}://127.0.0.1:{outer}/tenkyo"
    secure = scheme == "https"
    values = {"certificate": certify(folder) if secure else "", "tls": "ssl" if secure else ""}
    settings = {"sign_in": "token", "token_secret": SecretStr(SECRET), "public_url": chat}
    settings |= {"allowed_origins": (origin,), "threshold": 0.0, "home": folder / "home"}
    with ExitStack() as stack:
        library = open_library(folder / "home", FakeEmbedder(), create=True)
        stack.callback(library.close)
        library.sync([ROOT / "seeds"])
        app = build_app(Assistant(library, Settings(**settings)))
        stack.enter_context(running(app, inner))
        served = stack.enter_context(serving_site(pages(chat)))
        ports = {"site": site, "pages": served, "outer": outer, "inner": inner}
        stack.enter_context(nginx(folder, CONFIGURATION, **values, **ports))
        wait_for(stack.enter_context(httpx.Client(base_url=f"{chat}/", verify=False)))
        yield SimpleNamespace(origin=origin, chat=chat, secure=secure)


@pytest.fixture(scope="module")
def careful(browser):
    """A browser that blocks foreign cookies."""
    careful = launch(browser.browser_type, "--test-third-party-cookie-phaseout")
    yield careful
    careful.close()


@pytest.fixture
def page(careful, intranet):
    """A page of the intranet; at the end, nothing was wrong and nobody else was asked."""
    # The certificate is nobody's but ours.
    context = careful.new_context(ignore_https_errors=True)
    page = context.new_page()
    requests, told = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{intranet.origin}/index.html")
    yield page
    context.close()
    asked = {url for url in requests if url.startswith("http")}
    foreign = [url for url in asked if not url.startswith((intranet.origin, f"{intranet.chat}/"))]
    assert (foreign, told) == ([], [])


def signed_in(page, intranet):
    """Hands over a token as the page's own server mints it; returns the chat."""
    minted = token(origin=intranet.origin, jti=str(time.perf_counter_ns()))
    page.evaluate("token => { tenkyo.setToken(token); tenkyo.open(); }", minted)
    return chat_of(page)


def test_a_reader_signs_in_asks_and_reads_the_source_inside(page, intranet):
    chat = signed_in(page, intranet)
    chip = ask(chat, QUESTION).locator(".chip").first
    chip.click()
    expect(chat.locator("#source mark")).to_be_in_viewport()
    expect(chat.locator("#source mark")).to_have_text(
        chip.get_attribute("data-quote"), use_inner_text=False
    )
    assert len(page.context.pages) == 1


def test_the_session_is_kept_over_pages_with_its_conversation(page, intranet):
    ask(signed_in(page, intranet), QUESTION)
    page.goto(f"{intranet.origin}/handbook.html")
    expect(chat_of(page).locator(".turn .asked")).to_have_text(QUESTION)


def test_the_cookie_is_as_strict_as_the_way_to_the_chat_allows(page, intranet):
    signed_in(page, intranet)
    cookies = [each for each in page.context.cookies() if each["name"].endswith("tenkyo-session")]
    [cookie] = cookies
    assert (cookie["httpOnly"], cookie["path"]) == (True, "/")
    assert (cookie["secure"], cookie["sameSite"]) == (
        (True, "None") if intranet.secure else (False, "Lax")
    )
    if intranet.secure:
        assert cookie["name"].startswith("__Host-")
        assert cookie["partitionKey"].startswith("https://localhost")


def test_the_permanent_address_of_a_quote_lies_below_the_path(page, intranet):
    chat = signed_in(page, intranet)
    ask(chat, QUESTION).locator(".chip").first.click()
    with page.context.expect_page() as opened:
        chat.get_by_role("link", name="Open document").click()
    assert urlsplit(opened.value.url).path.startswith("/tenkyo/c/")


def test_without_a_token_the_page_is_asked_for_one(page):
    page.evaluate("""() => {
        addEventListener("tenkyo:token-needed", () => { window.needed = true; });
        tenkyo.open();
    }""")
    page.wait_for_function("window.needed")
