"""Planning: a milestone moves, an action is ticked off, what is arranged is counted."""

from datetime import date, timedelta

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, fill, press, words

PAGE = "pages/progress/planning.py"
TODAY = date(2022, 2, 1)


def milestone(world: DemoWorld, title: str) -> dict[str, object]:
    (found,) = [r for r in world.records("milestones") if r["Titel"] == title]
    return found


def test_the_first_target_is_kept_when_a_milestone_moves(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = milestone(world, "Vergunningen verstrekt")
    app = open_app("projectleider", PAGE, rij=str(before["Mijlpaal"]))
    press(fill(app, "row:milestones", {"target_on": date(2022, 9, 1)}), "Wijziging opslaan")
    after = milestone(world, "Vergunningen verstrekt")
    assert after["Streefdatum"] == to_serial(date(2022, 9, 1))
    assert after["Oorspronkelijke streefdatum"] == to_serial(date(2022, 7, 1))
    app = open_app("projectleider", PAGE, rij=str(before["Mijlpaal"]))
    press(fill(app, "row:milestones", {"target_on": date(2022, 10, 1)}), "Wijziging opslaan")
    again = milestone(world, "Vergunningen verstrekt")
    assert again["Oorspronkelijke streefdatum"] == to_serial(date(2022, 7, 1))


def test_a_milestone_cannot_move_to_before_its_begin(open_app: OpenApp, world: DemoWorld) -> None:
    before = milestone(world, "Einde van het project")
    app = open_app("projectleider", PAGE, rij=str(before["Mijlpaal"]))
    press(fill(app, "row:milestones", {"target_on": date(2021, 1, 1)}), "Wijziging opslaan")
    assert "De streefdatum ligt voor het begin." in complaints(app)
    assert milestone(world, "Einde van het project") == before


def test_an_action_is_ticked_off_moved_and_taken_back(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("projectleider", PAGE, onderdeel="Acties")
    button = next(b for b in app.button if b.label == "Klaar")
    key = button.key.split(":")[2]
    button.click().run()
    done = world.record("actions", key)
    assert (done["Stand"], done["Klaar op"]) == ("Klaar", to_serial(TODAY))
    press(app, "Ongedaan maken")
    assert world.record("actions", key)["Stand"] != "Klaar"
    next(b for b in app.button if b.label == "Week later" and key in b.key).click().run()
    due = world.record("actions", key)["Voor"]
    assert due >= to_serial(TODAY + timedelta(days=7))


def test_the_subjects_say_what_the_memo_says(open_app: OpenApp) -> None:
    said = {
        "Randvoorwaarden": "**5 van 5 geregeld.**",
        "Team": "#### 3 casemanagers en 1 ervaringsdeskundige; vanaf 1 maart 2022 4 casemanagers",
        "Mijlpalen": "Einde van het project",
        "Besluiten": "31 juli 2022 naar 31 januari 2023",
        "Initiatieven": "Diverse overleggen geweest",
    }
    for subject, text in said.items():
        app = open_app("coordinator", PAGE, onderdeel=subject)
        labels = [link.proto.label.replace("\\", "") for link in app.get("page_link")]
        assert any(text in found for found in (*words(app), *labels)), subject


def test_the_team_ticks_off_only_what_is_on_ones_own_name(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager", PAGE, onderdeel="Acties")
    names = [str(button.key) for button in app.button if str(button.key).startswith("act:")]
    own = {r["Actie"] for r in world.records("actions") if r["Wie"] == "CM-01"}
    assert {name.split(":")[2] for name in names} == own
