"""What a stock Gradio app leaves open is closed: other people's streams, helpers, floods."""

import json

import pytest
from starlette.routing import Mount

from tests.walled import HASH, QUESTION, application, assistant_in, browser, join, stream
from ui.edge.allowed_routes import is_allowed
from ui.edge.session_hashes import Bindings

# Every route of Gradio that is known, and closed. A new one has to be looked at and put here, or
# into ui/edge/allowed_routes.py. `OPEN` are those whose pattern is no path of the list as it
# stands.
OPEN = {"/config/", "/gradio_api/info/"}
FILE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
CLOSED = set(
    """
    /api/{api_name} /app_id /assets/{path:path} /call/v2/{api_name} /call/{api_name}
    /call/{api_name}/{event_id} /call/v2/{api_name}/{event_id} /component_server
    /custom_component/{id}/{environment}/{type}/{file_name} /deep_link /dev/reload
    /file/{path:path} /file={path_or_url:path} /heartbeat/{session_hash} /login /login_check /logout
    /manifest.json /monitoring
    /monitoring/summary /monitoring/{key} /openapi.json /process_recording /proxy={url_path:path}
    /pwa_icon /pwa_icon/{size} /queue/status /reset /runs /run/{api_name} /startup-events
    /static/{path:path}
    /stream/{event_id}
    /stream/{event_id}/close /stream/{session_hash}/{run}/{component_id}/playlist-file
    /stream/{session_hash}/{run}/{component_id}/playlist.m3u8
    /stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}
    /svelte/{path:path} /theme.css /token /undo-vibe-edit /upload /upload_progress /user
    /vibe-code /vibe-edit /vibe-starter-queries
    """.split()
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    with assistant_in(tmp_path_factory.mktemp("walled")) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def app(assistant):
    return application(assistant)


@pytest.fixture
def mine(app):
    with browser(app) as client:
        yield client


@pytest.fixture
def theirs(app):
    return browser(app)


def routes_of(routes):
    """Yields (methods, path) of every route, whatever it is wrapped in."""
    for route in routes:
        if isinstance(route, Mount):
            yield from routes_of(route.routes or [])
        elif hasattr(route, "effective_route_contexts"):
            prefix = route.include_context.prefix
            for methods, path in routes_of(route.original_router.routes):
                yield methods, path if path.startswith(prefix) else prefix + path
        else:
            yield route.methods, route.path


def test_every_route_is_known_to_be_open_or_closed(app):
    unknown = {
        path
        for methods, path in routes_of(app.routes)
        if path.rstrip("/").removeprefix("/gradio_api") not in CLOSED
        and path not in OPEN
        and not any(is_allowed(method, path) for method in methods)
    }
    assert unknown == set()


def test_the_routes_of_the_queue_are_seen(app):
    assert "/gradio_api/queue/join" in {path for _, path in routes_of(app.routes)}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/file=cable.txt"),
        ("GET", "/gradio_api/file/cable.txt"),
        ("GET", "/gradio_api/proxy=https://evil.example/"),
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/upload_progress?upload_id=1"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/call/predict"),
        ("POST", "/gradio_api/api/predict"),
        ("POST", "/gradio_api/stream/1"),
        ("POST", "/gradio_api/reset"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/custom_component/1/client/component/style.css"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/heartbeat/abcdefghij"),
        ("GET", "/assets/index.js"),
        ("GET", "/static/img/logo.svg"),
        ("GET", "/theme.css"),
        ("GET", "/manifest.json"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("POST", "/login"),
        ("GET", "/openapi.json"),
        ("GET", "/documents/..%2f..%2fpasswd"),
    ],
)
def test_what_is_not_on_the_list_is_not_there(mine, method, path):
    assert mine.request(method, path).status_code == 404


@pytest.mark.parametrize("root", ["/ui/", "/c/a/b/0-1/", "/api/"])
@pytest.mark.parametrize("name", ["a" * 3_000, "あ" * 100, "a/" * 3_000], ids=len)
def test_a_path_that_is_too_long_leads_nowhere_without_a_trace(mine, caplog, root, name):
    assert (mine.get(root + name).status_code, caplog.text) == (404, "")


