"""What reaches a session holds nothing its role may not see: not a code, not a name."""

import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.demo.profiles import PROFILES
from lib.measures import catalogue
from tests.pages.conftest import OpenApp, go, shown

CLIENT_CODE = re.compile(r"ST-[0-9A-Z]{5}")
WORKER_CODE = re.compile(r"(?:CM|ED|PL|CO)-\d\d")  # no \\b: any byte may stand beside a text
SEALED = re.compile(r"geheim:")
ALIAS = re.compile("|".join(profile.alias for profile in PROFILES))


def confidential(app: AppTest) -> list[str]:
    text = shown(app)
    patterns = (CLIENT_CODE, WORKER_CODE, SEALED, ALIAS)
    return [match[0] for pattern in patterns for match in pattern.finditer(text)]


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
    assert confidential(app) == []
    if username in ("projectleider", "coordinator"):
        assert confidential(go(app, "pages/sheets/health.py")) == []


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
