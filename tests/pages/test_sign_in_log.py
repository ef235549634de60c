"""Sign-ins that fail are in the Logboek, without what was typed; and an end to sitting idle."""

import time
from datetime import datetime

import pytest

from lib.accounts import cookie_key
from lib.settings import Settings
from lib.ui import live as shared
from lib.ui import session
from lib.ui.live import last_runs, live
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, app_from_file, new_process, press, sign_in, titles, words
from tests.pages.test_sign_in import remembered

CLIENT = "pages/work/client.py"
WRONG = "verkeerd-2022"
HOUR_S = 3600


def lines(world: DemoWorld) -> list[tuple[str, str, str]]:
    live().logbooks.send()
    return [(line["Wie"], line["Rol"], line["Handeling"]) for line in world.log("progress")]


def test_a_wrong_password_has_a_line_with_the_account(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app()
    for _ in range(2):
        sign_in(app, " CaseManager ", WRONG)
    failed = ("casemanager", "casemanager", "inloggen mislukt")
    assert lines(world) == [failed, failed]
    assert WRONG not in str(world.log("progress"))
    assert world.log() == []


def test_what_is_typed_in_place_of_a_name_is_never_stored(
    open_app: OpenApp, world: DemoWorld
) -> None:
    typed = "mijn-geheim-2022"
    app = open_app()
    for _ in range(3):
        sign_in(app, typed, WRONG)
    found = lines(world)
    assert set(found) == {("(onbekend account)", "", "inloggen mislukt")}
    assert len(found) <= 2  # one a minute
    assert typed not in str(world.log("progress"))
    on_disk = [p.read_bytes() for p in world.data.rglob("*") if p.is_file()]
    assert not any(typed.encode() in content for content in on_disk)


def test_a_lock_has_a_line_and_guessing_under_it_one_a_minute(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "clock", lambda: datetime(2022, 2, 1, 14, 32))
    app = open_app()
    for _ in range(10):
        sign_in(app, "casemanager", WRONG)
    acts = [act for _, _, act in lines(world)]
    assert acts == ["inloggen mislukt"] * 6 + ["op slot na mislukte pogingen", "inloggen mislukt"]


def test_after_an_hour_of_nothing_somebody_is_out_and_told_why(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app, other = open_app("casemanager", CLIENT, client="ST-00004"), open_app("casemanager")
    app.session_state[session._LAST_RUN] = time.time() - HOUR_S - 1
    app.run()
    assert titles(app) == ["STAP-dashboard"]
    (told,) = [text for text in words(app) if "60 minuten niets deed" in text]
    assert "Log opnieuw in" in told
    assert not {"signed_in", "forms", "last_client"} & set(app.session_state)
    assert titles(other.run()) == ["Vandaag"]  # that tab was used
    assert not app.query_params
    assert titles(sign_in(app, "casemanager")) == ["Cliënt"]  # on the page they were on
    press(app, "Uitloggen")
    assert not any("niets deed" in text for text in words(app))


def test_within_the_hour_every_run_begins_it_anew(open_app: OpenApp) -> None:
    app = open_app("casemanager")
    for _ in range(3):
        app.session_state[session._LAST_RUN] = time.time() - HOUR_S + 60
        assert titles(app.run()) == ["Vandaag"]


def test_the_page_itself_is_shut_too(open_app: OpenApp) -> None:
    app = app_from_file(CLIENT)
    long_ago = session.SignedIn("casemanager", time.time() - 2 * HOUR_S)
    app.session_state[session._SIGNED_IN] = long_ago
    assert len(app.run().main) == 0


def test_the_time_is_a_setting(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAP_IDLE_S", "300")
    new_process()
    app = open_app("casemanager")
    app.session_state[session._LAST_RUN] = time.time() - 301
    app.run()
    assert any("5 minuten niets deed" in text for text in words(app))


@pytest.mark.parametrize(
    ("idle_s", "title"), [(HOUR_S - 60, "Vandaag"), (HOUR_S + 1, "STAP-dashboard")]
)
def test_a_remembered_sign_in_counts_no_longer_than_that_after_the_last_run(
    idle_s: float,
    title: str,
    open_app: OpenApp,
    world: DemoWorld,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issued = datetime.fromtimestamp(time.time() - 3 * HOUR_S)
    remembered(world, monkeypatch, cookie_key(Settings(data=world.data)), issued)
    last_runs()["casemanager"] = time.time() - idle_s
    assert titles(open_app()) == [title]


def test_after_a_restart_a_remembered_sign_in_counts_from_when_it_was_made(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = cookie_key(Settings(data=world.data))
    remembered(world, monkeypatch, key, datetime.fromtimestamp(time.time() - HOUR_S + 60))
    assert titles(open_app()) == ["Vandaag"]
    new_process()
    remembered(world, monkeypatch, key, datetime.fromtimestamp(time.time() - HOUR_S - 60))
    assert titles(open_app()) == ["STAP-dashboard"]
