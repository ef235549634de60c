"""The app in one process, without a browser: AppTest from app.py, on the demo world."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element, Node, Widget

from lib.accounts import DEMO_PASSWORD
from lib.errors import SheetsUnreachable
from lib.ui import session
from lib.ui.live import live
from lib.ui.logbooks import Logbooks
from tests.conftest import ROOT, DemoWorld

ACCOUNTS = (
    "casemanager", "casemanager2", "ervaringsdeskundige", "projectleider", "coordinator",
    "commissie", "beheer",
)  # fmt: skip
OpenApp = Callable[..., AppTest]


@pytest.fixture
def world(demo: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoWorld]:
    """The demo world as this process's own; what the process remembers is forgotten after."""
    for name in ("STAP_TODAY", "STAP_DELAY_S"):
        monkeypatch.delenv(name, raising=False)
    for name, value in demo.environment.items():
        monkeypatch.setenv(name, value)
    # A browser without cookies: AppTest has a mock there, which claims to hold any.
    monkeypatch.setattr(type(st.context), "cookies", {})
    # Every AppTest searches all installed packages for components anew, half a second each;
    # we have none of that kind.
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)
    # What this thread does once a minute, tests do when they want it done.
    monkeypatch.setattr(Logbooks, "keep_sending", lambda self: None)
    new_process()
    yield demo
    new_process()


@pytest.fixture
def open_app(world: DemoWorld) -> OpenApp:
    """`open_app("casemanager", "pages/work/today.py", client="ST-…")`: signed in already (the
    form has tests of its own), on that page, with that in the URL."""

    def opened(username: str | None = None, page: str | None = None, **query: str) -> AppTest:
        app = app_from_file()
        if username is not None:
            # As remember_sign_in leaves it; without the second that bcrypt takes.
            app.session_state[session._SIGNED_IN] = session.SignedIn(username, time.time())
        app.run()
        return go(app, page, **query) if page else app

    return opened


def app_from_file(path: str = "app.py") -> AppTest:
    return AppTest.from_file(ROOT / path, default_timeout=30)


def new_process() -> None:
    """What a restart forgets: everything that all sessions share."""
    for thread in threading.enumerate():
        if "_notice_quietly" in thread.name:
            thread.join(10)
    st.cache_resource.clear()


def read_sheets_again() -> None:
    """What the refresh interval would do, now."""
    live().refresh()


def sign_in(app: AppTest, username: str, password: str = DEMO_PASSWORD) -> AppTest:
    name, secret = app.text_input
    name.set_value(username)
    secret.set_value(password)
    return app.form_submit_button[0].click().run()


def go(app: AppTest, page: str, **query: str) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(page).run()


def field(app: AppTest, form: str, name: str) -> Any:
    """The widget of a column in the form whose name begins so."""
    (found,) = [node for node in _widgets(app, form) if node.key.endswith(f":{name}")]
    return found


def unfold(app: AppTest, form: str) -> AppTest:
    """Open what is folded round a form that is only built then."""
    app.session_state[f"vak:{form}"] = True
    return app.run()


def fill(app: AppTest, form: str, values: Mapping[str, Any]) -> AppTest:
    for name, value in values.items():
        field(app, form, name).set_value(value)
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def save(app: AppTest, form: str) -> AppTest:
    """Press the button of the form whose name begins so: several may have a button of one name."""
    (button,) = [
        b for b in app.button if str(b.key).startswith(form) and str(b.key).endswith(":submit")
    ]
    return button.click().run()


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


def shown(app: AppTest) -> str:
    """Everything this run sent to the browser, as one text: words, options, tables, charts.
    Without the backslashes that keep what people typed from being markup."""
    return "\n".join(_sent(node) for node in [*app.main, *app.sidebar]).replace("\\", "")


def words(app: AppTest) -> list[str]:
    """Texts to read, of every kind of element."""
    kinds = ("title", "subheader", "markdown", "caption", "text", "info", "toast", "success",
             "warning", "error")  # fmt: skip
    return [e.value.replace("\\", "") for kind in kinds for e in app.get(kind)]


def complaints(app: AppTest) -> list[str]:
    """What a form says at its fields and under it."""
    marked = [m.value for m in app.markdown if m.value.startswith(":red[")]
    at_fields = [text.removeprefix(":red[:material/error: ").removesuffix("]") for text in marked]
    return at_fields + [error.value for error in app.error]


def _widgets(app: AppTest, form: str) -> list[Widget]:
    return [n for n in app.main if isinstance(n, Widget) and str(n.key).startswith(form)]


def _sent(node: Node) -> str:
    proto = node.proto
    if proto is None:
        return ""
    # Tables travel as Arrow inside the message; their texts stand in it byte for byte.
    raw = proto.SerializeToString() if isinstance(node, Element) else str(proto).encode()
    return raw.decode("utf-8", "ignore")


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, list[str]]]:
    """Every menu that was drawn: section → titles, without the hidden start."""
    drawn: list[dict[str, list[str]]] = []
    navigation = st.navigation

    def seen(pages: Any, **options: Any) -> Any:
        drawn.append({s: [p.title for p in listed] for s, listed in pages.items() if s})
        return navigation(pages, **options)

    monkeypatch.setattr(st, "navigation", seen)
    return drawn


def unreachable(*_args: Any, **_options: Any) -> Any:
    """In place of a method of Store: nobody answers."""
    raise SheetsUnreachable
