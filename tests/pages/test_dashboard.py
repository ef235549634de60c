"""Voortgang: the committee reads what was published, and nothing else."""

import re

import pytest

from lib.ui.live import live
from lib.ui.navigation import ENTRIES
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, press, read_sheets_again, shown, titles, words
from tests.pages.test_confidential import ALIAS, CLIENT_CODE, WORKER_CODE

PAGE = "pages/committee/dashboard.py"
TOPICS = [
    "STAP-team", "Doelgroep", "Opknappen loods", "Vergunningen", "Knelpunten zorglandschap",
    "Overweeghuis", "Verbinding andere partijen", "Top 15 & 15", "Loopduur project",
]  # fmt: skip


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_holds_only_what_was_published(open_app: OpenApp, topic: str) -> None:
    app = open_app("commissie", PAGE, deel=topic)
    assert titles(app) == ["Voortgang"]
    assert topic in [header.value for header in app.header]
    sent = shown(app)
    for secret in (CLIENT_CODE, WORKER_CODE, ALIAS):
        assert not re.search(secret, sent)


def test_the_groups_are_titled_with_their_answers(open_app: OpenApp) -> None:
    said = words(open_app("commissie", PAGE, deel="Doelgroep"))
    for title in ("18 van de 19 vrouwen in goed contact", "6 van de 18 vrouwen intensief begeleid"):
        assert f"#### {title}" in said
    assert any("Sinds 31 december 2021: Goed contact =" in text for text in said)
    assert not any("Tijdelijk geen contact 1" in text for text in said)


def test_nothing_that_is_hidden_is_in_the_page_in_any_form(open_app: OpenApp) -> None:
    """One woman is out of contact: her 1 is in no chart, hover, table or alt text."""
    sent = shown(open_app("commissie", PAGE, deel="Doelgroep"))
    for row in ("Wisselend contact", "Tijdelijk geen contact", "Geen contact"):
        assert re.findall(rf"{row}: (\w+)", sent) in ([], ["niet"], ["niet", "niet"])


def test_an_older_publication_is_in_the_address(open_app: OpenApp) -> None:
    app = open_app("commissie", PAGE, publicatie="2021-10-31", deel="Doelgroep")
    assert "Peildatum 31 oktober 2021 · gepubliceerd op 1 november 2021" in words(app)
    assert "#### 7 van de 18 vrouwen intensief begeleid" in words(app)


def test_a_presentation_goes_from_topic_to_topic(open_app: OpenApp) -> None:
    app = open_app("commissie", PAGE, presentatie="1")
    assert [header.value for header in app.header] == ["STAP-team"]
    press(app, "Volgende")
    assert [header.value for header in app.header] == ["Doelgroep"]
    press(app, "Presentatie sluiten")
    assert "presentatie" not in app.query_params


def test_a_withdrawn_publication_is_gone_and_an_altered_one_too(
    open_app: OpenApp, world: DemoWorld
) -> None:
    newest, older = world.records("publications")[-1], world.records("publications")[-2]
    world.type_over("publications", newest["Publicatie"], "Stand", "Ingetrokken")
    world.type_over("publications", older["Publicatie"], "Titel", "Verzonnen")
    app = open_app("commissie", PAGE)
    read_sheets_again()
    said = words(app.run())
    assert "Peildatum 30 november 2021 · gepubliceerd op 1 december 2021" in said
    assert not any("Verzonnen" in text for text in said)
    lead = words(open_app("projectleider", "pages/committee/publish.py"))
    assert any(f"Publicatie {older['Publicatie']} is in het blad veranderd" in t for t in lead)


def test_the_session_of_the_committee_holds_published_rows_only(
    open_app: OpenApp, world: DemoWorld
) -> None:
    world.type_over("publications", world.records("publications")[0]["Publicatie"], "Stand",
                    "Ingetrokken")  # fmt: skip
    app = open_app("commissie", PAGE)
    read_sheets_again()
    assert titles(app.run()) == ["Voortgang"]
    (snapshot,) = [known[0] for known in live().now()._narrowed.values()]
    filled = {name for name, table in snapshot.tables.items() if len(table)}
    assert filled == {"publications", "publication_figures"}
    assert len(snapshot.table("publications")) == 3


def test_permits_that_are_off_are_no_topic(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAP_PERMITS", "off")
    app = open_app("commissie", PAGE)
    assert "Vergunningen" not in [button.label for button in app.button]
    assert "Doelgroep" in [button.label for button in app.button]
    assert {entry.title for entry in ENTRIES} > {"Voortgang", "Rapporten", "Publiceren"}
