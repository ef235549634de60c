"""Choosing another password: the one they have is asked, and other devices are signed out."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.roles import Role
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, press, sign_in, titles, words
from tests.pages.test_accounts import errors, lines
from tests.pages.test_sign_in import accounts_of

NAME, HELD, NEW = "anna.fictief", "tot-nu-toe-2022", "zelf-gekozen-2022"
_CHANGE = "Wachtwoord wijzigen"


@pytest.fixture
def app(open_app: OpenApp, world: DemoWorld) -> AppTest:
    """Somebody with an account of their own, who is signed in."""
    accounts_of(world).add(NAME, "Anna (fictief)", Role.COORDINATOR, password=HELD)
    return sign_in(open_app(), NAME, HELD)


def change(app: AppTest, held: str, first: str = NEW, again: str | None = None) -> AppTest:
    press(app, _CHANGE)
    app.text_input(key="password_held").set_value(held)
    app.text_input(key="new_password_first").set_value(first)
    app.text_input(key="new_password_again").set_value(first if again is None else again)
    return press(app, "Wijzigen")


def test_who_chooses_another_password_stays_signed_in_here_and_nowhere_else(
    app: AppTest, open_app: OpenApp, world: DemoWorld
) -> None:
    elsewhere = sign_in(open_app(), NAME, HELD)
    assert titles(change(app, HELD)) == ["Knelpunten"]
    assert "Je wachtwoord is gewijzigd. Op andere apparaten ben je uitgelogd." in words(app)
    assert app.session_state["cookie_due"] == "set"
    assert titles(app.run()) == ["Knelpunten"]
    assert titles(elsewhere.run()) == ["STAP-dashboard"]
    assert len(sign_in(open_app(), NAME, HELD).error) == 1
    assert titles(sign_in(open_app(), NAME, NEW)) == ["Knelpunten"]
    assert lines(world)[0] == (NAME, "wachtwoord gewijzigd", NAME)
    kept = f"{world.log('progress')} {app.session_state.to_dict()}"
    assert HELD not in kept
    assert NEW not in kept


@pytest.mark.parametrize(
    ("held", "first", "again", "said"),
    [
        (HELD, NEW, "anders", "niet gelijk"),
        (HELD, "kort", "kort", "minstens 8 tekens"),
        (HELD, HELD, HELD, "ander wachtwoord"),
        ("geraden", NEW, NEW, "huidige wachtwoord klopt niet"),
        ("", NEW, NEW, "huidige wachtwoord klopt niet"),
    ],
)
def test_a_change_that_will_not_do_is_told_and_the_old_password_stays(
    held: str, first: str, again: str, said: str, app: AppTest, open_app: OpenApp
) -> None:
    (error,) = errors(change(app, held, first, again))
    assert said in error
    assert titles(sign_in(open_app(), NAME, HELD)) == ["Knelpunten"]


def test_guessing_the_password_at_an_open_screen_locks_the_account(
    app: AppTest, open_app: OpenApp, world: DemoWorld
) -> None:
    for _ in range(6):
        change(app, "geraden")
    assert "klopt niet" in errors(change(app, HELD))[0]
    assert accounts_of(world).is_locked(NAME)
    acts = [act for _, act, _ in lines(world)]
    assert acts.count("inloggen mislukt") >= 6
    assert "op slot na mislukte pogingen" in acts
    assert len(sign_in(open_app(), NAME, HELD).error) == 1


def test_a_demo_account_keeps_the_password_that_the_sign_in_page_tells(open_app: OpenApp) -> None:
    labels = [button.label for button in open_app("coordinator").button]
    assert "Uitloggen" in labels
    assert _CHANGE not in labels
