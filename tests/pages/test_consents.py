"""Toestemmingen: recording, withdrawing and processing one; what may be shared because of it."""

import json
import time
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.errors import NotAllowed
from lib.schema.dates import to_serial
from lib.ui import session
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    field,
    fill,
    press,
    read_sheets_again,
    shown,
    words,
)

PAGE = "pages/work/consents.py"
FORM = "new:consents:"
TODAY = to_serial(date(2022, 2, 1))
SHARED = {"weergave": "Wie mag wat zien"}
SIGNED = {
    "form_version": "1.0", "letter_version": "1.1", "signed_on": date(2022, 1, 31),
    "purposes": ["Toeleiding"], "share_with": ["GGD"], "data_kinds": ["Voortgang"],
}  # fmt: skip


def running(world: DemoWorld, worker: str = "CM-01") -> dict[str, object]:
    """A consent of a client of this worker that holds."""
    own = {r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == worker}
    rows = world.records("consents")
    return next(r for r in rows if r["Cliënt"] in own and not r["Ingetrokken op"])


def withdraw(app: AppTest, key: object) -> AppTest:
    name = f"act:consents:{key}:Intrekken:"
    (button,) = [button for button in app.button if str(button.key).startswith(name)]
    return button.click().run()


def sharing_with(app: AppTest) -> set[str]:
    """The organisations something may be shared with, by what the choice offers."""
    (box,) = [box for box in app.selectbox if box.label == "Organisatie"]
    return {option.split(" · ")[0] for option in box.options}


def test_nothing_is_ticked_beforehand_but_the_day_to_ask_again(open_app: OpenApp) -> None:
    app = open_app("casemanager", PAGE)
    for name in ("purposes", "share_with", "data_kinds"):
        assert field(app, FORM, name).value == []
    for name in ("client_code", "signed_on"):
        assert field(app, FORM, name).value is None
    assert field(app, FORM, "reconfirm_on").value == date(2023, 2, 1)


def test_the_legal_basis_is_said_to_be_open(open_app: OpenApp) -> None:
    app = open_app("casemanager", PAGE)
    assert any("Grondslag: nog niet vastgesteld (FG)" in text for text in words(app))


def test_a_signed_consent_is_one_row(open_app: OpenApp, world: DemoWorld) -> None:
    code, before = running(world)["Cliënt"], world.records("consents")
    app = fill(open_app("casemanager", PAGE), FORM, {"client_code": code, **SIGNED})
    press(app, "Opslaan")
    assert "Toestemming toegevoegd." in words(app)
    (row,) = world.records("consents")[len(before) :]
    assert (row["Cliënt"], row["Delen met"], row["Doelen"]) == (code, "GGD", "Toeleiding")
    assert (row["Versie formulier"], row["Versie informatiebrief"]) == ("1.0", "1.1")
    assert row["Herbevestigen op"] == to_serial(date(2023, 2, 1))
    assert row["Ingetrokken op"] == row["Verwerkt op"] == ""


