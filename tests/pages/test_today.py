"""Vandaag: what there is to do, ticked off or moved there and then."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    field,
    go,
    press,
    read_sheets_again,
    save,
    shown,
    words,
)

PAGE = "pages/work/today.py"
TODAY = date(2022, 2, 1)


def headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.subheader]


def acts(app: AppTest, sheet: str, key: object) -> list[str]:
    names = [str(button.key) for button in app.button]
    return [name.split(":")[3] for name in names if name.startswith(f"act:{sheet}:{key}:")]


def do(app: AppTest, sheet: str, key: object, label: str) -> AppTest:
    (button,) = [b for b in app.button if str(b.key).startswith(f"act:{sheet}:{key}:{label}:")]
    return button.click().run()


def of_worker(world: DemoWorld, sheet: str, worker: str, **known: Any) -> list[dict[str, Any]]:
    """Rows of clients of a worker that hold this, headers by their first word."""
    own = {r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == worker}
    rows = [row for row in world.records(sheet) if row["Cliënt"] in own]
    return [row for row in rows if all(row[name] == value for name, value in known.items())]


def own_action(world: DemoWorld, who: str = "CM-01") -> dict[str, Any]:
    return next(r for r in world.records("actions") if r["Wie"] == who and not r["Klaar op"])


def test_where_there_is_nothing_to_do_is_one_line_at_the_end(open_app: OpenApp) -> None:
    app = open_app("casemanager", PAGE)
    assert not any("Intrekking verwerken" in heading for heading in headings(app))
    captions = [c.value for c in app.main.get("caption")]
    nothing = [c for c in captions if c.startswith(":material/check:")]
    assert captions[-len(nothing) :] == nothing
    assert ":material/check: Intrekking verwerken: elke ingetrokken toestemming is verwerkt." in (
        nothing)  # fmt: skip


def test_what_is_late_by_nature_comes_first_with_its_count(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager2", PAGE)
    assert headings(app)[:2] == ["Intrekking verwerken (1)", "Afspraken af te ronden (2)"]


def test_the_line_names_whom_to_tell_of_a_withdrawal_until_it_is_processed(
    open_app: OpenApp, world: DemoWorld
) -> None:
    (row,) = [r for r in world.records("consents") if r["Ingetrokken op"]]
    app = open_app("casemanager2", PAGE)
    parties = row["Delen met"].replace("Stapteam", "STAP-team").replace("; ", " · ")
    assert f"Verwerken: meld de intrekking aan {parties}" in words(app)
    do(app, "consents", row["Toestemming"], "Verwerkt")
    assert world.record("consents", row["Toestemming"])["Verwerkt op"] == to_serial(TODAY)
    assert not any("Intrekking verwerken" in heading for heading in headings(app))


@pytest.mark.parametrize("outcome", ["Verschenen", "Niet verschenen", "Verplaatst"])
def test_a_past_appointment_gets_its_outcome_and_can_be_put_back(
    outcome: str, open_app: OpenApp, world: DemoWorld
) -> None:
    rows = of_worker(world, "appointments", "CM-02", Uitkomst="")
    key = next(r["Afspraak"] for r in rows if r["Gepland op"] < to_serial(TODAY))
    app = open_app("casemanager2", PAGE)
    assert acts(app, "appointments", key) == ["Verschenen", "Niet verschenen", "Verplaatst"]
    do(app, "appointments", key, outcome)
    assert world.record("appointments", key)["Uitkomst"] == outcome
    press(app, "Ongedaan maken")
    assert world.record("appointments", key)["Uitkomst"] == ""
    assert "Verschenen" in acts(app, "appointments", key)


def test_nobody_can_have_appeared_on_a_day_to_come(open_app: OpenApp, world: DemoWorld) -> None:
    rows = of_worker(world, "appointments", "CM-02", Uitkomst="")
    days = {r["Gepland op"]: r["Afspraak"] for r in rows}
    key = days[to_serial(date(2022, 2, 7))]
    app = open_app("casemanager2", PAGE)
    assert acts(app, "appointments", key) == ["Verplaatst", "Afgezegd"]


def test_a_moved_appointment_stays_until_it_has_a_new_day(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = world.records("appointments")
    (moved,) = of_worker(world, "appointments", "CM-02", Uitkomst="Verplaatst")
    form = f"moved:{moved['Afspraak']}:"
    app = open_app("casemanager2", PAGE)
    field(app, form, "planned_on").set_value(date(2022, 2, 10))
    save(app, form)
    (row,) = world.records("appointments")[len(before) :]
    assert world.records("appointments")[: len(before)] == before
    kept = ("Cliënt", "Soort", "Bij", "Meegegaan door", "Aangemeld op")
    assert {name: row[name] for name in kept} == {name: moved[name] for name in kept}
    assert (row["Gepland op"], row["Uitkomst"]) == (to_serial(date(2022, 2, 10)), "")
    assert "Afspraken af te ronden (1)" in headings(app)


def test_an_action_is_done_or_moved_a_week_by_who_has_to_do_it(
    open_app: OpenApp, world: DemoWorld
) -> None:
    action = own_action(world)
    key, due_on = action["Actie"], action["Voor"]
    app = open_app("casemanager", PAGE)
    do(app, "actions", key, "Week later")
    assert "De actie is een week verzet." in words(app)
    assert world.record("actions", key)["Voor"] == due_on + 7
    press(app, "Ongedaan maken")
    assert world.record("actions", key)["Voor"] == due_on
    do(app, "actions", key, "Klaar")
    row = world.record("actions", key)
    assert (row["Stand"], row["Klaar op"]) == ("Klaar", to_serial(TODAY))
    assert acts(app, "actions", key) == []
    press(app, "Ongedaan maken")
    assert world.record("actions", key)["Stand"] == action["Stand"]


def test_an_overdue_action_moves_to_a_week_from_today(open_app: OpenApp, world: DemoWorld) -> None:
    key = own_action(world)["Actie"]
    world.type_over("actions", key, "Voor", to_serial(date(2022, 1, 3)))
    app = open_app("casemanager", PAGE)
    assert "Te laat" in shown(app)
    do(app, "actions", key, "Week later")
    assert world.record("actions", key)["Voor"] == to_serial(date(2022, 2, 8))


def test_a_second_tap_does_not_move_a_day_twice(open_app: OpenApp, world: DemoWorld) -> None:
    action = own_action(world)
    name = f"act:actions:{action['Actie']}:Week later:"
    app = open_app("casemanager", PAGE)
    (tapped,) = [b for b in app.button if str(b.key).startswith(name)]
    tapped.click().run()
    tapped.click().run()  # as the browser still had it
    assert world.record("actions", action["Actie"])["Voor"] == action["Voor"] + 7


def test_the_actions_of_others_are_not_listed(open_app: OpenApp, world: DemoWorld) -> None:
    key = own_action(world, "PL-01")["Actie"]
    app = open_app("casemanager", PAGE)
    assert acts(app, "actions", key) == []
    assert own_action(world, "PL-01")["Wat"] not in shown(app)


def test_spoken_leads_to_the_form_for_that_client(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("casemanager", PAGE)
    links = [link for link in app.get("page_link") if link.label == "Gesproken"]
    assert links
    code = links[0].proto.query_string.removeprefix("voor=")
    assert code in {r["Cliënt"] for r in of_worker(world, "contacts", "CM-01")}
    go(app, "pages/work/contacts.py", voor=code)
    assert field(app, "log_contact:", "client_code").value == code


def test_the_form_takes_no_client_of_somebody_else_from_the_url(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = of_worker(world, "contacts", "CM-02")[0]["Cliënt"]
    app = open_app("casemanager", "pages/work/contacts.py", voor=code)
    assert field(app, "log_contact:", "client_code").value is None
    assert code not in shown(app)


def test_a_follow_up_is_moved_a_week(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("casemanager", PAGE)
    keys = [str(b.key).split(":")[2] for b in app.button if str(b.key).startswith("act:contacts:")]
    before = world.record("contacts", keys[-1])["Vervolg op"]
    do(app, "contacts", keys[-1], "Week later")
    assert world.record("contacts", keys[-1])["Vervolg op"] == before + 7


def test_a_report_is_solved_with_how_it_ended(open_app: OpenApp, world: DemoWorld) -> None:
    rows = of_worker(world, "bottleneck_reports", "CM-01", Afloop="Loopt nog")
    key = rows[0]["Melding"]
    app = open_app("casemanager", PAGE)
    do(app, "bottleneck_reports", key, "Plek gevonden")
    row = world.record("bottleneck_reports", key)
    assert (row["Afloop"], row["Opgelost op"]) == ("Plek gevonden", to_serial(TODAY))
    press(app, "Ongedaan maken")
    row = world.record("bottleneck_reports", key)
    assert (row["Afloop"], row["Opgelost op"]) == ("Loopt nog", "")


def test_permits_are_listed_when_their_day_is_near(open_app: OpenApp, world: DemoWorld) -> None:
    captions = [c.value for c in open_app("casemanager", PAGE).caption]
    assert any("nog 150 dagen tot 1 juli 2022; 5 nog niet klaar." in c for c in captions)
    (key,) = [r["Mijlpaal"] for r in world.records("milestones") if r["Soort"] == "Vergunningen"]
    world.type_over("milestones", key, "Streefdatum", to_serial(date(2022, 4, 2)))
    read_sheets_again()
    app = open_app("casemanager", PAGE)
    assert "Vergunningen bij de streefdatum 2 april 2022 (5)" in headings(app)


def test_the_days_per_intensity_are_a_setting(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 0 days everybody on the zone who was not spoken with today is listed."""
    monkeypatch.setenv("STAP_DAYS_PER_INTENSITY", "0,0,0")
    app = open_app("casemanager", PAGE)
    (heading,) = [h for h in headings(app) if h.startswith("Te lang niet gesproken")]
    active = [
        row for row in world.records("clients")
        if row["Casemanager"] == "CM-01" and row["Zone"].startswith("Actief")
    ]  # fmt: skip
    assert heading == f"Te lang niet gesproken ({len(active)})"
    assert any("afgesproken is om de 0 dagen" in text for text in words(app))


def test_the_expert_ticks_off_own_things_only(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("ervaringsdeskundige", PAGE)
    changeable = [str(b.key).split(":")[1] for b in app.button if str(b.key).startswith("act:")]
    assert set(changeable) <= {"contacts", "actions"}
    assert not complaints(app)
