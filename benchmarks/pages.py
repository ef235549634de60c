"""How long the script of each page takes when the Snapshot is warm."""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import requests
import streamlit as st
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from benchmarks.worlds import DELAY_S, World
from lib import localsheets
from lib.access.permissions import PERMISSIONS
from lib.access.roles import Role
from lib.accounts import DEMO_PASSWORD
from lib.ui.navigation import ENTRIES

APP = Path(__file__).parents[1] / "app.py"
_RERUNS = 15
_TIMEOUT_S = 120

# Who looks, from the page with most to see: the first account that has it in its menu.
_ACCOUNTS = {
    "casemanager": Role.CASE_MANAGER,
    "projectleider": Role.PROJECT_LEAD,
    "coordinator": Role.COORDINATOR,
    "commissie": Role.COMMITTEE,
    "beheer": Role.ADMINISTRATOR,
}
_OTHERS = {
    "Voortgang": "commissie", "Rapporten": "commissie", "Kerncijfers": "projectleider",
    "Gezondheid": "coordinator", "Te beslissen": "casemanager",
}  # fmt: skip


def _pages() -> Mapping[str, tuple[str, str]]:
    """Title → file and account."""
    return {
        entry.title: (
            entry.file,
            _OTHERS.get(entry.title)
            or next(n for n, role in _ACCOUNTS.items() if entry.needs in PERMISSIONS[role]),
        )
        for entry in ENTRIES
    }


class PageTime(NamedTuple):
    """`requests` is what all warm reruns together asked of the sheets."""

    title: str
    median_ms: float
    p95_ms: float
    cpu_ms: float
    requests: int


def script_times(world: World) -> list[PageTime]:
    """One line per page; the first drawing of each is not counted."""
    st.cache_resource.clear()
    os.environ |= {
        "STAP_DATA": str(world.data),
        "STAP_SECRETS": str(world.data / "no-secrets.toml"),
        "STAP_DELAY_S": str(DELAY_S),
        "STAP_REFRESH_S": "86399",
    }
    with _timed_scripts() as runs, _watched_sessions() as sessions:
        pages = _pages()
        opened = {user: _signed_in(user) for _, user in pages.values()}
        return [
            _measured(title, _on(opened[user], file), runs, sessions)
            for title, (file, user) in pages.items()
        ]


def _signed_in(username: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=_TIMEOUT_S).run()
    name, password = app.text_input
    name.set_value(username)
    password.set_value(DEMO_PASSWORD)
    return app.form_submit_button[0].click().run()


def _on(app: AppTest, file: str) -> AppTest:
    app.switch_page(file).run()
    if file.endswith("/client.py"):
        (clients,) = [box for box in app.selectbox if box.label == "Cliënt"]
        app.query_params["client"] = clients.options[0].split(" · ")[0]
        app.run()
    return _sound(app)


def _sound(app: AppTest) -> AppTest:
    """app.py makes a calm sentence of every error; a figure of that would mean nothing."""
    if app.exception or app.error or not app.title:
        raise RuntimeError(f"the page shows an error: {[e.value for e in app.error]}")
    return app


def _measured(
    title: str, app: AppTest, runs: list[tuple[float, float]], sessions: list[requests.Session]
) -> PageTime:
    runs.clear()
    before = _requests(sessions)
    for _ in range(_RERUNS):
        _sound(app.run())
    walls = sorted(wall * 1000 for wall, _ in runs)
    cpu_ms = statistics.median(cpu * 1000 for _, cpu in runs)
    p95_ms = statistics.quantiles(walls, n=20, method="inclusive")[-1]
    asked = _requests(sessions) - before
    return PageTime(title, statistics.median(walls), p95_ms, cpu_ms, asked)


def _requests(sessions: list[requests.Session]) -> int:
    return sum(len(localsheets.requests_made(session)) for session in sessions)


@contextmanager
def _timed_scripts() -> Iterator[list[tuple[float, float]]]:
    """Wall and processor seconds of every script run, without what AppTest does around it.

    Compiled scripts are kept between runs, as a server does. The browser has no cookies:
    AppTest has a mock there, which claims to hold any.
    """
    runs: list[tuple[float, float]] = []
    cache = ScriptCache()
    execute, cookies = script_runner.exec_func_with_error_handling, type(st.context).cookies

    def timed(work: Callable[[], None], context: Any) -> Any:
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            return execute(work, context)
        finally:
            runs.append((time.perf_counter() - wall, time.thread_time() - cpu))

    script_runner.exec_func_with_error_handling = timed
    type(st.context).cookies = {}  # type: ignore[assignment,method-assign]
    app_test.ScriptCache = local_script_runner.ScriptCache = lambda: cache  # type: ignore[misc]
    try:
        yield runs
    finally:
        script_runner.exec_func_with_error_handling = execute
        type(st.context).cookies = cookies  # type: ignore[method-assign]
        app_test.ScriptCache = local_script_runner.ScriptCache = ScriptCache  # type: ignore[misc]


@contextmanager
def _watched_sessions() -> Iterator[list[requests.Session]]:
    """Every session to the local backend that is opened meanwhile."""
    made: list[requests.Session] = []
    opened = localsheets.session

    def watched(*args: Any, **switches: Any) -> requests.Session:
        made.append(opened(*args, **switches))
        return made[-1]

    localsheets.session = watched
    try:
        yield made
    finally:
        localsheets.session = opened
