"""All permits are erased when one person asks and another confirms, and only then."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.audit import Actor
from lib.errors import NotAllowed
from lib.store.store import Store
from lib.ui.live import live
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, new_process, press, shown, unreachable, words

PERMITS, LOGBOOK = "pages/progress/permits.py", "pages/admin/logbook.py"
TITLE = "Alle vergunningen wissen"
ERASE = "Nu alles wissen"


def ask(app: AppTest, word: str = "WISSEN", reason: str = "Einde regeling") -> AppTest:
    app.text_area(key="wis_reden").set_value(reason)
    app.text_input(key="wis_woord").set_value(word)
    return press(app, "Wissen vragen")


def sections(app: AppTest) -> list[str]:
    return [box.label for box in app.expander if box.label == TITLE]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


@pytest.mark.parametrize(
    ("username", "page"),
    [("casemanager", PERMITS), ("ervaringsdeskundige", PERMITS), ("beheer", LOGBOOK)],
)
def test_others_cannot_ask(username: str, page: str, open_app: OpenApp) -> None:
    assert sections(open_app(username, page)) == []


@pytest.mark.parametrize(("word", "reason"), [("wissen", "Einde"), ("", "Einde"), ("WISSEN", " ")])
def test_without_the_word_or_a_reason_nothing_is_asked(
    world: DemoWorld, open_app: OpenApp, word: str, reason: str
) -> None:
    app = ask(open_app("projectleider", PERMITS), word, reason)
    assert "Er is niets gevraagd" in app.error[0].value
    assert live().erasure.asked() is None


def test_one_person_alone_erases_nothing(world: DemoWorld, open_app: OpenApp) -> None:
    stood = world.records("permits")
    app = ask(open_app("projectleider", PERMITS))
    assert "Gevraagd. Iemand anders moet nu bevestigen." in words(app)
    assert ERASE not in labels(app)
    new_process()  # it survives a restart
    app = open_app("projectleider", PERMITS)
    assert any("Einde regeling" in text for text in words(app))
    assert ERASE not in labels(app)
    with pytest.raises(NotAllowed):
        live().erase(Actor("projectleider", "projectleider"))
    assert world.records("permits") == stood
    live().logbooks.send()
    line = world.log("permits")[-1]
    assert (line["Handeling"], line["Wie"]) == ("wissen gevraagd", "projectleider")


def test_it_can_be_left_undone(world: DemoWorld, open_app: OpenApp) -> None:
    ask(open_app("projectleider", PERMITS))
    app = press(open_app("beheer", LOGBOOK), "Niet wissen")
    assert sections(app) == []
    assert live().erasure.asked() is None


def test_after_somebody_else_confirms_nothing_of_them_is_left(
    world: DemoWorld, open_app: OpenApp
) -> None:
    keys = [row["Vergunning"] for row in world.records("permits")]
    others = {name: world.records(name) for name in ("clients", "milestones", "key_figures")}
    ask(open_app("projectleider", PERMITS))
    app = press(open_app("beheer", LOGBOOK), ERASE)
    assert "Alle vergunningen zijn gewist." in words(app)
    assert sections(app) == []
    assert world.sheet("permits").get_all_values()[1:] == []
    assert {name: world.records(name) for name in others} == others
    (line,) = world.log("permits")
    assert (line["Handeling"], line["Wie"], line["Reden"]) == ("gewist", "beheer", "Einde regeling")
    assert f'"Rijen": "{len(keys)}"' in line["Nieuw"]
    for username, page in (("casemanager", PERMITS), ("projectleider", PERMITS),
                           ("casemanager", "pages/progress/overview.py")):  # fmt: skip
        app = open_app(username, page, onderwerp="Vergunningen")
        assert not app.exception
        assert not [key for key in keys if key in shown(app)]
    new_process()
    open_app("casemanager")
    live().refresh()
    assert live().entries == ()  # nobody is asked to put the rows back
    assert len(world.log("permits")) == 1
    assert all(report.is_whole for report in live()._store.verify().values())


def test_what_did_not_come_through_is_tried_again(
    world: DemoWorld, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood = world.records("permits")
    ask(open_app("projectleider", PERMITS))
    app = open_app("beheer", LOGBOOK)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "erase", unreachable)
        press(app, ERASE)
    assert world.records("permits") == stood
    app = open_app("projectleider", PERMITS)
    assert any("bevestigd, maar nog niet klaar" in text for text in words(app))
    assert "Niet wissen" not in labels(app)
    press(app, ERASE)
    assert world.records("permits") == []
    assert world.log("permits")[0]["Wie"] == "beheer"
