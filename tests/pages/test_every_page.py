"""Every page for every account: it opens, or nothing of it is to be had."""

import time

import pytest

from lib.ui import session
from lib.ui.navigation import ENTRIES, Entry
from tests.pages.conftest import ACCOUNTS, OpenApp, app_from_file, press, shown, titles

CASE_WORK = ["Vandaag", "Cliënten", "Cliënt", "Contacten", "Afspraken", "Toestemmingen"]
FIGURES = ["Overzicht", "Vergunningen"]
PROGRESS = ["Knelpunten", "Verbindingen", "Planning", "Loods en huiskamer", "Ervaringen"]
TEAM = {
    "Werk": CASE_WORK,
    "Voortgang": FIGURES + PROGRESS,
    "Bladen": ["Te beslissen"],
    "Commissie": ["Voortgang", "Rapporten", "Kerncijfers"],
}
MENUS = {
    "casemanager": TEAM,
    "casemanager2": TEAM,
    "ervaringsdeskundige": TEAM,
    "projectleider": {
        "Voortgang": FIGURES + PROGRESS, "Toezicht": ["Noodinzage"],
        "Bladen": ["Gezondheid", "Bladen bewerken", "Te beslissen"],
        "Commissie": ["Voortgang", "Rapporten", "Publiceren", "Kerncijfers"]},
    "coordinator": {
        "Voortgang": PROGRESS, "Bladen": ["Gezondheid", "Bladen bewerken", "Te beslissen"],
        "Commissie": ["Voortgang", "Rapporten", "Kerncijfers"]},
    "commissie": {"Commissie": ["Voortgang", "Rapporten"]},
    "beheer": {"Beheer": ["Accounts", "Logboek"]},
}  # fmt: skip
ON_SCREEN = {"Gezondheid": "Gezondheid van de bladen"}
NOT_YOURS = "Deze pagina of handeling hoort niet bij jouw rol."

PAIRS = [(name, entry) for name in ACCOUNTS for entry in ENTRIES]
OPEN = [(n, e) for n, e in PAIRS if e.title in MENUS[n].get(e.section, [])]
CLOSED = [pair for pair in PAIRS if pair not in OPEN]

every_account = pytest.mark.parametrize("username", ACCOUNTS)
every_page = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url)


def first(username: str) -> tuple[str, str]:
    title = next(iter(MENUS[username].values()))[0]
    return title, title


def each(pairs: list[tuple[str, Entry]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("username", "entry"), pairs, ids=[f"{name}-{entry.url}" for name, entry in pairs]
    )


@every_account
def test_the_menu_holds_exactly_the_pages_of_the_role(
    username: str, open_app: OpenApp, menus: list[dict[str, list[str]]]
) -> None:
    open_app(username)
    assert menus[-1] == MENUS[username]


@every_account
def test_somebody_opens_on_the_first_page_of_their_menu(username: str, open_app: OpenApp) -> None:
    assert titles(open_app(username)) == [ON_SCREEN.get(*first(username))]


@each(OPEN)
def test_a_page_in_the_menu_opens_with_its_title(
    username: str, entry: Entry, open_app: OpenApp
) -> None:
    app = open_app(username, entry.file)
    assert titles(app) == [ON_SCREEN.get(entry.title, entry.title)]
    assert not app.exception
    assert not app.error


@each(CLOSED)
def test_the_guard_of_another_page_says_so_and_shows_nothing_of_it(
    username: str, entry: Entry, open_app: OpenApp
) -> None:
    app = open_app(username, entry.file)
    assert [error.value for error in app.error] == [NOT_YOURS]
    assert titles(app) == []
    assert titles(press(app, "Naar je eigen pagina's")) == [ON_SCREEN.get(*first(username))]
    past_the_menu = app_from_file(entry.file)
    past_the_menu.session_state[session._SIGNED_IN] = session.SignedIn(username, time.time())
    past_the_menu.run()
    assert [error.value for error in past_the_menu.error] == [NOT_YOURS]
    assert len(past_the_menu.main) == 2  # that sentence and the way out are all
    assert not past_the_menu.exception


@every_page
def test_the_guard_shows_nothing_to_who_is_not_signed_in(entry: Entry, open_app: OpenApp) -> None:
    app = app_from_file(entry.file).run()
    assert len(app.main) == 0
    assert not app.exception


def test_a_stranger_sees_the_sign_in_and_nothing_else(
    open_app: OpenApp, menus: list[dict[str, list[str]]]
) -> None:
    app = open_app()
    assert titles(app) == ["STAP-dashboard"]
    assert [field.label for field in app.text_input] == ["Gebruikersnaam", "Wachtwoord"]
    assert [button.label for button in app.button] == ["Inloggen"]
    assert menus[-1] == {}
    assert "ST-" not in shown(app)