@pytest.mark.parametrize("path", ["/ui/../config", "//config", "/ui/a\\b", "/ui/.", "/ui/\0"])
def test_tricks_in_a_path_lead_nowhere(path):
    assert not is_allowed("GET", path)


def test_a_browser_reads_the_stream_of_its_own_hash(mine):
    assert join(mine, "own-hash").status_code == 200
    status, said = stream(mine, "own-hash")
    assert status == 200
    assert said[-1]["msg"] == "close_stream"


def test_a_second_browser_with_the_same_hash_is_refused_everywhere(mine, theirs):
    event = join(mine).json()["event_id"]
    body = {"session_hash": HASH, "fn_index": 0, "event_id": event}
    assert join(theirs).status_code == 403
    assert stream(theirs) == (403, [])
    assert theirs.post("/gradio_api/cancel", json=body).status_code == 403
    assert stream(mine)[0] == 200


def test_the_event_of_somebody_else_cannot_be_cancelled_under_an_own_hash(mine, theirs):
    event = join(mine, "mine-again").json()["event_id"]
    body = {"session_hash": "their-hash", "fn_index": 0, "event_id": event}
    assert theirs.post("/gradio_api/cancel", json=body).status_code == 403


@pytest.mark.parametrize("session_hash", [None, "", "a/b", "x" * 65, 5, ["a"]])
def test_a_hash_that_is_none_is_refused(mine, session_hash):
    assert join(mine, session_hash).status_code == 403


def test_two_hashes_in_one_request_are_refused(mine):
    join(mine, "one-hash")
    path = "/gradio_api/queue/data?session_hash=one-hash&session_hash=other-hash"
    assert mine.get(path).status_code == 403


def test_a_browser_without_a_cookie_reads_nothing(mine, app):
    mine.cookies.clear()
    assert join(mine, "no-cookie").status_code == 200
    assert stream(mine, "no-cookie") == (403, [])


def test_names_long_out_of_use_are_forgotten_of_whoever_has_most():
    bindings = Bindings(most=10)
    assert bindings.claim("one", "hanako", "an office")
    assert all(bindings.claim(f"{n}", f"a browser {n}", "a flood") for n in range(1_000))
    assert bindings.holds("one", "hanako")
    assert not bindings.claim("999", "hanako", "an office")
    assert bindings.claim("0", "hanako", "an office")


def test_a_name_stays_with_its_owner_who_comes_from_elsewhere():
    bindings = Bindings(most=2)
    for place in ("home", "office"):
        assert bindings.claim("one", "hanako", place)
    assert all(bindings.claim(f"{n}", "flood", "home") for n in range(3))
    assert bindings.holds("one", "hanako")


def test_however_many_events_somebody_begins_those_of_others_stay_theirs():
    bindings = Bindings(most=10)
    assert bindings.claim("mine", "hanako", "hanako")
    assert all(bindings.claim(f"{n}", "taro", "taro") for n in range(100))
    assert bindings.holds("mine", "hanako")


@pytest.mark.parametrize(("language", "words"), [("en", "wait a moment"), ("ja", "少し待って")])
def test_too_many_questions_are_refused_in_friendly_words(assistant, language, words):
    client = browser(
        application(assistant, questions_per_minute=2), **{"accept-language": language}
    )
    assert [join(client).status_code for _ in range(2)] == [200, 200]
    refused = join(client)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert words in refused.json()["detail"]


def test_too_many_ratings_are_refused(assistant):
    client = browser(application(assistant, questions_per_minute=2))
    rating = {"conversation": "c", "turn": "t", "helpful": True}
    sent = [client.post("/api/feedback", json=rating).status_code for _ in range(3)]
    assert sent == [404, 404, 429]


def test_too_many_requests_are_refused_but_static_files_are_not(assistant):
    client = browser(application(assistant, requests_per_minute=3))
    assert [client.get("/documents").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/ui/chat.css").status_code == 200


def test_a_question_of_ten_megabytes_is_refused(mine):
    refused = join(mine, data=["x" * 10_000_000, ""])
    assert refused.status_code == 413
    assert "too long" in refused.json()["detail"]


def test_a_body_without_a_length_is_counted_as_it_comes(mine):
    chunks = (b"x" * 100_000 for _ in range(100))
    assert mine.post("/gradio_api/queue/join", content=chunks).status_code == 413


@pytest.mark.parametrize("header", ["cookie", "x-anything"])
def test_headers_that_are_too_long_are_refused(mine, header):
    assert mine.get("/documents", headers={header: "a=" + "x" * 20_000}).status_code == 431


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 100_000, "日本".encode("utf-16")])
def test_a_body_that_is_no_event_is_refused(mine, body):
    assert mine.post("/gradio_api/queue/join", content=body).status_code == 422


