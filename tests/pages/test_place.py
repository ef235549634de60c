"""Loods en huiskamer: one press, what it writes, and the way back."""

from datetime import date

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, fill, press, words

PAGE = "pages/progress/place.py"
TODAY = to_serial(date(2022, 2, 1))


def wish(world: DemoWorld, text: str) -> dict[str, object]:
    (found,) = [row for row in world.records("wishes") if row["Omschrijving"].startswith(text)]
    return found


def test_the_headline_counts_what_is_done_and_told_back(open_app: OpenApp) -> None:
    said = "2 van de 8 wensen zijn klaar. Van de 3 die klaar zijn of niet kunnen, zijn er 2"
    assert any(said in text for text in words(open_app("projectleider", PAGE)))


def test_what_is_told_back_is_written_and_can_be_undone(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("projectleider", PAGE)
    press(app, "Teruggekoppeld")
    assert wish(world, "Warmere verwarming")["Teruggekoppeld op"] == TODAY
    assert "Teruggekoppeld is vastgelegd." in words(app)
    press(app, "Ongedaan maken")
    assert wish(world, "Warmere verwarming")["Teruggekoppeld op"] == ""
    assert "Ongedaan gemaakt." in words(app)
    assert not [button for button in app.button if button.label == "Ongedaan maken"]


def test_what_somebody_changed_meanwhile_is_not_undone(open_app: OpenApp, world: DemoWorld) -> None:
    app = press(open_app("projectleider", PAGE), "Teruggekoppeld")
    other = open_app("coordinator", PAGE, rij=str(wish(world, "Warmere")["Wens"]))
    fill(other, "row:wishes", {"told_back_on": date(2022, 1, 31)})
    press(other, "Wijziging opslaan")
    app.run()
    assert not [button for button in app.button if button.label == "Ongedaan maken"]
    assert wish(world, "Warmere")["Teruggekoppeld op"] == TODAY - 1


def test_the_team_reads_and_presses_nothing(open_app: OpenApp) -> None:
    app = open_app("casemanager", PAGE)
    assert any("Betere verlichting" in link.proto.label for link in app.get("page_link"))
    assert not {"Klaar", "Teruggekoppeld"} & {button.label for button in app.button}
    assert "Wens toevoegen" not in [expander.label for expander in app.expander]


def test_a_wish_is_added(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("coordinator", PAGE)
    fill(app, "new:wishes", {"room": "Loods", "wish": "Een kapstok (fictief)", "state": "Gewenst"})
    (save,) = [button for button in app.button if button.label == "Opslaan"]
    save.click().run()
    assert "Wens toegevoegd." in words(app)
    assert wish(world, "Een kapstok")["Ruimte"] == "Loods"
