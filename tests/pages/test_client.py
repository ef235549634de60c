"""One client: her intensity, her state, and nobody else's client through the URL."""

import json
from datetime import date

import pytest

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    fill,
    read_sheets_again,
    save,
    shown,
    titles,
    unfold,
    words,
)

PAGE = "pages/work/client.py"


def client_of(world: DemoWorld, worker: str) -> str:
    """A client of this worker with a running period."""
    rows = world.records("support")
    running = [r for r in rows if r["Casemanager"] == worker and not r["Tot en met"]]
    return str(running[0]["Cliënt"])


def periods(world: DemoWorld, code: str) -> list[dict[str, object]]:
    return [row for row in world.records("support") if row["Cliënt"] == code]


def another(intensity: object) -> str:
    return "Intensief" if intensity != "Intensief" else "Licht (consultatief)"


def test_a_change_of_intensity_closes_one_period_and_opens_the_next_in_one_save(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    before = periods(world, code)
    wanted = another(before[-1]["Intensiteit"])
    app = unfold(open_app("casemanager", PAGE, client=code), f"support:{code}")
    fill(app, f"support:{code}:", {"intensity": wanted, "from_on": date(2022, 2, 1)})
    save(app, f"support:{code}:")
    assert "De nieuwe intensiteit is vastgelegd." in words(app)
    *earlier, closed, opened = periods(world, code)
    assert earlier == before[:-1]
    assert closed["Tot en met"] == to_serial(date(2022, 1, 31))
    assert closed["Begeleiding"] == before[-1]["Begeleiding"]
    assert (opened["Intensiteit"], opened["Van"]) == (wanted, to_serial(date(2022, 2, 1)))
    assert (opened["Casemanager"], opened["Tot en met"]) == ("CM-01", "")
    closing, opening = world.log()
    assert (closing["Rij"], closing["Handeling"]) == (closed["Begeleiding"], "gewijzigd")
    assert json.loads(closing["Oud"]) == {"Tot en met": ""}
    assert json.loads(closing["Nieuw"]) == {"Tot en met": "31-01-2022"}
    assert (opening["Rij"], opening["Handeling"]) == (opened["Begeleiding"], "toegevoegd")
    assert closing["Tijdstip"] == opening["Tijdstip"]


def test_a_second_change_on_the_same_day_corrects_the_period_just_opened(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    count = len(periods(world, code))
    app = unfold(open_app("casemanager", PAGE, client=code), f"support:{code}")
    for wanted in ("Licht (consultatief)", "Intensief"):
        fill(app, f"support:{code}:", {"intensity": wanted, "from_on": date(2022, 2, 1)})
        save(app, f"support:{code}:")
    assert len(periods(world, code)) == count + 1
    assert periods(world, code)[-1]["Intensiteit"] == "Intensief"


@pytest.mark.parametrize("day", [None, date(2020, 1, 1)], ids=["no day", "before it began"])
def test_a_period_cannot_begin_nowhere_or_before_the_running_one(
    day: date | None, open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    before = periods(world, code)
    app = unfold(open_app("casemanager", PAGE, client=code), f"support:{code}")
    fill(app, f"support:{code}:", {"intensity": another(before[-1]["Intensiteit"]), "from_on": day})
    save(app, f"support:{code}:")
    assert complaints(app)
    assert not app.exception
    assert periods(world, code) == before
    assert world.log() == []


def test_the_state_of_a_client_changes_and_her_name_stays_sealed(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = unfold(open_app("casemanager", PAGE, client=code), f"client:{code}")
    fill(app, f"client:{code}:", {"contact_state": "Wisselend contact", "alias": "Waterhoen"})
    save(app, f"client:{code}:")
    row = world.record("clients", code)
    assert row["Contact"] == "Wisselend contact"
    assert row["Werknaam"].startswith("geheim:")
    assert "Waterhoen" not in str(world.log())
    assert any("Waterhoen" in text for text in words(app))


@pytest.mark.parametrize("username", ["casemanager", "ervaringsdeskundige"])
def test_a_code_of_somebody_elses_client_in_the_url_shows_nothing_of_her(
    username: str, open_app: OpenApp, world: DemoWorld
) -> None:
    rows = world.records("clients")
    code = next(
        row["Cliëntcode"] for row in rows
        if row["Casemanager"] == "CM-02" and row["Ervaringsdeskundige betrokken"] != "ja"
    )  # fmt: skip
    app = open_app(username, PAGE, client=code)
    assert titles(app) == ["Cliënt"]
    assert "Kies hierboven een cliënt." in words(app)
    assert code not in shown(app)
    assert not app.get("plotly_chart")
    assert "Contact vastleggen" not in shown(app)
    assert not app.exception


@pytest.mark.parametrize("code", ["ST-ZZZZZ", "", "' OR 1=1", "<script>", "ST-" + "0" * 4000])
def test_a_code_that_does_not_exist_opens_the_choice_of_clients(
    code: str, open_app: OpenApp
) -> None:
    app = open_app("casemanager", PAGE, client=code)
    assert "Kies hierboven een cliënt." in words(app)
    assert not app.exception


def test_somebody_elses_contact_in_the_url_cannot_be_seen_or_corrected(
    open_app: OpenApp, world: DemoWorld
) -> None:
    others = {r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == "CM-02"}
    row = next(r for r in world.records("contacts") if r["Cliënt"] in others)
    app = open_app("casemanager", "pages/work/contacts.py", rij=row["Contact"])
    assert "Deze rij is er niet (meer), of je mag haar niet zien." in words(app)
    assert row["Cliënt"] not in shown(app)
    assert not app.get("button_group")


def test_the_expert_corrects_own_contacts_only(open_app: OpenApp, world: DemoWorld) -> None:
    involved = {
        r["Cliëntcode"] for r in world.records("clients")
        if r["Ervaringsdeskundige betrokken"] == "ja"
    }  # fmt: skip
    row = next(
        r for r in world.records("contacts")
        if r["Cliënt"] in involved and r["Medewerker"] == "CM-01"
    )  # fmt: skip
    app = open_app("ervaringsdeskundige", "pages/work/contacts.py", rij=row["Contact"])
    assert "Je mag dit lezen, niet wijzigen." in words(app)
    assert not app.get("button_group")


def test_a_client_who_moves_to_another_case_manager_is_gone_after_the_next_reading(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = open_app("casemanager", PAGE, client=code)
    assert code in shown(app)
    world.type_over("clients", code, "Casemanager", "CM-02")
    read_sheets_again()
    app.run()
    assert code not in shown(app)