@pytest.mark.parametrize("number", [4, 99, -1, 10**30, True, "0", "x", 1.5, None, [0]])
def test_a_function_that_there_is_not_is_refused_without_a_trace(mine, caplog, number):
    refused = join(mine, "no-function", fn_index=number)
    assert (refused.status_code, caplog.text) == (422, "")
    assert "reload" in refused.json()["detail"]


@pytest.mark.parametrize(
    "said",
    [
        {"data": []},
        {"data": [QUESTION]},
        {"data": [QUESTION, "", ""]},
        {"data": [QUESTION, 1]},
        {"data": [QUESTION, None]},
        {"data": [QUESTION, {"text": 5}]},
        {"data": [{"key": FILE}, ""]},
        {"data": [[FILE], ""]},
        {"data": FILE},
        {"data": None},
        # What pages sent before this version.
        {"data": [], "event_data": {"key": "k", "text": QUESTION, "conversation": ""}},
    ],
)
def test_what_no_function_takes_is_refused_without_a_trace(mine, caplog, said):
    assert (join(mine, "no-event", **said).status_code, caplog.text) == (422, "")


def test_half_a_character_of_a_question_becomes_a_question_mark(mine):
    asked = {"key": "half", "text": "What crosses the Arctic sea \ud83d?", "conversation": ""}
    body = json.dumps({"fn_index": 1, "session_hash": "half", "data": [asked]})
    headers = {"content-type": "application/json"}
    sent = mine.post("/gradio_api/queue/join", content=body, headers=headers)
    assert sent.status_code == 200
    assert "Arctic sea ??" in stream(mine, "half")[1][-2]["output"]["data"][0]["html"]


def test_only_what_a_call_has_gets_to_gradio(mine, capfd):
    more = {"batched": True, "request": FILE, "api_name": "x", "event_data": FILE}
    more["data"] = [{"key": "k", "text": QUESTION, "no": FILE, **FILE}]
    assert join(mine, "more-than-that", fn_index=1, **more).status_code == 200
    assert stream(mine, "more-than-that")[1][-2]["success"]
    assert capfd.readouterr().err == ""


def test_an_event_that_fails_is_not_printed_with_what_was_said(mine, capfd):
    asked = {"key": "one", "text": QUESTION, "conversation": ""}
    assert join(mine, "asks", fn_index=1, data=[asked]).status_code == 200
    conversation = stream(mine, "asks")[1][-2]["output"]["data"][0]["conversation"]
    rated = asked | {"conversation": conversation, "reason": "Schwertfisch"}
    assert join(mine, "rates", fn_index=3, data=[rated]).status_code == 200
    assert not stream(mine, "rates")[1][-2]["success"]
    printed = "".join(capfd.readouterr())
    assert "Traceback" not in printed
    assert "Schwertfisch" not in printed


def test_a_stream_that_nobody_joined_ends_without_a_trace(mine, caplog):
    status, said = stream(mine, "nobody-joined")
    assert (status, said[-1]["session_not_found"], caplog.text) == (200, True, "")


def test_a_queue_that_is_full_says_so_in_friendly_words(assistant):
    app = application(assistant)
    client = browser(app, **{"accept-language": "ja"})
    gradio = next(route.app for route in app.routes if isinstance(route, Mount) and not route.path)
    gradio.get_blocks()._queue.max_size = 0
    refused = join(client)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert "混み合って" in refused.json()["detail"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_pages_of_other_origins_cannot_send_what_changes_something(mine, origin):
    mine.headers["origin"] = origin
    assert join(mine).status_code == 403


def test_our_own_page_can(mine):
    mine.headers["origin"] = "http://localhost"
    assert join(mine, "origin-hash").status_code == 200
