"""Access to somebody else's client: taken in an emergency, lent, handed over, and reviewed."""

import json
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.person import Person
from lib.access.roles import Role
from lib.audit import Actor
from lib.change import Change
from lib.demo.chance import client_codes
from lib.demo.profiles import PROFILES
from lib.errors import ChangeRefused, NotAllowed
from lib.schema.dates import to_serial
from lib.ui import live, session
from lib.ui.page import Page
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    field,
    fill,
    press,
    read_sheets_again,
    save,
    shown,
    unfold,
    words,
)

CLIENTS, CLIENT, TODAY = "pages/work/clients.py", "pages/work/client.py", "pages/work/today.py"
REVIEW = "pages/progress/break_glass.py"
NOON = datetime(2022, 2, 1, 12)
REASON = "Voorbeeldreden: ze staat hier aan de balie."
GLASS = "Noodinzage"
SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    return lambda moment: monkeypatch.setattr(live, "clock", lambda: moment)


@pytest.fixture(autouse=True)
def _noon(set_clock: SetClock) -> None:
    set_clock(NOON)


def clients_of(world: DemoWorld, worker: str) -> list[str]:
    """Codes of this worker's clients of whom Toegang knows nothing yet."""
    known = {row["Cliënt"] for row in world.records("access_grants")}
    rows = world.records("clients")
    mine = [row["Cliëntcode"] for row in rows if row["Casemanager"] == worker]
    return [code for code in mine if code not in known]


def new_grants(world: DemoWorld, code: str) -> list[dict[str, Any]]:
    return [row for row in world.records("access_grants") if row["Cliënt"] == code]


def log_of(world: DemoWorld, key: str) -> list[dict[str, Any]]:
    return [line for line in world.log() if line["Rij"] == key]


def open_glass(app: AppTest, code: str, reason: str = REASON) -> AppTest:
    app.text_input("glass:code").set_value(code).run()
    fill(app, "glass:ST-", {"reason": reason})
    return press(app, "Openen voor 4 uur")


SECTION = """
from lib.access.permissions import Permission
from lib.ui.access import access_section
from lib.ui.page import open_page

page = open_page("Cliënt", Permission.SEE_CASELOAD)
access_section(page, page.snapshot.row("clients", "{code}"))
"""


def section_of(code: str, username: str = "casemanager") -> AppTest:
    """The part of a client's page about access to her, by itself."""
    app = AppTest.from_string(SECTION.format(code=code), default_timeout=30)
    app.session_state[session._SIGNED_IN] = session.SignedIn(username, time.time())
    return app.run()


def pressed(app: AppTest, label: str, key: str) -> AppTest:
    return app.button(f"{label}:{key}").click().run()


# ── emergency ────────────────────────────────────────────────────────────────────────────────


def test_a_client_of_another_is_open_for_four_hours_and_then_is_gone_by_itself(
    open_app: OpenApp, world: DemoWorld, set_clock: SetClock
) -> None:
    code = clients_of(world, "CM-01")[0]
    app = open_app("casemanager2", CLIENTS)
    assert code not in shown(app)
    open_glass(app, code.removeprefix("ST-").lower())
    (row,) = new_grants(world, code)
    assert (row["Medewerker"], row["Soort"], row["Gegeven door"]) == ("CM-02", GLASS, "CM-02")
    assert row["Van"] == pytest.approx(to_serial(NOON))
    assert row["Tot"] == pytest.approx(to_serial(NOON + timedelta(hours=4)))
    assert row["Reden"].startswith("geheim:")
    (line,) = log_of(world, row["Toegang"])
    assert (line["Wie"], line["Handeling"], line["Blad"]) == (
        "casemanager2", "toegevoegd", "Toegang")  # fmt: skip
    assert json.loads(line["Nieuw"])["Cliënt"] == code
    assert REASON not in str(world.log())

    app = open_app("casemanager2", CLIENTS)
    assert "Noodinzage tot 16:00" in shown(app)
    app.switch_page(CLIENT)
    app.query_params["client"] = code
    app.run()
    assert any(heading.value.startswith(code) for heading in app.subheader)
    labels = {expander.label for expander in app.expander}
    assert "Contact vastleggen" in labels
    assert not {"Stand wijzigen", "Intensiteit wijzigen"} & labels
    set_clock(NOON + timedelta(hours=4) - timedelta(seconds=1))
    assert any(heading.value.startswith(code) for heading in app.run().subheader)
    set_clock(NOON + timedelta(hours=4))
    app.run()
    assert code not in shown(app)
    assert not app.exception


