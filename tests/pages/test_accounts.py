"""The administrator's accounts: made, changed, reset; each act has a line in the Logboek."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.roles import Role
from lib.ui.live import accounts, live
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, press, sign_in, titles, words
from tests.pages.test_sign_in import accounts_of

PAGE = "pages/admin/accounts.py"
OWN = "zelf-gekozen-2022"


def lines(world: DemoWorld) -> list[tuple[str, str, str]]:
    """Who, what, whose: the lines about accounts."""
    live().logbooks.send()
    found = [line for line in world.log("progress") if line["Blad"] == "Accounts"]
    return [(line["Wie"], line["Handeling"], line["Rij"]) for line in found]


def add(app: AppTest, name: str, role: Role | None, code: str = "") -> AppTest:
    count = len(accounts().all())
    app.text_input(key=f"new_name:{count}").set_value(name)
    app.selectbox(key=f"role_of:new:{count}").set_value(role)
    app.text_input(key=f"code_of:new:{count}").set_value(code)
    return press(app, "Toevoegen")


def password_shown(app: AppTest) -> str:
    (code,) = app.code
    return code.value


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def test_an_added_account_signs_in_once_and_chooses_its_own_password(
    open_app: OpenApp, world: DemoWorld
) -> None:
    admin = add(open_app("beheer", PAGE), "CM.Nieuw", Role.CASE_MANAGER, "cm-02")
    password = password_shown(admin)
    assert not admin.run().code  # shown once
    assert password not in str(admin.session_state.to_dict())
    app = sign_in(open_app(), "cm.nieuw", password)
    assert "Kies een eigen wachtwoord" in [found.value for found in app.subheader]
    choose(app, OWN)
    assert titles(app) == ["Vandaag"]
    assert titles(sign_in(open_app(), "cm.nieuw", OWN)) == ["Vandaag"]
    assert len(sign_in(open_app(), "cm.nieuw", password).error) == 1
    account = accounts_of(world).find("cm.nieuw")
    assert account is not None
    assert (account.role, account.worker) == (Role.CASE_MANAGER, "CM-02")
    assert lines(world) == [
        ("beheer", "account toegevoegd", "cm.nieuw"),
        ("cm.nieuw", "eenmalig wachtwoord vervangen", "cm.nieuw"),
        ("cm.nieuw", "inloggen mislukt", "cm.nieuw"),
    ]
    log = str(world.log("progress"))
    assert password not in log
    assert OWN not in log
    (added, *_) = world.log("progress")
    told = {"Rol": "Casemanager", "Medewerkercode": "CM-02"}
    assert json.loads(added["Nieuw"]) == told


def choose(app: AppTest, first: str, again: str | None = None) -> AppTest:
    one, two = app.text_input
    one.set_value(first)
    two.set_value(first if again is None else again)
    return press(app, "Opslaan en verder")


@pytest.fixture
def newcomer(open_app: OpenApp, world: DemoWorld) -> tuple[AppTest, str]:
    """Somebody who came in with a one-time password, and that password."""
    password = accounts_of(world).reset("casemanager")
    return sign_in(open_app(), "casemanager", password), password


@pytest.mark.parametrize("page", ["pages/work/client.py", "pages/work/contacts.py"])
def test_with_a_one_time_password_nothing_else_opens(
    page: str, newcomer: tuple[AppTest, str], menus: list[dict[str, list[str]]]
) -> None:
    app, _ = newcomer
    app.run()
    assert menus[-1] == {}
    app.switch_page(page).run()
    assert titles(app) == ["STAP-dashboard"]
    assert "Kies een eigen wachtwoord" in [found.value for found in app.subheader]
    assert not any("ST-" in text for text in words(app))


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [("kort", "kort", "minstens 8 tekens"), (OWN, "anders", "niet gelijk"), ("", "", "minstens 8")],
)
def test_a_password_that_will_not_do_is_told(
    first: str, again: str, said: str, newcomer: tuple[AppTest, str], world: DemoWorld
) -> None:
    app, password = newcomer
    assert said in errors(choose(app, first, again))[0]
    assert "ander wachtwoord" in errors(choose(app, password))[0]
    account = accounts_of(world).find("casemanager")
    assert account is not None
    assert account.is_one_time


def test_a_reset_shows_the_password_once_and_signs_out_everywhere(
    open_app: OpenApp, world: DemoWorld
) -> None:
    victim, admin = open_app("coordinator"), open_app("beheer", PAGE)
    admin.button(key="reset:coordinator").click().run()
    assert titles(victim.run()) == ["STAP-dashboard"]
    app = sign_in(victim, "coordinator", password_shown(admin))
    assert titles(choose(app, OWN)) == ["Knelpunten"]
    assert lines(world) == [
        ("beheer", "eenmalig wachtwoord gegeven", "coordinator"),
        ("coordinator", "eenmalig wachtwoord vervangen", "coordinator"),
    ]


def test_another_role_counts_at_once_and_old_and_new_are_in_the_logboek(
    open_app: OpenApp, world: DemoWorld
) -> None:
    victim, admin = open_app("casemanager2"), open_app("beheer", PAGE)
    admin.selectbox(key="role_of:casemanager2").set_value(Role.COMMITTEE)
    admin.text_input(key="code_of:casemanager2").set_value("")
    admin.button(key="assign:casemanager2").click().run()
    assert not admin.error
    assert titles(victim.run()) == ["STAP-dashboard"]
    account = accounts_of(world).find("casemanager2")
    assert account is not None
    assert (account.role, account.worker) == (Role.COMMITTEE, None)
    assert lines(world) == [("beheer", "account gewijzigd", "casemanager2")]
    (line,) = world.log("progress")
    assert json.loads(line["Oud"]) == {"Rol": "Casemanager", "Medewerkercode": "CM-02"}
    assert json.loads(line["Nieuw"]) == {"Rol": "Begeleidingscommissie", "Medewerkercode": ""}


def test_locking_and_unlocking_are_in_the_logboek(open_app: OpenApp, world: DemoWorld) -> None:
    admin = open_app("beheer", PAGE)
    for _ in range(2):
        admin.button(key="account:commissie").click().run()
    assert lines(world) == [
        ("beheer", "account geblokkeerd", "commissie"),
        ("beheer", "account gedeblokkeerd", "commissie"),
    ]


@pytest.mark.parametrize(
    ("name", "role", "code", "said"),
    [
        ("nieuw.lid", None, "", "Kies een rol."),
        ("nieuw.lid", Role.CASE_MANAGER, "", "medewerkercode uit het blad Team nodig"),
        ("nieuw.lid", Role.EXPERT, "ED-99", "staat niet in het blad Team"),
        ("commissie", Role.COMMITTEE, "", "bestaat al"),
        ("geen naam", Role.COMMITTEE, "", "3 tot 32 tekens"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_told_and_nothing_is_made(
    name: str, role: Role | None, code: str, said: str, open_app: OpenApp, world: DemoWorld
) -> None:
    app = add(open_app("beheer", PAGE), name, role, code)
    assert said in errors(app)[0]
    assert len(accounts_of(world).all()) == 7
    assert lines(world) == []


def test_of_the_own_account_nothing_can_be_changed(open_app: OpenApp) -> None:
    app = open_app("beheer", PAGE)
    keys = [str(node.key) for node in [*app.button, *app.selectbox, *app.text_input]]
    assert "account:commissie" in keys
    assert not [key for key in keys if key.endswith(":beheer")]
