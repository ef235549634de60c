"""The parts of a client's page: one press or one form, and what then stands in the sheet."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.schema.dates import to_serial
from lib.ui.live import live
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
    words,
)
from tests.pages.test_client import PAGE, client_of

TODAY = to_serial(date(2022, 2, 1))
Record = dict[str, object]


def part(open_app: OpenApp, code: str, name: str, username: str = "casemanager") -> AppTest:
    return open_app(username, PAGE, client=code, deel=name)


def of(world: DemoWorld, sheet: str, code: str) -> list[Record]:
    return [row for row in world.records(sheet) if row["Cliënt"] == code]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def button_of(app: AppTest, label: str, key: str) -> AppTest:
    """Press the button of one row among others of that name."""
    (button,) = [b for b in app.button if b.label == label and key in str(b.key)]
    return button.click().run()


def permit_in(world: DemoWorld, step: str) -> Record:
    """A permit in this step of a client of CM-01."""
    own = {r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == "CM-01"}
    rows = [r for r in world.records("permits") if r["Cliënt"] in own]
    return next((r for r in rows if r["Stap"] == step), rows[0])


def test_the_head_says_how_it_stands(open_app: OpenApp, world: DemoWorld) -> None:
    said = words(part(open_app, client_of(world, "CM-01"), "Doelen"))
    for label, fact in {
        "Laatst gesproken": "gisteren", "Vergunning": "Geïnformeerd",
        "Toestemming": "Herbevestigen", "Casemanager": "CM-01",
        "Ervaringsdeskundige": "betrokken",
    }.items():  # fmt: skip
        assert f":small[:gray[{label}]]  \n{fact}" in said
    assert any(text.startswith("#### 49 keer gesproken sinds 3 augustus 2021") for text in said)


def test_the_picture_holds_neither_her_name_nor_her_code(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    (picture,) = part(open_app, code, "Doelen").get("plotly_chart")
    sent = picture.proto.SerializeToString().decode("utf-8", "ignore")
    assert "Intensief" in sent
    assert code not in sent
    assert "Zilvermeeuw" not in sent


def test_only_the_part_in_the_url_is_drawn(open_app: OpenApp, world: DemoWorld) -> None:
    code = client_of(world, "CM-01")
    app = part(open_app, code, "Doelen")
    assert "Wens van de cliënt: Voorbeeldwens: iets met planten doen." in words(app)
    assert "Intrekken" not in shown(app)
    assert app.query_params["client"] == code
    other = part(open_app, code, "<script>")
    assert not other.exception
    assert "Verbeteren" in shown(other)  # the contacts, the first part


def test_a_goal_is_reached_with_its_day_and_can_be_taken_back(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    goal = next(row for row in of(world, "goals", code) if row["Stand"] == "Mee bezig")
    app = part(open_app, code, "Doelen")
    button_of(app, "Bereikt", str(goal["Doel"]))
    now = world.record("goals", str(goal["Doel"]))
    assert (now["Stand"], now["Afgerond op"]) == ("Bereikt", TODAY)
    assert "Het doel is bereikt." in words(app)
    assert "Bereikt of losgelaten (1)" in [expander.label for expander in app.expander]
    press(app, "Ongedaan maken")
    now = world.record("goals", str(goal["Doel"]))
    assert (now["Stand"], now["Afgerond op"]) == ("Mee bezig", "")


def test_a_new_goal_is_hers_with_its_words_sealed(open_app: OpenApp, world: DemoWorld) -> None:
    code = client_of(world, "CM-01")
    count = len(of(world, "goals", code))
    app = part(open_app, code, "Doelen")
    form = f"new:goals{code}"
    fill(app, form, {"life_area": "Wonen", "wish": "Een balkon (fictief)"})
    save(app, form)
    row = of(world, "goals", code)[-1]
    assert len(of(world, "goals", code)) == count + 1
    assert (row["Leefgebied"], row["Stand"]) == ("Wonen", "Gewenst")
    assert str(row["Wens van de cliënt"]).startswith("geheim:")
    assert "Wens van de cliënt: Een balkon (fictief)" in words(app)


def test_a_goal_opens_from_the_url_and_keeps_its_client(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    key = str(of(world, "goals", code)[0]["Doel"])
    app = part(open_app, code, "Doelen")
    (link,) = [link for link in app.get("page_link") if key in link.proto.query_string]
    assert f"client={code}" in link.proto.query_string
    app = open_app("casemanager", PAGE, client=code, deel="Doelen", rij=key)
    fill(app, "row:goals:", {"state": "Bereikt"})
    press(app, "Wijziging opslaan")
    assert complaints(app)[0] == "Vul in wanneer het doel is bereikt of losgelaten."
    fill(app, "row:goals:", {"finished_on": date(2022, 1, 31)})
    press(app, "Wijziging opslaan")
    assert world.record("goals", key)["Afgerond op"] == TODAY - 1
    assert "rij" not in app.query_params
    assert app.query_params["client"] == code
    assert "Bereikt of losgelaten (1)" in [expander.label for expander in app.expander]


def test_who_opens_a_row_by_its_address_is_told_of_as_having_looked(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = open_app("casemanager", PAGE, rij=str(of(world, "goals", code)[0]["Doel"]))
    assert "Geschiedenis" in [expander.label for expander in app.expander]
    live().logbooks.send()
    (line,) = [line for line in world.log() if line["Handeling"] == "ingezien"]
    assert (line["Wie"], line["Rij"]) == ("casemanager", code)


@pytest.mark.parametrize("sheet", ["goals", "support", "permits", "bottleneck_reports"])
def test_a_row_of_somebody_elses_client_does_not_open(
    sheet: str, open_app: OpenApp, world: DemoWorld
) -> None:
    others = {r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == "CM-02"}
    row = next(r for r in world.records(sheet) if r["Cliënt"] in others)
    key = str(next(iter(row.values())))
    app = open_app("casemanager", PAGE, client=client_of(world, "CM-01"), rij=key)
    assert "Deze rij is er niet (meer), of je mag haar niet zien." in words(app)
    assert str(row["Cliënt"]) not in shown(app)


def test_only_the_next_steps_of_a_permit_are_offered(open_app: OpenApp, world: DemoWorld) -> None:
    permit = permit_in(world, "Geïnformeerd")
    code, key = str(permit["Cliënt"]), str(permit["Vergunning"])
    app = part(open_app, code, "Vergunning")
    steps = {"Wil aanvragen", "Wil niet", "Verleend", "Stap vastleggen"}
    assert steps & set(labels(app)) == {"Wil aanvragen", "Wil niet"}
    button_of(app, "Wil aanvragen", key)
    assert world.record("permits", key)["Stap"] == "Wil aanvragen"
    form = f"step:{key}:Aangevraagd:"
    assert field(app, form, "applied_on").value == date(2022, 2, 1)
    fill(app, form, {"applied_on": date(2022, 1, 31)})
    press(app, "Stap vastleggen")
    now = world.record("permits", key)
    assert (now["Stap"], now["Aangevraagd op"]) == ("Aangevraagd", TODAY - 1)
    assert "Vergunning: aangevraagd." in words(app)
    assert {"In behandeling", "Ingetrokken"} <= set(labels(app))
    # Back to a step that may not follow: taking back one's own press is no step.
    press(app, "Ongedaan maken")
    now = world.record("permits", key)
    assert (now["Stap"], now["Aangevraagd op"]) == ("Wil aanvragen", "")


def test_a_date_before_the_step_before_is_refused_at_the_field(
    open_app: OpenApp, world: DemoWorld
) -> None:
    permit = permit_in(world, "Geïnformeerd")
    code, key = str(permit["Cliënt"]), str(permit["Vergunning"])
    app = button_of(part(open_app, code, "Vergunning"), "Wil aanvragen", key)
    fill(app, f"step:{key}:Aangevraagd:", {"applied_on": date(2020, 1, 1)})
    press(app, "Stap vastleggen")
    assert complaints(app)[0] == "Aangevraagd op ligt voor geïnformeerd op."
    assert world.record("permits", key)["Stap"] == "Wil aanvragen"


def test_a_form_of_a_permit_offers_what_may_follow(open_app: OpenApp, world: DemoWorld) -> None:
    permit = permit_in(world, "Geïnformeerd")
    key = str(permit["Vergunning"])
    app = open_app("casemanager", PAGE, client=str(permit["Cliënt"]), rij=key)
    steps = field(app, "row:permits:", "step").options
    assert steps == ["Geïnformeerd", "Wil aanvragen", "Wil niet"]


def test_who_wants_again_after_a_refusal_begins_without_the_old_dates(
    open_app: OpenApp, world: DemoWorld
) -> None:
    permit = permit_in(world, "In behandeling")
    key = str(permit["Vergunning"])
    for header, value in {"Stap": "Afgewezen", "Aangevraagd op": TODAY - 9,
                          "Besloten op": TODAY - 1}.items():  # fmt: skip
        world.type_over("permits", key, header, value)
    app = part(open_app, str(permit["Cliënt"]), "Vergunning")
    button_of(app, "Wil aanvragen", key)
    now = world.record("permits", key)
    assert (now["Stap"], now["Aangevraagd op"], now["Besloten op"]) == ("Wil aanvragen", "", "")


def test_a_report_is_made_and_solved_with_its_result(open_app: OpenApp, world: DemoWorld) -> None:
    code = client_of(world, "CM-01")
    before = of(world, "bottleneck_reports", code)
    app = part(open_app, code, "Knelpunten")
    form = f"new:bottleneck_reports{code}"
    bottleneck = world.records("bottlenecks")[1]["Knelpunt"]
    fill(app, form, {"bottleneck_id": bottleneck, "waiting_since": date(2022, 1, 20)})
    save(app, form)
    assert of(world, "bottleneck_reports", code)[: len(before)] == before
    row = of(world, "bottleneck_reports", code)[-1]
    assert (row["Knelpunt"], row["Gemeld op"], row["Wacht sinds"]) == (bottleneck, TODAY, 44581)
    assert (row["Afloop"], row["Door"]) == ("Loopt nog", "CM-01")
    button_of(app, "Plek gevonden", str(row["Melding"]))
    row = world.record("bottleneck_reports", str(row["Melding"]))
    assert (row["Afloop"], row["Opgelost op"]) == ("Plek gevonden", TODAY)
    assert "De melding is afgerond: plek gevonden." in words(app)


@pytest.mark.parametrize(
    "name", ["Afspraken", "Doelen", "Toestemmingen", "Vergunning", "Knelpunten", "Begeleiding"]
)
def test_the_expert_reads_every_part_and_presses_nothing(
    name: str, open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = part(open_app, code, name, "ervaringsdeskundige")
    assert not app.exception
    assert code in shown(app)
    assert labels(app) == ["Contact vastleggen", "Uitloggen"]


def test_a_press_on_a_client_who_is_no_longer_ones_own_writes_nothing(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    app = part(open_app, code, "Doelen")
    goal = next(row for row in of(world, "goals", code) if row["Stand"] == "Mee bezig")
    world.type_over("clients", code, "Casemanager", "CM-02")
    read_sheets_again()
    button_of(app, "Bereikt", str(goal["Doel"]))
    assert world.record("goals", str(goal["Doel"])) == goal
    assert code not in shown(app)
