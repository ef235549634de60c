"""What reaches a session holds nothing its role may not see: not a code, not a name."""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.demo.profiles import PROFILES
from lib.measures import catalogue
from lib.ui.navigation import ENTRIES, Entry
from tests.pages.conftest import OpenApp, go, shown

CLIENT_CODE = re.compile(r"ST-[0-9A-Z]{5}")
WORKER_CODE = re.compile(r"(?:CM|ED|PL|CO)-\d\d")  # no \\b: any byte may stand beside a text
SEALED = re.compile(r"geheim:")
ALIAS = re.compile("|".join(profile.alias for profile in PROFILES))


def of_clients(app: AppTest) -> list[str]:
    text = shown(app)
    return [m[0] for pattern in (CLIENT_CODE, SEALED, ALIAS) for m in pattern.finditer(text)]


def confidential(app: AppTest) -> list[str]:
    return of_clients(app) + WORKER_CODE.findall(shown(app))


def chapters(app: AppTest) -> Iterator[AppTest]:
    for chapter in catalogue.CHAPTERS:
        yield app.get("pills")[0].set_value(chapter).run()


def test_the_search_finds_what_a_case_manager_sees(open_app: OpenApp) -> None:
    found = confidential(open_app("casemanager", "pages/work/contacts.py"))
    assert any(CLIENT_CODE.fullmatch(text) for text in found)
    assert "CM-01" in found
    assert "Zilvermeeuw" in found


@pytest.mark.parametrize("username", ["commissie", "projectleider", "coordinator", "beheer"])
def test_no_code_or_name_reaches_who_has_no_clients(username: str, open_app: OpenApp) -> None:
    app = open_app(username)
    assert of_clients(app) == []
    # Who owns a bottleneck or a milestone is for who works on the progress; which account is
    # whose is for who keeps the accounts.
    if username not in ("coordinator", "beheer"):
        assert confidential(app) == []
    if username in ("projectleider", "coordinator"):
        assert confidential(go(app, "pages/sheets/health.py")) == []


@pytest.mark.parametrize("username", ["projectleider", "coordinator"])
@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.section == "Voortgang"])
def test_no_page_of_the_progress_holds_a_client(
    username: str, entry: Entry, open_app: OpenApp
) -> None:
    assert of_clients(open_app(username, entry.file)) == []


@pytest.mark.parametrize("username", ["projectleider", "casemanager"])
def test_no_chapter_of_the_overview_holds_a_code_or_a_name(
    username: str, open_app: OpenApp
) -> None:
    app = open_app(username, "pages/progress/overview.py")
    found = {chapter.get("pills")[0].value: confidential(chapter) for chapter in chapters(app)}
    assert found == {chapter: [] for chapter in catalogue.CHAPTERS}


@pytest.mark.parametrize("username", ["commissie", "projectleider", "casemanager"])
def test_no_form_of_somebody_elses_clients_is_in_the_sessions_memory(
    username: str, open_app: OpenApp
) -> None:
    app = open_app(username)
    own = {"casemanager": "CM-02"}.get(username, "CM-")
    assert own not in str(app.session_state.to_dict())
    assert not CLIENT_CODE.search(str(app.session_state.to_dict()))
