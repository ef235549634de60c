"""With permits switched off nothing of them is to be had, on any page, for anybody."""

import re
from collections.abc import Mapping, Sequence

import pytest

from lib.audit import Act, Actor, Event
from lib.change import Change
from lib.measures import catalogue
from lib.schema.choices import BottleneckCategory, DataKind, MilestoneKind, SharingPurpose
from lib.schema.workbook import SHEETS
from lib.store.journal import Journal
from lib.store.store import JOURNAL_FILE, STORE_FOLDER
from lib.ui.live import cipher, live, settings
from lib.ui.navigation import ENTRIES, PERMITS
from tests.conftest import DemoWorld
from tests.pages.conftest import ACCOUNTS, OpenApp, new_process, shown, titles
from tests.pages.test_every_page import NOT_YOURS

CLIENT = "pages/work/client.py"
PARTS = ("Contacten", "Afspraken", "Doelen", "Begeleiding", "Toestemmingen", "Vergunning",
         "Knelpunten")  # fmt: skip
# What may still say so: by address the choices of other sheets that are drawn there, and what
# people typed in other sheets.
CHOICES: Mapping[str, Sequence[str]] = {
    "knelpunten": [BottleneckCategory.PERMIT],
    "toestemmingen": [SharingPurpose.PERMIT, DataKind.PERMIT],
    "planning": [MilestoneKind.PERMITS],
    "bewerken": [BottleneckCategory.PERMIT, MilestoneKind.PERMITS],
}
TYPED = (
    "Vergunningen verstrekt",
    "Het toekennen van vergunningen is nog niet begonnen.",
    "De situatie is ongelijk: alleen met vergunning mag men de loods gebruiken.",
    "Afstemming over de vergunningen (fictieve datum)",
)


@pytest.fixture
def off(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> DemoWorld:
    monkeypatch.setenv("STAP_PERMITS", "off")
    new_process()
    return world


def found(text: str, choices: Sequence[str] = ()) -> list[str]:
    """Where a text speaks of permits, with what stands around it."""
    text = text.replace("u003c", "<")  # as JSON of a chart has it
    for typed in TYPED:
        text = text.replace(typed, "")
    for choice in choices:
        text = re.sub(rf"{choice}(?![a-z])", "", text)
    return re.findall(r".{0,40}(?:ergunning|\bVG-).{0,40}", text)


@pytest.mark.parametrize("username", ACCOUNTS)
def test_no_page_of_anybody_speaks_of_permits(
    off: DemoWorld, username: str, open_app: OpenApp
) -> None:
    told = {}
    for entry in ENTRIES:
        app = open_app(username, entry.file)
        assert not app.exception
        told[entry.url] = found(shown(app), CHOICES.get(entry.url, ()))
    assert {url: texts for url, texts in told.items() if texts} == {}


def test_no_part_of_a_client_a_chapter_or_a_sheet_does_either(
    off: DemoWorld, open_app: OpenApp
) -> None:
    code = next(r["Cliënt"] for r in off.records("permits") if r["Cliënt"])
    mine = off.record("clients", code)["Casemanager"]
    username = {"CM-01": "casemanager", "CM-02": "casemanager2"}[mine]
    for part in PARTS:
        app = open_app(username, CLIENT, client=code, deel=part)
        choices = {"Toestemmingen": CHOICES["toestemmingen"], "Knelpunten": CHOICES["knelpunten"]}
        assert (part, found(shown(app), choices.get(part, ()))) == (part, [])
    for chapter in catalogue.CHAPTERS:
        app = open_app(username, "pages/progress/overview.py", onderwerp=chapter)
        assert (chapter, found(shown(app), CHOICES["bewerken"])) == (chapter, [])
        expected = chapter if chapter != "Vergunningen" else "Doelgroep"
        assert app.pills(key="onderwerp").value == expected
    for sheet, schema in SHEETS.items():
        if schema.workbook in ("progress", "committee"):
            app = open_app("projectleider", "pages/sheets/edit.py", blad=sheet)
            assert (sheet, found(shown(app), CHOICES["bewerken"])) == (sheet, [])


def test_its_address_answers_as_a_page_of_another_role(off: DemoWorld, open_app: OpenApp) -> None:
    app = open_app("casemanager", PERMITS.file)
    assert titles(app) == []
    assert [error.value for error in app.error] == [NOT_YOURS]


def test_the_other_key_figures_stay(off: DemoWorld, open_app: OpenApp) -> None:
    text = shown(open_app("projectleider", "pages/committee/key_figures.py"))
    assert "Actief op of rond de tippelzone" in text
    assert "Met een woonplek (fictief)" in text


def test_what_waits_for_permits_goes_on_waiting_and_troubles_nobody(
    off: DemoWorld, open_app: OpenApp
) -> None:
    store, stood = live()._store, off.records("permits")
    change = Change("permits", stood[0]["Vergunning"], {"step": "Wil niet"}, {"step": "Verleend"})
    me = Actor("casemanager", "casemanager")
    store.journal.accept("permits", [change], me, store._clock(), ["LB-0"])
    store.events.accept("permits", Event(Act.EXPORTED, "Vergunningen", ""), me)
    new_process()
    app = open_app("casemanager", "pages/work/today.py")
    live().deliver()
    live().logbooks.send()
    assert not any("op deze server" in info.value for info in app.info)
    kept = Journal(settings().data / STORE_FOLDER / JOURNAL_FILE, cipher)
    assert [entry.workbook for entry in kept.waiting()] == ["permits"]
    assert off.records("permits") == stood


def test_switched_on_again_all_is_there_and_nobody_is_said_to_have_deleted_it(
    world: DemoWorld, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen() -> int:
        new_process()
        open_app("casemanager")
        live().refresh()
        return len(live().snapshot().tables["permits"])

    count, log = seen(), world.log("permits")
    monkeypatch.setenv("STAP_PERMITS", "off")
    assert seen() == 0
    assert "permits" not in settings().workbooks
    assert list(live()._store.verify()) == [
        "STAP casuïstiek", "STAP voortgang", "Begeleidingscommissie",
    ]  # fmt: skip
    monkeypatch.setenv("STAP_PERMITS", "on")
    assert seen() == count > 0
    assert world.log("permits") == log
    assert live().entries == ()
