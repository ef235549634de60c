"""The app as a server is set up by docs/installatie.md: under the headers of deploy/nginx.conf."""

import re
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from tests.browser.conftest import (
    FIRST_PAGE,
    WAIT_MS,
    Server,
    go,
    heading,
    serving,
    settle,
    sign_in,
)
from tests.conftest import ROOT, DemoWorld

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-proxy")]

_HEADER = re.compile(r'^\s*add_header ([\w-]+) "([^"]*)" always;$', re.MULTILINE)
_DOCUMENT = re.compile(r"://[^/]+/([a-z-]*|component/.*\.html)(\?.*)?$")
REFUSED = re.compile(r"Content Security Policy|Permissions policy violation", re.IGNORECASE)


def nginx_headers() -> dict[str, str]:
    return dict(_HEADER.findall((ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")))


class Watched:
    """A tab whose every answer of the app bears these headers, and all that went against them."""

    def __init__(self, page: Page, server: Server, headers: Mapping[str, str]) -> None:
        self._headers = headers
        self._server = server
        self.refused: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", self._listen)
        page.on("request", self._note)
        # Only documents: scripts and pictures have no policy of their own.
        page.route(_DOCUMENT, self._answer)

    def _listen(self, message: ConsoleMessage) -> None:
        if REFUSED.search(message.text):
            self.refused.append(message.text)

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self._server.url, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _answer(self, route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **self._headers})


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    # A document that the test hands over comes from nowhere, and may not reach this machine.
    context = chromium.new_context(locale="nl-NL", permissions=["local-network-access"])
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def test_the_example_has_the_headers_that_matter() -> None:
    headers = nginx_headers()
    assert {"Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options",
            "Referrer-Policy", "Permissions-Policy"} <= set(headers)  # fmt: skip
    policy = dict(part.strip().split(" ", 1) for part in
                  headers["Content-Security-Policy"].split(";"))  # fmt: skip
    assert policy["default-src"] == policy["connect-src"] == policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "http" not in headers["Content-Security-Policy"]


def test_caddy_sends_what_nginx_sends() -> None:
    caddy = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    assert dict(re.findall(r'^\s*([A-Z][\w-]+) "([^"]*)"$', caddy, re.MULTILINE)) == nginx_headers()


def test_under_those_headers_everything_works_and_nothing_comes_from_elsewhere(
    tab: Page, server: Server
) -> None:
    watched = Watched(tab, server, nginx_headers())
    go(tab, server.url, "STAP-dashboard")
    sign_in(tab, "projectleider")
    heading(tab, FIRST_PAGE["projectleider"]).wait_for()
    await_cookie_without_script(tab)
    tab.locator(".js-plotly-plot .main-svg").first.wait_for()
    for title, url in (("Vergunningen", "vergunningen"), ("Planning", "planning")):
        go(tab, f"{server.url}/{url}", title)  # still signed in, by the cookie
        settle(tab)
    assert watched.refused == []
    assert watched.elsewhere == []


def test_the_browser_does_hold_the_app_to_those_headers(tab: Page, server: Server) -> None:
    """That nothing was refused says something only if something would be."""
    headers = nginx_headers()
    strict = {**headers, "Content-Security-Policy": "default-src 'none'"}
    watched = Watched(tab, server, strict)
    with tab.expect_console_message(lambda message: bool(REFUSED.search(message.text))):
        tab.goto(server.url)
    assert watched.refused


def await_cookie_without_script(tab: Page) -> None:
    """A page within the page sets it, with a script of its own. The policy keeps a test from
    running a script of its own, so the browser is asked, until it is there or time is up."""
    for _ in range(WAIT_MS // 50):
        if any(cookie["name"] == "stap" for cookie in tab.context.cookies()):
            return
        tab.wait_for_timeout(50)
    raise AssertionError("the cookie was not set")


# ── ready ────────────────────────────────────────────────────────────────────────────────────


def asked(url: str, path: str = "/readyz") -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url + path, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_the_server_says_in_one_word_that_it_is_ready(server: Server, tab: Page) -> None:
    go(tab, server.url, "STAP-dashboard")
    sign_in(tab, "casemanager")
    heading(tab, FIRST_PAGE["casemanager"]).wait_for()  # so the sheets were read
    assert asked(server.url) == (200, "gereed")
    assert asked(server.url, "/healthz") == (200, "ok")


def test_it_waits_as_long_as_the_sheets_were_never_read(demo: DemoWorld, tmp_path: Path) -> None:
    with serving(demo, STAP_SHEETS_URL="http://127.0.0.1:9") as away:
        assert asked(away.url) == (503, "wacht")
        assert asked(away.url) == (503, "wacht")
