"""A real server on a free port and headless Chromium; every wait is for a condition, bounded."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Response,
    WebSocket,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError

from lib.accounts import DEMO_PASSWORD
from tests.conftest import ROOT, DemoWorld, opened_copy

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# An exception in which our code took part (lib/ui/log_lines.py), or a traceback before the log is
# ours. Streamlit logs exceptions of its own when a browser is gone in the middle of a message.
OURS_FAILED = re.compile(rf'(File "{re.escape(str(ROOT))}/| at )(app|pages|lib)\b')
START_S, WAIT_MS = 60, 60_000
expect.set_options(timeout=WAIT_MS)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
FIRST_PAGE = {
    "casemanager": "Vandaag",
    "casemanager2": "Vandaag",
    "ervaringsdeskundige": "Vandaag",
    "projectleider": "Overzicht",
    "coordinator": "Knelpunten",
    "commissie": "Voortgang",
    "beheer": "Accounts",
}


@dataclass
class Server:
    """The running app and its world; `states` keeps one signed-in cookie jar per account."""

    url: str
    world: DemoWorld
    states: dict[str, Any] = field(default_factory=dict)


@contextmanager
def serving(world: DemoWorld, **more: str) -> Iterator[Server]:
    """`make run` on this world until the block ends; ended by its own id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lib.ui.server", str(port)]
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(world.data),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
        **world.environment,
        **more,
    }
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True)  # fmt: skip
    assert process.stdout is not None
    is_up, lines = threading.Event(), []
    reader = threading.Thread(target=_listen, args=(process.stdout, lines, is_up), daemon=True)
    reader.start()
    try:
        assert is_up.wait(START_S), "".join(lines)
        yield Server(f"http://127.0.0.1:{port}", world)
    finally:
        process.terminate()
        process.wait(START_S)
        reader.join(START_S)
        process.stdout.close()
    assert [line for line in lines if OURS_FAILED.search(line)] == []


def _listen(output: IO[str], lines: list[str], is_up: threading.Event) -> None:
    for line in output:
        lines.append(line)
        if "URL:" in line:
            is_up.set()


@pytest.fixture(scope="module")
def server(built_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    for world in opened_copy(built_world, tmp_path_factory.mktemp("server")):
        with serving(world) as running:
            yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


NewTab = Callable[..., Page]


@pytest.fixture(scope="module")
def contexts(chromium: Browser, server: Server) -> Iterator[dict[str, BrowserContext]]:
    """One browser per account and kind of device: what it has loaded once, it has cached."""
    opened: dict[str, BrowserContext] = {}
    yield opened
    for context in opened.values():
        context.close()


_TABS = pytest.StashKey[list[Page]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """What stood on the screen goes with a failure: a browser test cannot be asked again."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(_TABS, []):
            with suppress(PlaywrightError):
                report.sections.append((page.url, page.locator("body").inner_text(timeout=1000)))
    return report


@pytest.fixture
def new_tab(
    request: pytest.FixtureRequest,
    chromium: Browser,
    server: Server,
    contexts: dict[str, BrowserContext],
) -> Iterator[NewTab]:
    """`new_tab()` for a stranger, `new_tab("casemanager", PHONE)` for who is signed in."""
    tabs: list[Page] = []
    request.node.stash[_TABS] = tabs

    def tab(username: str | None = None, size: Any = DESKTOP, **options: Any) -> Page:
        kind = f"{username} {size} {options}"
        if kind not in contexts:
            if username is not None:
                options["storage_state"] = signed_in(chromium, server, username)
            contexts[kind] = chromium.new_context(viewport=size, locale="nl-NL", **options)
            contexts[kind].set_default_timeout(WAIT_MS)
        if username is None:
            contexts[kind].clear_cookies()
        tabs.append(contexts[kind].new_page())
        return tabs[-1]

    yield tab
    for page in tabs:
        page.close()


def signed_in(chromium: Browser, server: Server, username: str) -> Any:
    """The cookies of a sign-in made once per account and server."""
    if username not in server.states:
        context = chromium.new_context()
        context.set_default_timeout(WAIT_MS)
        page = context.new_page()
        page.goto(server.url)
        sign_in(page, username)
        heading(page, FIRST_PAGE[username]).wait_for()
        await_cookie(page)
        server.states[username] = context.storage_state()
        context.close()
    return server.states[username]


def sign_in(page: Page, username: str, password: str = DEMO_PASSWORD) -> None:
    page.get_by_label("Gebruikersnaam").fill(username)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Inloggen").click()


def await_cookie(page: Page) -> None:
    page.wait_for_function("document.cookie.includes('stap=')")


def heading(page: Page, title: str) -> Any:
    return page.get_by_role("heading", name=title, level=1, exact=True)


def go(page: Page, url: str, title: str) -> None:
    """Open an address and wait until its page is drawn and the script rests."""
    page.goto(url)
    heading(page, title).wait_for()
    settle(page)


def settle(page: Page) -> None:
    """The script rests, and nothing stands on screen as a grey shape still to be drawn."""
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    expect(page.locator("[data-testid='stSkeleton']")).to_have_count(0, timeout=WAIT_MS)


def menu(page: Page) -> list[str]:
    """Titles in the menu; Streamlit shows none to who has but one page."""
    page.get_by_role("button", name="Uitloggen").wait_for()
    links = page.locator("[data-testid='stSidebarNavLink']")
    # The first line is the icon's name, for the font turns it into a picture.
    return [text.splitlines()[-1].strip() for text in links.all_inner_texts()]


class Traffic:
    """Everything the server sends a tab: websocket frames and answers, without the program
    of Streamlit itself."""

    def __init__(self, page: Page) -> None:
        self._parts: list[bytes] = []
        self._answers: list[Response] = []
        page.on("websocket", self._listen)
        page.on("response", self._note)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._keep)

    def _note(self, answer: Response) -> None:
        self._answers.append(answer)

    def _keep(self, payload: str | bytes) -> None:
        self._parts.append(payload.encode() if isinstance(payload, str) else payload)

    def take(self) -> None:
        """Read the answers so far; after leaving the page the browser has forgotten them."""
        for answer in self._answers:
            if "/static/" not in answer.url and answer.ok:
                with suppress(PlaywrightError):  # an answer without a body has none to read
                    self._parts.append(answer.body())
        self._answers.clear()

    def matches(self, pattern: re.Pattern[str]) -> set[str]:
        self.take()
        text = b"\n".join(self._parts).decode("utf-8", "ignore")
        # Without the backslashes that keep what people typed from being markup.
        return set(pattern.findall(text.replace("\\", "")))
