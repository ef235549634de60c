"""A press that a page did not come to (tests/browser/test_press.py presses for real)."""

import time

from streamlit.testing.v1 import AppTest

from lib.ui import session
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, go
from tests.pages.test_accounts import PAGE as ACCOUNTS
from tests.pages.test_accounts import accounts_of

TODAY, CONTACTS = "pages/work/today.py", "pages/work/contacts.py"


def pressed(
    app: AppTest, key: str, label: str = "Contact vastleggen", acted_ago_s: float | None = None
) -> AppTest:
    """As a press is noted before a run; the next one comes to it, or not."""
    app.session_state[session._PRESSES] = {key: label}
    if acted_ago_s is not None:
        app.session_state[session._ACTED] = {key: time.monotonic() - acted_ago_s}
    return app.run()


def missed(app: AppTest) -> list[str]:
    return [one.value for one in app.warning if "Je drukte op" in one.value]


def test_a_press_whose_button_is_gone_is_told_once_and_never_acted_upon(
    open_app: OpenApp,
) -> None:
    app = pressed(open_app("casemanager", TODAY), "gone")
    (told,) = missed(app)
    assert "„Contact vastleggen”" in told
    assert app.session_state[session._PRESSES] == {}
    assert missed(app.run()) == []


def test_on_a_page_that_stops_half_way_it_is_told_in_the_next_run(open_app: OpenApp) -> None:
    app = pressed(go(open_app("casemanager"), CONTACTS, rij="CT-23456789AB"), "gone")
    assert app.session_state[session._PRESSES] == {}
    assert len(missed(app.run())) == 1
    assert missed(app.run()) == []


def test_the_second_tap_on_a_button_that_did_its_work_is_not_told(open_app: OpenApp) -> None:
    app = open_app("casemanager", TODAY)
    assert missed(pressed(app, "gone", acted_ago_s=1)) == []
    assert app.session_state[session._PRESSES] == {}
    assert len(missed(pressed(app, "gone", acted_ago_s=3600))) == 1


def test_a_second_tap_on_blokkeren_is_none_on_the_deblokkeren_in_its_place(
    open_app: OpenApp, world: DemoWorld
) -> None:
    key = "account:casemanager2"
    app = pressed(open_app("beheer", ACCOUNTS), key, "Blokkeren")
    assert accounts_of(world).find("casemanager2").is_disabled
    pressed(app, key, "Blokkeren")
    assert accounts_of(world).find("casemanager2").is_disabled
    assert missed(app) == []