def test_who_broke_the_glass_logs_a_contact_and_changes_nothing_else(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = clients_of(world, "CM-01")[0]
    open_glass(open_app("casemanager2", CLIENTS), code)
    app = open_app("casemanager2", CLIENT, client=code)
    fill(app, f"log:{code}:", {"channel": "Telefoon", "outcome": "Gesproken"})
    press(app, "Contact vastleggen")
    added = [r for r in world.records("contacts") if r["Gewijzigd door"] == "casemanager2"]
    assert [(r["Cliënt"], r["Medewerker"]) for r in added] == [(code, "CM-02")]
    others = next(r["Contact"] for r in world.records("contacts") if r["Cliënt"] == code)
    app = open_app("casemanager2", "pages/work/contacts.py", rij=others)
    assert "Je mag dit lezen, niet wijzigen." in words(app)


@pytest.mark.parametrize("typed", ["ST-ZZZZZ", "Zilvermeeuw", "ST-00000", "' OR 1=1", "ST-00004"])
def test_a_code_that_does_not_exist_opens_nothing(
    typed: str, open_app: OpenApp, world: DemoWorld
) -> None:
    before = world.records("access_grants")
    app = open_app("casemanager2", CLIENTS)
    app.text_input("glass:code").set_value(typed).run()
    assert "Deze code bestaat niet. Kijk hem nog eens na." in words(app)
    assert "Openen voor 4 uur" not in [button.label for button in app.button]
    assert world.records("access_grants") == before


def test_before_a_reason_is_given_nothing_is_told_but_that_the_code_exists(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = clients_of(world, "CM-01")[0]
    app = open_app("casemanager2", CLIENTS)
    before = shown(app)
    app.text_input("glass:code").set_value(code).run()
    assert any(text.startswith(f"**{code}** bestaat.") for text in words(app))
    assert "Zilvermeeuw" not in shown(app)
    # Besides what was typed and what answers it, there is the name of the form and its widgets.
    told = [text for text in words(app) if code in text]
    assert len(told) == 1
    assert code not in before
    press(app, "Openen voor 4 uur")
    assert complaints(app)[0] == "Vul in waarom het nodig is."
    assert new_grants(world, code) == []
    assert log_of(world, code) == []


def test_the_own_case_manager_is_told_and_the_project_lead_reviews(
    open_app: OpenApp, world: DemoWorld, set_clock: SetClock
) -> None:
    code = clients_of(world, "CM-01")[0]
    open_glass(open_app("casemanager2", CLIENTS), code)
    (row,) = new_grants(world, code)
    told = f"CM-02 opende {code} met noodinzage op 01-02-2022 om 12:00: {REASON}"
    for page in (TODAY, CLIENTS):
        assert told in shown(open_app("casemanager", page))
        assert told not in shown(open_app("casemanager2", page))

    app = open_app("projectleider", REVIEW)
    assert "Nog te beoordelen (2)" in words(app)  # the demo world has one as well
    text = shown(app)
    assert all(part in text for part in (code, "CM-02", REASON, "01-02-2022 12:00"))
    pressed(app, "Beoordeeld", row["Toegang"])
    reviewed = world.record("access_grants", row["Toegang"])
    assert reviewed["Beoordeeld op"] == to_serial(date(2022, 2, 1))
    assert reviewed["Beoordeeld door"] == "PL-01"
    assert [line["Wie"] for line in log_of(world, row["Toegang"])] == [
        "casemanager2", "projectleider"]  # fmt: skip
    assert "Nog te beoordelen (1)" in words(app)
    set_clock(NOON + timedelta(days=8))
    assert told not in shown(open_app("casemanager", TODAY))


def test_the_project_lead_sees_who_looked_but_not_the_client(
    open_app: OpenApp, world: DemoWorld
) -> None:
    text = shown(open_app("projectleider", REVIEW))
    aliases = {"Korenbloem", "Waterlelie", "Zilvermeeuw", "Wulp"}
    assert not [alias for alias in aliases if alias in text]
    assert "CM-02" in text


@pytest.mark.parametrize("username", ["ervaringsdeskundige", "casemanager"])
def test_only_a_case_manager_is_offered_the_emergency(username: str, open_app: OpenApp) -> None:
    labels = {expander.label for expander in open_app(username, CLIENTS).expander}
    assert ("Andere cliënt openen (noodinzage)" in labels) == (username == "casemanager")


# ── standing in ──────────────────────────────────────────────────────────────────────────────


def test_a_colleague_stands_in_for_all_clients_from_day_to_day(
    open_app: OpenApp, world: DemoWorld, set_clock: SetClock
) -> None:
    mine = [r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == "CM-01"]
    app = open_app("casemanager", CLIENTS)
    _pill(app, "stand_in:colleague").set_value("CM-02").run()
    app.date_input("stand_in:period").set_value((date(2022, 2, 3), date(2022, 2, 12))).run()
    press(app, "Vervanging geven")
    assert "De vervanging is vastgelegd." in words(app)
    added = [r for r in world.records("access_grants") if r["Gewijzigd door"] == "casemanager"]
    assert sorted(r["Cliënt"] for r in added) == sorted(mine)
    assert {(r["Medewerker"], r["Soort"], r["Gegeven door"]) for r in added} == {
        ("CM-02", "Vervanging", "CM-01")}  # fmt: skip
    assert len(world.log()) == len(mine)

    ten = 1 + len(mine)  # the demo world has one more, of CM-03, which ends on the same day
    for moment, is_open, count in [
        (datetime(2022, 2, 2, 23, 59), False, 1), (datetime(2022, 2, 3), True, ten),
        (datetime(2022, 2, 12, 23, 58), True, ten), (datetime(2022, 2, 12, 23, 59), False, 0),
    ]:  # fmt: skip
        set_clock(moment)
        app = open_app("casemanager2", CLIENTS)
        assert (mine[0] in shown(app)) == is_open, moment
        day = "23:59" if moment.date() == date(2022, 2, 12) else "12-02-2022"
        badges = [text for text in words(app) if f"Vervanging tot {day}" in text]
        assert len(badges) == count, moment


def test_a_stand_in_changes_the_client_and_keeps_her_with_her_case_manager(
    open_app: OpenApp, world: DemoWorld
) -> None:
    """In the demo world CM-02 stands in for CM-03 with one client."""
    (grant,) = [r for r in world.records("access_grants") if r["Soort"] == "Vervanging"]
    code = grant["Cliënt"]
    app = unfold(open_app("casemanager2", CLIENT, client=code), f"client:{code}")
    fill(app, f"client:{code}:", {"contact_state": "Wisselend contact"})
    save(app, f"client:{code}:")
    row = world.record("clients", code)
    assert (row["Contact"], row["Casemanager"]) == ("Wisselend contact", "CM-03")
    unfold(app, f"support:{code}")
    fill(app, f"support:{code}:", {"intensity": "Licht (consultatief)"})
    save(app, f"support:{code}:")
    (running,) = [
        r for r in world.records("support") if r["Cliënt"] == code and not r["Tot en met"]
    ]
    assert (running["Intensiteit"], running["Casemanager"]) == ("Licht (consultatief)", "CM-03")


def test_without_a_colleague_there_is_no_stand_in(open_app: OpenApp, world: DemoWorld) -> None:
    before = world.records("access_grants")
    app = press(open_app("casemanager", CLIENTS), "Vervanging geven")
    assert any("Medewerker" in complaint for complaint in complaints(app))
    assert world.records("access_grants") == before


# ── handing over ─────────────────────────────────────────────────────────────────────────────


def offer(world: DemoWorld) -> dict[str, Any]:
    """In the demo world CM-03 offers CM-01 a client."""
    (row,) = [r for r in world.records("access_grants") if r["Soort"] == "Overdracht"]
    return row


def test_an_accepted_client_and_her_support_change_hands_in_one_save(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = offer(world)
    code, key = row["Cliënt"], row["Toegang"]
    app = open_app("casemanager", CLIENTS)
    assert f"**CM-03** vraagt je om **{code}** over te nemen." in words(app)
    assert "Ooievaar" not in shown(app)
    pressed(app, "Aanvaarden", key)
    assert f"{code} staat nu op jouw naam." in words(app)
    assert "Ooievaar" in shown(app)
    assert world.record("clients", code)["Casemanager"] == "CM-01"
    assert world.record("access_grants", key)["Aanvaard op"] == pytest.approx(to_serial(NOON))
    (running,) = [
        r for r in world.records("support") if r["Cliënt"] == code and not r["Tot en met"]
    ]
    assert running["Casemanager"] == "CM-01"
    lines = world.log()
    assert [line["Rij"] for line in lines] == [key, code, running["Begeleiding"]]
    assert {line["Wie"] for line in lines} == {"casemanager"}
    assert len({line["Tijdstip"] for line in lines}) == 1
    assert code not in shown(open_app("casemanager2", CLIENTS))


def test_a_refused_client_stays_where_she_is(open_app: OpenApp, world: DemoWorld) -> None:
    row = offer(world)
    app = pressed(open_app("casemanager", CLIENTS), "Weigeren", row["Toegang"])
    assert "Je hebt de overdracht geweigerd." in words(app)
    assert row["Cliënt"] not in shown(app)
    assert world.record("clients", row["Cliënt"])["Casemanager"] == "CM-03"
    after = world.record("access_grants", row["Toegang"])
    assert after["Tot"] == pytest.approx(to_serial(NOON))
    assert after["Aanvaard op"] == ""


def test_an_offer_changes_nothing_until_it_is_answered_and_can_be_withdrawn(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = clients_of(world, "CM-01")[0]
    app = section_of(code)
    app.get("button_group")[0].set_value("Overdracht").run()
    _pill(app, f"handover:{code}:colleague").set_value("CM-02").run()
    fill(app, f"handover:{code}:", {"reason": "Voorbeeldreden: verhuist naar Lent."})
    press(app, "Overdracht aanbieden")
    (row,) = new_grants(world, code)
    assert (row["Soort"], row["Medewerker"], row["Tot"]) == ("Overdracht", "CM-02", "")
    assert world.record("clients", code)["Casemanager"] == "CM-01"
    receiver = open_app("casemanager2", CLIENTS)
    assert "Aanvaarden" in [b.label for b in receiver.button]
    assert "Voorbeeldreden: verhuist naar Lent." in words(receiver)

    app = open_app("casemanager", CLIENTS)
    assert f"CM-02 is gevraagd om {code} over te nemen." in words(app)
    pressed(app, "Intrekken", row["Toegang"])
    assert world.record("clients", code)["Casemanager"] == "CM-01"
    assert "Aanvaarden" not in [b.label for b in open_app("casemanager2", CLIENTS).button]


def test_a_stand_in_of_one_client_is_ended_before_its_day(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = clients_of(world, "CM-01")[0]
    app = section_of(code)
    _pill(app, f"stand_in:{code}:colleague").set_value("CM-02").run()
    press(app, "Vervanging geven")
    (row,) = new_grants(world, code)
    assert code in shown(open_app("casemanager2", CLIENTS))
    pressed(section_of(code), "Beëindigen", row["Toegang"])
    assert world.record("access_grants", row["Toegang"])["Tot"] == pytest.approx(to_serial(NOON))
    assert code not in shown(open_app("casemanager2", CLIENTS))


def test_an_offer_that_was_withdrawn_meanwhile_in_the_sheet_is_not_accepted(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = offer(world)
    app = open_app("casemanager", CLIENTS)
    world.type_over("access_grants", row["Toegang"], "Tot", to_serial(NOON - timedelta(hours=1)))
    pressed(app, "Aanvaarden", row["Toegang"])
    assert any("Intussen is gewijzigd bij wie deze rij hoort" in text for text in words(app))
    assert world.record("clients", row["Cliënt"])["Casemanager"] == "CM-03"
    assert world.record("access_grants", row["Toegang"])["Aanvaard op"] == ""
    read_sheets_again()
    assert row["Cliënt"] not in shown(app.run())


def test_forged_changes_are_refused_before_they_reach_the_sheet(
    open_app: OpenApp, world: DemoWorld
) -> None:
    """What no form would send: each of them must bounce on the server."""
    open_app("casemanager2", CLIENTS)
    anna = Person("casemanager", "Casemanager", Role.CASE_MANAGER, "CM-01")
    bart = Person("casemanager2", "Casemanager 2", Role.CASE_MANAGER, "CM-02")
    hers, row = clients_of(world, "CM-01")[0], offer(world)
    seen = live.live().snapshot()
    client, offered = seen.row("clients", hers), seen.row("access_grants", row["Toegang"])
    third = seen.row("clients", row["Cliënt"])
    taken = {"client_code": hers, "worker": "CM-02", "given_by": "CM-02", "from_at": NOON}
    before = [world.records(name) for name in ("clients", "access_grants", "contacts")]
    for person, change in (
        (bart, Change("access_grants", "TG-A", None, {**taken, "kind": "Vervanging"})),
        (bart, Change("access_grants", "TG-B", None, {**taken, "kind": "Overdracht"})),
        (bart, Change("access_grants", "TG-C", None,
                      {**taken, "kind": "Vervanging", "given_by": "CM-01"})),
        (bart, Change("access_grants", row["Toegang"], offered, {"accepted_at": NOON})),
        (anna, Change("access_grants", row["Toegang"], offered, {"worker": "CM-02"})),
        (anna, Change("clients", row["Cliënt"], third, {"case_manager": "CM-02"})),
        (anna, Change("clients", row["Cliënt"], third, {"contact_state": "Geen contact"})),
        (bart, Change("clients", hers, client, {"case_manager": "CM-02"})),
        (bart, Change("clients", hers, {**(client or {}), "case_manager": "CM-02"},
                      {"contact_state": "Geen contact"})),
        (anna, Change("clients", hers, client, {"case_manager": "CM-02"})),
    ):  # fmt: skip
        page = Page(person, *live.live().now().of(person, NOON), NOON.date())
        with pytest.raises(NotAllowed):
            page.save([change])
    assert [world.records(name) for name in ("clients", "access_grants", "contacts")] == before
    assert world.log() == []


def test_the_store_itself_refuses_to_break_the_glass_for_longer(
    open_app: OpenApp, world: DemoWorld
) -> None:
    """Rules are checked again under the lock, so also for a change no form made."""
    open_app("casemanager2", CLIENTS)
    (row,) = [r for r in world.records("access_grants")
              if r["Soort"] == GLASS and not r["Beoordeeld op"]]  # fmt: skip
    seen = live.live().snapshot().row("access_grants", row["Toegang"])
    longer = Change("access_grants", row["Toegang"], seen, {"until_at": NOON + timedelta(days=9)})
    with pytest.raises(ChangeRefused):
        live.live().write([longer], Actor("casemanager2", Role.CASE_MANAGER.value))
    assert world.record("access_grants", row["Toegang"])["Tot"] == row["Tot"]


# ── working names ────────────────────────────────────────────────────────────────────────────

NEW = {"zone_status": "Actief op of rond de tippelzone", "contact_state": "Goed contact"}


def test_a_name_like_an_existing_one_is_asked_about_once(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = len(world.records("clients"))
    like = _code_of("Zilvermeeuw")
    app = fill(open_app("casemanager", CLIENTS), "new_client:", {**NEW, "alias": "Silvermeuw"})
    press(app, "Opslaan")
    (asked,) = [text for text in words(app) if "lijkt op een bestaande werknaam" in text]
    assert like in asked
    assert complaints(app) == []
    assert field(app, "new_client:", "alias").value == "Silvermeuw"
    assert len(world.records("clients")) == before
    press(app, "Opslaan")
    assert "De cliënt staat in je caseload." in words(app)
    assert len(world.records("clients")) == before + 1


def test_a_name_of_a_client_one_may_not_see_is_not_given_away(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = len(world.records("clients"))
    app = fill(open_app("casemanager", CLIENTS), "new_client:", {**NEW, "alias": "Waterlelie"})
    press(app, "Opslaan")
    assert not [text for text in words(app) if "lijkt op" in text]
    assert len(world.records("clients")) == before + 1


def _code_of(alias: str) -> str:
    profiles = {profile.alias: number for number, profile in enumerate(PROFILES)}
    return client_codes(2022, len(PROFILES))[profiles[alias]]


def _pill(app: AppTest, key: str) -> Any:
    return next(node for node in app.get("button_group") if node.key == key)