def test_all_faults_stand_at_their_fields_and_nothing_is_lost(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = world.records("consents")
    typed = {"form_version": "1.0", "signed_on": date(2022, 1, 31),
             "reconfirm_on": date(2022, 1, 1)}  # fmt: skip
    app = press(fill(open_app("casemanager", PAGE), FORM, typed), "Opslaan")
    said = complaints(app)
    assert {"Vul 'Cliënt' in.", "Vul 'Delen met' in.", "Vul 'Doelen' in."} <= set(said)
    assert "Herbevestigen op ligt voor de ondertekening." in said
    assert {name: field(app, FORM, name).value for name in typed} == typed
    assert world.records("consents") == before


def test_a_withdrawal_asks_once_stops_sharing_at_once_and_can_be_undone(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = running(world)
    key, code = row["Toestemming"], str(row["Cliënt"])
    other = open_app("casemanager", PAGE, **SHARED)
    first = str(row["Delen met"]).split("; ")[0]
    other.query_params["organisatie"] = first
    assert code in shown(other.run())
    app = open_app("casemanager", PAGE)
    assert f"Trekt {code} deze toestemming in? Delen stopt dan meteen." in words(app)
    withdraw(app, key)
    assert f"De toestemming van {code} is ingetrokken." in words(app)
    assert world.record("consents", str(key))["Ingetrokken op"] == TODAY
    assert code not in shown(other.run())
    parties = str(row["Delen met"]).replace("; ", " · ")
    assert f"Verwerken: meld de intrekking aan {parties}" in words(app)
    press(app, "Ongedaan maken")
    assert world.record("consents", str(key))["Ingetrokken op"] == ""
    assert code in shown(other.run())


def test_a_withdrawal_typed_in_the_sheet_counts_with_the_next_reading(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = running(world)
    app = open_app("casemanager", PAGE, organisatie=str(row["Delen met"]).split("; ")[0], **SHARED)
    assert str(row["Cliënt"]) in shown(app)
    # Also when the day cannot be read: it may be a withdrawal.
    world.type_over("consents", str(row["Toestemming"]), "Ingetrokken op", "vorige week")
    read_sheets_again()
    assert str(row["Cliënt"]) not in shown(app.run())


def test_a_withdrawal_stays_a_task_until_it_is_processed(
    open_app: OpenApp, world: DemoWorld
) -> None:
    key = str(running(world)["Toestemming"])
    app = withdraw(open_app("casemanager", PAGE), key)
    press(app, "Verwerkt")
    row = world.record("consents", key)
    assert (row["Ingetrokken op"], row["Verwerkt op"]) == (TODAY, TODAY)
    assert not any("Verwerken: meld" in text for text in words(app))
    *_, withdrawn, processed = world.log()
    assert json.loads(withdrawn["Nieuw"]) == {"Ingetrokken op": "01-02-2022"}
    assert json.loads(processed["Nieuw"]) == {"Verwerkt op": "01-02-2022"}


def test_an_expired_consent_shares_nothing(open_app: OpenApp, world: DemoWorld) -> None:
    row = running(world)
    day = to_serial(date(2022, 1, 31))
    world.type_over("consents", str(row["Toestemming"]), "Herbevestigen op", day)
    app = open_app("casemanager", PAGE, **SHARED)
    for organisation in sharing_with(app):
        app.query_params["organisatie"] = organisation
        assert str(row["Cliënt"]) not in shown(app.run())
    expired = open_app("casemanager", PAGE, stand="Verlopen")
    labels = [link.label.replace("\\", "") for link in expired.get("page_link")]
    assert [row["Cliënt"] in label for label in labels] == [True]


def test_somebody_sees_the_sharing_of_their_own_clients_only(
    open_app: OpenApp, world: DemoWorld
) -> None:
    other = str(running(world, "CM-02")["Cliënt"])
    app = open_app("casemanager", PAGE, **SHARED)
    for organisation in sharing_with(app):
        app.query_params["organisatie"] = organisation
        assert other not in shown(app.run())


def test_the_expert_reads_and_changes_nothing(open_app: OpenApp) -> None:
    app = open_app("ervaringsdeskundige", PAGE)
    assert not [b for b in app.button if "Intrekken" in str(b.key)]
    assert "Ondertekende toestemming vastleggen" not in [e.label for e in app.expander]


def _withdrawing(key: str) -> None:
    """A page that shows the button to anybody."""
    from lib.access.permissions import Permission
    from lib.ui.act import act
    from lib.ui.live import live
    from lib.ui.page import open_page

    page = open_page("Toestemmingen", Permission.SEE_CASELOAD)
    row = live().snapshot().row("consents", key)
    act(page, "Intrekken", "consents", row or {}, {"withdrawn_on": page.today}, "Ingetrokken.")


@pytest.mark.parametrize("username", ["ervaringsdeskundige", "casemanager2"])
def test_a_withdrawal_one_may_not_make_is_refused_by_the_server(
    username: str, world: DemoWorld
) -> None:
    key = str(running(world)["Toestemming"])
    app = AppTest.from_function(_withdrawing, kwargs={"key": key}, default_timeout=30)
    app.session_state[session._SIGNED_IN] = session.SignedIn(username, time.time())
    withdraw(app.run(), key)
    assert complaints(app) == [NotAllowed("consents", username).message]
    assert world.record("consents", key)["Ingetrokken op"] == ""
    assert world.log() == []


@pytest.mark.parametrize("account", ["projectleider", "coordinator", "commissie", "beheer"])
def test_who_has_no_clients_has_no_consents(account: str, open_app: OpenApp) -> None:
    app = open_app(account, PAGE)
    assert len(complaints(app)) == 1
    assert not app.selectbox
