"""Closing a client: her row and her support in one save, or neither; and the way back."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    field,
    fill,
    press,
    read_sheets_again,
    save,
    unfold,
    words,
)
from tests.pages.test_client import PAGE, another, client_of, periods

TODAY = to_serial(date(2022, 2, 1))
WHY = {"closing_reason": "Verhuisd", "aftercare": "Ja"}


def closing(open_app: OpenApp, code: str, username: str = "casemanager") -> AppTest:
    return unfold(open_app(username, PAGE, client=code), f"close:{code}")


def closed(open_app: OpenApp, code: str) -> AppTest:
    app = closing(open_app, code)
    fill(app, f"close:{code}:", WHY)
    return press(app, "Cliënt afsluiten")


def folded(app: AppTest) -> list[str]:
    return [expander.label for expander in app.expander]


def test_closing_ends_the_support_in_the_same_save(open_app: OpenApp, world: DemoWorld) -> None:
    code = client_of(world, "CM-01")
    others = [row for row in world.records("support") if row["Cliënt"] != code]
    *earlier, running = periods(world, code)
    app = closed(open_app, code)
    assert "De cliënt is afgesloten." in words(app)
    client = world.record("clients", code)
    assert (client["Afgesloten op"], client["Reden afsluiting"]) == (TODAY, "Verhuisd")
    assert client["Nazorg afgesproken"] in ("ja", True)
    *still, ended = periods(world, code)
    assert (still, ended["Begeleiding"]) == (earlier, running["Begeleiding"])
    assert ended["Tot en met"] == TODAY
    assert [row for row in world.records("support") if row["Cliënt"] != code] == others
    of_client, of_support = world.log()
    assert (of_client["Blad"], of_client["Rij"]) == ("Cliënten", code)
    assert (of_support["Blad"], of_support["Rij"]) == ("Begeleiding", running["Begeleiding"])
    assert json.loads(of_support["Nieuw"]) == {"Tot en met": "01-02-2022"}
    assert of_client["Tijdstip"] == of_support["Tijdstip"]


def test_what_is_still_open_is_told_before_closing(open_app: OpenApp, world: DemoWorld) -> None:
    app = closing(open_app, client_of(world, "CM-01"))
    (said,) = [text for text in words(app) if text.startswith("- ")]
    assert said.splitlines() == [
        "- 3 doelen zijn niet afgerond",
        "- 1 toestemming geldt nog",
        "- 1 vergunning loopt nog",
        "- 1 melding van een knelpunt staat open",
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"closing_reason": None}, ["Vul de reden van afsluiting in."]),
        ({"closed_on": None}, ["Kies de dag van afsluiten."]),
        ({"closed_on": date(2022, 2, 2)}, ["Kies vandaag of een eerdere dag."]),
        (
            {"closed_on": date(2021, 8, 4)},
            ["Kies 10-08-2021 of later: toen begon de begeleiding die nu loopt."],
        ),
        (
            {"closed_on": date(2021, 8, 4), "closing_reason": None},
            ["Kies 10-08-2021 of later: toen begon de begeleiding die nu loopt.",
             "Vul de reden van afsluiting in."],
        ),
    ],
    ids=["no reason", "no day", "tomorrow", "before the support", "two at once"],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    values: dict[str, object], said: list[str], open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    before = (world.record("clients", code), periods(world, code))
    app = closing(open_app, code)
    fill(app, f"close:{code}:", {**WHY, **values})
    press(app, "Cliënt afsluiten")
    assert complaints(app)[: len(said)] == said
    assert field(app, f"close:{code}:", "aftercare").value == "Ja"
    assert (world.record("clients", code), periods(world, code)) == before
    assert world.log() == []


def test_support_changed_in_the_sheet_meanwhile_stops_both_and_is_told(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = closing(open_app, code)
    fill(app, f"close:{code}:", WHY)
    key = str(periods(world, code)[-1]["Begeleiding"])
    world.type_over("support", key, "Tot en met", to_serial(date(2022, 1, 15)))
    press(app, "Cliënt afsluiten")
    assert any("Intussen heeft een ander dit gewijzigd." in text for text in complaints(app))
    assert world.record("clients", code)["Afgesloten op"] == ""
    press(app, "Cliënt afsluiten")
    assert world.record("clients", code)["Afgesloten op"] == TODAY
    assert world.record("support", key)["Tot en met"] == to_serial(date(2022, 1, 15))


def test_the_period_that_runs_by_then_is_the_one_that_ends(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = closing(open_app, code)
    fill(app, f"close:{code}:", WHY)
    other = unfold(open_app("casemanager", PAGE, client=code), f"support:{code}")
    wanted = another(periods(world, code)[-1]["Intensiteit"])
    fill(other, f"support:{code}:", {"intensity": wanted, "from_on": date(2022, 1, 25)})
    save(other, f"support:{code}:")
    press(app, "Cliënt afsluiten")
    ended = [row["Tot en met"] for row in periods(world, code)]
    assert ended[-2:] == [to_serial(date(2022, 1, 24)), TODAY]


def test_a_client_who_went_to_somebody_else_is_not_closed(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = closing(open_app, code)
    fill(app, f"close:{code}:", WHY)
    world.type_over("clients", code, "Casemanager", "CM-02")
    press(app, "Cliënt afsluiten")
    assert any(text.startswith("Intussen is gewijzigd bij wie") for text in complaints(app))
    assert world.record("clients", code)["Afgesloten op"] == ""
    assert periods(world, code)[-1]["Tot en met"] == ""
    read_sheets_again()
    app.run()
    assert "Cliënt afsluiten" not in [button.label for button in app.button]


def test_a_closed_client_says_so_and_only_aftercare_is_logged(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = closed(open_app, code)
    assert "Afgesloten op 01-02-2022: Verhuisd. Nazorg is afgesproken." in words(app)
    assert "Contact vastleggen" in folded(app)
    assert not {"Stand wijzigen", "Intensiteit wijzigen", "Afsluiten"} & set(folded(app))
    colleague = open_app("ervaringsdeskundige", PAGE, client=code)
    assert "Afgesloten op 01-02-2022: Verhuisd. Nazorg is afgesproken." in words(colleague)
    assert "Zij is terug" not in [button.label for button in colleague.button]


def test_a_mistake_is_taken_back_as_it_was(open_app: OpenApp, world: DemoWorld) -> None:
    code = client_of(world, "CM-01")
    before = periods(world, code)
    app = press(closed(open_app, code), "Vergissing, terugdraaien")
    assert "De cliënt is heropend." in words(app)
    client = world.record("clients", code)
    assert (client["Afgesloten op"], client["Reden afsluiting"], client["Nazorg afgesproken"]) == (
        "", "", "")  # fmt: skip
    stamp = {"Gewijzigd op", "Gewijzigd door"}
    assert [{k: v for k, v in row.items() if k not in stamp} for row in periods(world, code)] == [
        {k: v for k, v in row.items() if k not in stamp} for row in before
    ]
    assert len(world.log()) == 4
    assert "Afsluiten" in folded(app)


def test_who_comes_back_later_begins_with_a_new_period(open_app: OpenApp, world: DemoWorld) -> None:
    code = client_of(world, "CM-01")
    app = press(closed(open_app, code), "Zij is terug")
    assert world.record("clients", code)["Afgesloten op"] == ""
    assert periods(world, code)[-1]["Tot en met"] == TODAY
    assert "Intensiteit wijzigen" in folded(app)


def test_the_expert_cannot_close(open_app: OpenApp, world: DemoWorld) -> None:
    involved = next(
        r["Cliëntcode"] for r in world.records("clients")
        if r["Ervaringsdeskundige betrokken"] == "ja" and not r["Afgesloten op"]
    )  # fmt: skip
    app = open_app("ervaringsdeskundige", PAGE, client=involved)
    assert "Contact vastleggen" in folded(app)
    assert not {"Stand wijzigen", "Intensiteit wijzigen", "Afsluiten"} & set(folded(app))
