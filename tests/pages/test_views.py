"""A look at a client leaves a line in the Logboek: one an hour, and never of another's client."""

from datetime import datetime

import pytest

from lib.errors import JournalUnwritable
from lib.ui import live as shared
from lib.ui.live import live
from lib.ui.logbooks import Logbooks
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, go, new_process, titles
from tests.pages.test_client import PAGE, client_of


def views(world: DemoWorld) -> list[tuple[str, str]]:
    live().logbooks.send()
    return [(line["Wie"], line["Rij"]) for line in world.log() if line["Handeling"] == "ingezien"]


def test_looking_again_within_the_hour_makes_no_second_line(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = client_of(world, "CM-01")
    monkeypatch.setattr(shared, "clock", lambda: datetime(2022, 2, 1, 14, 59))
    app = open_app("casemanager", PAGE, client=code)
    app.run()
    open_app("casemanager", PAGE, client=code)
    assert world.log() == []  # it is sent later, with others
    assert views(world) == [("casemanager", code)]
    new_process()
    open_app("casemanager", PAGE, client=code)
    assert views(world) == [("casemanager", code)]
    monkeypatch.setattr(shared, "clock", lambda: datetime(2022, 2, 1, 15, 0))
    app.run()
    assert views(world) == [("casemanager", code)] * 2


def test_each_person_and_each_client_has_a_line(open_app: OpenApp, world: DemoWorld) -> None:
    rows = world.records("clients")
    involved = [row for row in rows if row["Ervaringsdeskundige betrokken"] == "ja"]
    both = next(str(row["Cliëntcode"]) for row in involved if row["Casemanager"] == "CM-01")
    other = next(str(row["Cliëntcode"]) for row in involved if row["Cliëntcode"] != both)
    open_app("casemanager", PAGE, client=both)
    go(open_app("ervaringsdeskundige", PAGE, client=both), PAGE, client=other)
    assert sorted(views(world)) == sorted(
        [("casemanager", both), ("ervaringsdeskundige", both), ("ervaringsdeskundige", other)]
    )


def test_who_asks_for_another_s_client_sees_nothing_and_leaves_no_line(
    open_app: OpenApp, world: DemoWorld
) -> None:
    open_app("casemanager", PAGE, client=client_of(world, "CM-02"))
    assert views(world) == []


def test_a_full_disk_keeps_nobody_from_their_client(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalUnwritable

    monkeypatch.setattr(Logbooks, "tell", full)
    app = open_app("casemanager", PAGE, client=client_of(world, "CM-01"))
    assert titles(app) == ["Cliënt"]
    assert not app.error
