"""Verbindingen: who went silent, logging a meeting, the spellings of organisations."""

from datetime import date

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, field, fill, press, words

PAGE = "pages/progress/partner_links.py"
MEETING, PARTY = "new:partner_meetings", "row:organisations"


def link_of(world: DemoWorld, partner: str) -> str:
    (found,) = [r["Verbinding"] for r in world.records("partner_links") if r["Partner"] == partner]
    return str(found)


def test_the_four_links_of_the_memo_lead_to_what_was_agreed(open_app: OpenApp) -> None:
    app = open_app("projectleider", PAGE)
    labels = [link.proto.label for link in app.get("page_link")]
    for partner in ("Top 15", "Veiliger Wijkteam", "Belangenverenigingen", "KIS"):
        assert any(partner in label for label in labels)


def test_who_was_silent_for_too_long_says_for_how_long(open_app: OpenApp) -> None:
    said = words(open_app("projectleider", PAGE))
    assert ":orange-badge[:material/schedule: 7 dagen te laat]" in said
    assert "Laatste overleg: 49 dagen geleden" in said


def test_a_meeting_is_logged_on_its_link(open_app: OpenApp, world: DemoWorld) -> None:
    key = link_of(world, "KIS-aanpak")
    app = open_app("projectleider", PAGE, rij=key)
    assert "Overleggen (2)" in words(app)
    assert field(app, MEETING, "held_on").value == date(2022, 2, 1)
    fill(app, MEETING, {"form": "Online", "discussed": "Kennismaking (fictief)"})
    (save,) = [button for button in app.button if button.label == "Opslaan"]
    save.click().run()
    row = world.records("partner_meetings")[-1]
    assert (row["Verbinding"], row["Datum"]) == (key, to_serial(date(2022, 2, 1)))
    assert "Overleggen (3)" in words(app)
    assert not any("dagen te laat" in text for text in words(open_app("coordinator", PAGE)))


def test_an_alias_of_another_organisation_is_refused_and_kept(
    open_app: OpenApp, world: DemoWorld
) -> None:
    (ggd,) = [r["Organisatie"] for r in world.records("organisations") if r["Naam"] == "GGD"]
    app = open_app("coordinator", PAGE, rij=str(ggd))
    press(fill(app, PARTY, {"aliases": "GGD Nijmegen; FACT-team"}), "Wijziging opslaan")
    assert any("hoort al bij een andere organisatie" in text for text in complaints(app))
    assert field(app, PARTY, "aliases").value == "GGD Nijmegen; FACT-team"
    assert "FACT" not in str(world.record("organisations", str(ggd)))


def test_the_team_reads_the_agreements_and_changes_nothing(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager", PAGE, rij=link_of(world, "Veiliger Wijkteam/handhaving"))
    said = words(app)
    assert any("wijkagent en BOA gekeken" in text and "niet het geval" in text for text in said)
    assert "Je mag dit lezen, niet wijzigen." in said
    assert "Overleg vastleggen" not in [expander.label for expander in app.expander]
