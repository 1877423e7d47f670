"""Web sites: which pages are found, what is asked for again, and what is never followed."""

import gzip
import zlib

import pytest

from index.connectors.connector import SourceAwayError
from index.connectors.web import WebConnector
from index.connectors.web_requests import WebLogin, WebRequests, origin_of, refuse_metadata_address
from tests.servers.following import LIMITS, followed
from tests.servers.web_site import serving_site

START = '<a href="a.html">a</a> <a href="/docs/deep/b.txt">b</a> <a href="/secret.html">s</a>'


@pytest.fixture(scope="module")
def serving():
    with serving_site() as site:
        yield site


@pytest.fixture
def site(serving):
    serving.pages, serving.dies_after = {"/docs/": START, "/docs/a.html": "A"}, 10**9
    serving.pages |= {"/docs/deep/b.txt": "B", "/secret.html": "S"}
    serving.asked.clear()
    serving.answered.clear()
    return serving


@pytest.fixture
def made(tmp_path, site):
    with followed(tmp_path / "home", site.address) as made:
        yield made


def connector(site, path="/docs/", **options):
    requests = WebRequests(site.address, **options)
    return WebConnector(site.address + path, requests, pause=lambda _: None)


def test_pages_below_the_address_are_found_by_links(made, site):
    report = made.follow(connector(site))
    assert sorted(made.files()) == ["docs/a.html", "docs/deep/b.txt", "docs/index.html"]
    assert report.problem == ""
    assert made.sources.origin("papers", "docs/a.html") == f"{site.address}/docs/a.html"


def test_a_page_that_is_as_it_was_is_not_sent_again_and_still_leads_on(made, site):
    made.follow(connector(site))
    site.answered.clear()
    assert made.follow(connector(site)).same == 3
    assert {status for path, status in site.answered if path != "/robots.txt"} == {304}


def test_pages_that_change_and_go_are_followed(made, site):
    made.follow(connector(site))
    site.pages |= {"/docs/a.html": "A, later", "/docs/deep/b.txt": 404}
    report = made.follow(connector(site))
    assert (report.changed, report.removed) == (["docs/a.html"], ["docs/deep/b.txt"])
    assert made.files()["docs/a.html"] == "A, later"


def test_a_server_that_dies_in_the_middle_leaves_what_was_fetched(made, site):
    with serving_site() as mortal:
        mortal.pages = {"/docs/": START, "/docs/a.html": "A", "/docs/deep/b.txt": "B"}
        made.follow(connector(mortal))
        mortal.asked.clear()
        mortal.dies_after = 2
        report = made.follow(connector(mortal))
    assert report.problem or report.failed
    assert report.removed == []
    assert len(made.files()) == 3


def test_what_robots_may_not_read_is_not_asked_for(made, site):
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /docs/deep/\n"
    made.follow(connector(site))
    assert "/docs/deep/b.txt" not in site.asked


def test_a_robots_file_that_cannot_be_read_lets_nothing_be_fetched(made, site):
    site.pages["/robots.txt"] = 503
    assert "robots.txt cannot be read: status 503" in made.follow(connector(site)).problem
    assert site.asked == ["/robots.txt"]


def test_the_pause_that_a_site_asks_for_is_kept(site):
    site.pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 3\n"
    waited = []
    site.pages["/docs/"] = "alone"
    crawl = WebConnector(f"{site.address}/docs/", WebRequests(site.address), pause=waited.append)
    list(crawl.items(Nothing()))
    crawl.close()
    assert waited == [3.0]


class Nothing:
    def mark(self, key):
        return ""

    def read(self, key):
        return b""


def test_the_pages_of_a_sitemap_are_fetched_and_no_others(made, site):
    address = site.address
    site.pages["/docs/map.xml"] = (
        f"<sitemapindex><sitemap><loc>{address}/docs/more.xml</loc></sitemap></sitemapindex>"
    )
    site.pages["/docs/more.xml"] = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<url><loc>{address}/docs/a.html</loc></url>"
        "<url><loc>https://elsewhere.example/docs/x.html</loc></url></urlset>"
    )
    made.follow(connector(site, "/docs/map.xml"))
    assert sorted(made.files()) == ["docs/a.html"]


def test_a_sitemap_that_is_cut_off_removes_nothing(made, site):
    page = f"<urlset><url><loc>{site.address}/docs/a.html</loc></url>"
    site.pages["/docs/map.xml"] = f"{page}</urlset>"
    made.follow(connector(site, "/docs/map.xml"))
    site.pages["/docs/map.xml"] = "<urlset><url>"
    report = made.follow(connector(site, "/docs/map.xml"))
    assert "cannot be read" in report.problem
    assert sorted(made.files()) == ["docs/a.html"]


def redirect(target):
    return lambda request: request.answer(302, b"", {"Location": target})


def test_a_redirect_on_the_same_site_is_a_link(made, site):
    site.pages["/docs/a.html"] = redirect("/docs/new.html")
    site.pages["/docs/new.html"] = "moved here"
    made.follow(connector(site))
    assert made.files()["docs/new.html"] == "moved here"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "file:///etc/passwd", "http://169.254.169.254/x"]
)
def test_a_redirect_to_another_host_is_named_and_not_followed(made, site, target):
    site.pages["/docs/a.html"] = redirect(target)
    report = made.follow(connector(site))
    assert [f.path for f in report.failed] == ["docs/a.html"]
    assert "not contacted" in report.failed[0].reason


