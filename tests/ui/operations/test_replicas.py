"""Several servers of one home folder, each a process of its own, that share what people say."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from assistant.audit.audit import Audit
from assistant.conversations.conversations import Conversations
from assistant.identities.api_keys import Keys
from assistant.types import Reader
from index.store.records import open_records
from tests.servers.chat_servers import serving
from tests.servers.web_serving import free_port
from tests.whole.test_below_nginx import nginx

QUESTION = "When does the ferry to Oslo leave?"
TENKYO = [sys.executable, "-c", "import sys; from ui.main import main; sys.exit(main())"]
_LIMIT = 20
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  upstream tenkyo {{ ip_hash; server 127.0.0.1:{first}; server 127.0.0.1:{second}; }}
  server {{
    listen 127.0.0.1:{outer};
    location / {{
      proxy_pass http://tenkyo;
      proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
    }}
  }}
}}
"""


class Caller:
    """What programs with a key ask at a port."""

    def __init__(self, port):
        self.port = port

    def call(self, key, path, said=None):
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        body = None if said is None else json.dumps(said).encode()
        url = f"http://127.0.0.1:{self.port}/api/{path}"
        with urlopen(Request(url, body, headers), timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def ask(self, key, conversation="new"):
        return self.call(key, "ask", {"question": QUESTION, "conversation": conversation})


class Replica(Caller):
    """One `tenkyo serve`."""

    def __init__(self, home, address, port=0, **settings):
        super().__init__(port or free_port())
        self.process = subprocess.Popen(
            [*TENKYO, "serve", "--home", home, "--port", str(self.port)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment(address) | settings,
        )

    def await_ready(self):
        assert "Tenkyo is serving" in self.process.stdout.readline()

    @contextmanager
    def held(self):
        """Ends the process, whatever comes."""
        try:
            yield self
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()

    def end(self, number):
        """Sends a signal, and returns with what status the process ends."""
        self.process.send_signal(number)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status


class ServedHome:
    """A home folder with one document, whose people are on a server."""

    def __init__(self, folder, address):
        self.home, self.address = folder / "home", address
        papers = folder / "papers"
        papers.mkdir()
        (papers / "ferry.txt").write_text("The ferry to Oslo leaves at nine.")
        command = [*TENKYO, "index", papers, "--home", self.home]
        subprocess.run(command, check=True, capture_output=True, env=environment(address))
        self.records = open_records(self.home, address)
        self.keys = Keys(self.records, Audit(self.records))

    def key(self, name):
        return self.keys.add(Reader(name))

    def asked_by(self, name):
        """Returns the turns that are kept of a reader."""
        store, reader = Conversations(self.records), Reader(name)
        talks = [store.open(reader, each.id) for each in store.find(reader, most=1_000)]
        return {turn.key for talk in talks for turn in talk.turns}


def environment(address):
    return os.environ | {
        "TENKYO_DATABASE": address,
        "TENKYO_MODEL": "all-MiniLM-L6-v2",
        "TENKYO_QUESTIONS_PER_MINUTE": str(_LIMIT),
    }


@pytest.fixture(scope="module")
def site(postgres, tmp_path_factory):
    name = postgres.make()
    site = ServedHome(tmp_path_factory.mktemp("replicas"), postgres.address(name))
    with closing(site.records):
        yield site
    postgres.drop(name)


@pytest.fixture(scope="module")
def pair(site):
    """Two servers that run all the while, and one that is there for what ends it."""
    with ExitStack() as stack:
        made = [stack.enter_context(Replica(site.home, site.address).held()) for _ in range(3)]
        for each in made:
            each.await_ready()
        yield made


def test_what_one_server_is_told_the_others_know(site, pair):
    first, second, _ = pair
    anna = site.key("anna")
    told = first.ask(anna)
    place = f"conversations/{told['conversation']}"
    assert [each["question"] for each in second.call(anna, place)["turns"]] == [QUESTION]
    rating = {"conversation": told["conversation"], "turn": told["turn"], "helpful": False}
    second.call(anna, "feedback", rating)
    assert first.call(anna, place)["turns"][0]["helpful"] is False
    second.ask(anna, told["conversation"])
    assert len(first.call(anna, place)["turns"]) == 2
    assert not Audit(site.records).verify().broken


def test_a_key_that_is_revoked_is_worthless_at_all_of_them(site, pair):
    key = site.key("ben")
    assert all(each.call(key, "conversations") for each in pair[:2])
    site.keys.revoke(key.split("_")[1])
    for each in pair[:2]:
        with pytest.raises(HTTPError, match="401"):
            each.call(key, "conversations")


def test_all_of_them_together_take_no_more_of_one_reader(site, pair):
    key, search = site.key("carla"), {"question": QUESTION}
    for number in range(_LIMIT):
        assert pair[number % 2].call(key, "search", search)
    for each in pair[:2]:
        with pytest.raises(HTTPError, match="429"):
            each.call(key, "search", search)


def test_a_kill_loses_nothing_that_was_acknowledged_and_the_others_go_on(site, pair):
    first, _, killed = pair
    keys = {each: site.key(name) for each, name in ((first, "dora"), (killed, "emil"))}
    acknowledged = {first: [], killed: []}

    def keep_asking(each):
        for _ in range(_LIMIT - 1):
            try:
                acknowledged[each].append(each.ask(keys[each])["turn"])
            except (URLError, OSError):
                return
            if each is killed and len(acknowledged[each]) == 5:
                enough.set()

    enough = Event()
    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(keep_asking, each) for each in acknowledged]
        assert enough.wait(120)
        killed.process.kill()
        for each in asking:
            each.result(120)
    assert len(acknowledged[first]) == _LIMIT - 1
    assert set(acknowledged[first]) == site.asked_by("dora")
    assert set(acknowledged[killed]) <= site.asked_by("emil")
    assert not Audit(site.records).verify().broken


def test_behind_nginx_one_after_the_other_is_restarted_and_nobody_notices(site, pair, tmp_path):
    key, told = site.key("fred"), []
    stopped, ports = Event(), [each.port for each in pair[:2]]
    proxy = Caller(free_port())

    def keep_asking():
        while not stopped.wait(5):
            told.append(proxy.ask(key)["turn"])

    with nginx(tmp_path, CONFIGURATION, outer=proxy.port, first=ports[0], second=ports[1]):
        told.append(asked_first(proxy, key))
        with ThreadPoolExecutor(1) as pool, ExitStack() as stack:
            asking = pool.submit(keep_asking)
            stack.callback(stopped.set)
            for each in pair[:2]:
                assert each.end(signal.SIGTERM) == 0
                told.append(proxy.ask(key)["turn"])
                later = stack.enter_context(Replica(site.home, site.address, each.port).held())
                later.await_ready()
            stopped.set()
            asking.result(120)
    assert set(told) == site.asked_by("fred")


def test_one_that_is_told_to_end_finishes_what_it_is_answering(site):
    key, pieces = site.key("gina"), ["The ferry to Oslo", 4, " leaves at nine [1]."]
    with serving(pieces) as model:
        settings = {"CHAT_MODEL": "openai:m", "CHAT_BASE_URL": model.url, "CHAT_API_KEY": "k"}
        variables = {f"TENKYO_{name}": value for name, value in settings.items()}
        with Replica(site.home, site.address, **variables).held() as replica:
            replica.await_ready()
            with ThreadPoolExecutor(1) as pool:
                asking = pool.submit(replica.ask, key)
                while not model.requests:
                    time.sleep(0.05)
                assert replica.end(signal.SIGTERM) == 0
                told = asking.result(60)
    assert "leaves at nine" in json.dumps(told)
    assert site.asked_by("gina") == {told["turn"]}


def asked_first(proxy, key):
    """Asks until nginx is up, which says nothing when it is."""
    while True:
        with suppress(ConnectionError, URLError):
            return proxy.ask(key)["turn"]