def test_a_circle_of_redirects_and_links_ends(made, site):
    site.pages["/docs/a.html"] = redirect("/docs/c.html")
    site.pages["/docs/c.html"] = redirect("/docs/a.html")
    site.pages["/docs/deep/b.txt"] = '<a href="/docs/">'
    assert made.follow(connector(site)).problem == ""


def test_a_site_without_end_is_left_at_the_limit(made, site):
    for n in range(30):
        site.pages[f"/docs/day?n={n}"] = f'day {n} <a href="/docs/day?n={n + 1}">next</a>'
    site.pages["/docs/"] = '<a href="day?n=0">'
    few = LIMITS.__class__(file=1_000, total=100_000, files=5)
    assert "over 5 files" in made.follow(connector(site), limits=few).problem
    assert len(made.files()) == 5


def packed(data):
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    return lambda request: request.answer(200, data, headers)


def test_an_answer_that_unpacks_without_end_is_given_up(made, site):
    bomb = gzip.compress(b"\0" * 5_000_000)
    site.pages["/docs/deep/b.txt"] = packed(bomb)
    report = made.follow(connector(site))
    assert [f.reason for f in report.failed] == ["it has over 1 MB; raise TENKYO_MAX_FILE_MB"]


def test_a_packed_answer_is_unpacked_exactly(made, site):
    site.pages["/docs/deep/b.txt"] = packed(gzip.compress(b"packed words"))
    made.follow(connector(site))
    assert made.files()["docs/deep/b.txt"] == "packed words"


def test_an_answer_that_is_damaged_or_packed_unknown_is_named(made, site):
    site.pages["/docs/deep/b.txt"] = packed(b"no gzip at all")
    unknown = {"Content-Encoding": "br", "Content-Type": "text/html"}
    site.pages["/docs/a.html"] = lambda request: request.answer(200, zlib.compress(b"x"), unknown)
    reasons = [f.reason for f in made.follow(connector(site)).failed]
    assert reasons[0].endswith("packed in an unknown way: br")
    assert "cannot be unpacked" in reasons[1]


def test_an_answer_that_never_ends_is_given_up(made, site):
    times = iter(range(0, 10**6, 700))
    requests = WebRequests(site.address, clock=lambda: next(times))
    slow = WebConnector(f"{site.address}/docs/", requests, pause=lambda _: None)
    assert "took over 600 seconds" in made.follow(slow).problem


def test_a_page_that_fails_keeps_what_it_led_to(made, site):
    site.pages["/docs/"] = '<a href="a.html">'
    site.pages["/docs/a.html"] = '<a href="deep/b.txt">'
    made.follow(connector(site))
    site.pages["/docs/a.html"] = 500
    report = made.follow(connector(site))
    assert ([f.reason for f in report.failed], report.removed) == (["the site answers 500"], [])
    assert len(made.files()) == 3


def test_what_a_page_asks_of_robots_is_done(made, site):
    site.pages["/docs/a.html"] = '<meta name="robots" content="noindex"><a href="deep/b.txt">'
    site.pages["/docs/"] = '<a href="a.html"> <a rel="nofollow" href="c.html">'
    site.pages["/docs/c.html"] = "C"
    made.follow(connector(site))
    assert sorted(made.files()) == ["docs/deep/b.txt", "docs/index.html"]


def test_a_page_of_many_addresses_is_kept_under_the_one_it_names(made, site):
    site.pages["/docs/"] = '<a href="a.html?from=1"> <a href="a.html?from=2">'
    page = '<link rel="canonical" href="/docs/a.html">A'
    site.pages |= {f"/docs/a.html{query}": page for query in ("", "?from=1", "?from=2")}
    made.follow(connector(site))
    assert sorted(made.files()) == ["docs/a.html", "docs/index.html"]


def test_a_login_is_sent_to_the_site(made, site):
    seen = []
    site.pages["/docs/"] = lambda request: (
        seen.append(request.headers["Authorization"]) or request.answer(200, b"x")
    )
    made.follow(connector(site, login=WebLogin("anna", "pw")))
    made.follow(connector(site, login=WebLogin(secret="t0ken")))
    assert seen == ["Basic YW5uYTpwdw==", "Bearer t0ken"]


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "::ffff:169.254.1.1"])
def test_addresses_of_the_machines_own_network_are_refused(address):
    with pytest.raises(SourceAwayError, match="never contacted"):
        refuse_metadata_address(address)


def test_a_site_at_such_an_address_is_not_contacted(made):
    address = "http://169.254.169.254"
    crawl = WebConnector(f"{address}/", WebRequests(address))
    assert "never contacted" in made.follow(crawl).problem


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("HTTPS://Host.Example/a", "https://host.example"),
        ("http://host:80/", "http://host"),
        ("http://[::1]:8080/x", "http://[::1]:8080"),
        ("file:///etc/passwd", ""),
        ("http://host:x/", ""),
    ],
)
def test_the_origin_of_an_address(url, origin):
    assert origin_of(url) == origin
