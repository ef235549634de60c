"""The whole surface of gspread: nothing is forgotten, and everything is what its table says."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import gspread
import pytest
import requests
from gspread.exceptions import APIError
from gspread.utils import ExportFormat

from lib.localsheets.coverage import GSPREAD_REFUSED as REFUSED
from tests.contract.conftest import refused
from tests.contract.surface.stage import Stage
from tests.contract.surface.tables import (
    CLASSES,
    LOCAL,
    MAKES_FILES,
    REFUSED_CALLS,
    SHARES,
    SUPPORTED,
    public_names,
)

# Name of a method → the requests that each call of it makes, filled as it is called.
Watch = Callable[[str], list[int]]

ANYWHERE = [name for name in SUPPORTED if name not in MAKES_FILES + SHARES]


@pytest.fixture
def stage(client: gspread.Client, book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> Stage:
    return Stage(client, book, sheet, None)


@pytest.fixture
def watch(session: requests.Session, monkeypatch: pytest.MonkeyPatch) -> Watch:
    made: list[str] = []
    session.hooks["response"].append(lambda answer, **_: made.append(answer.url))

    def watching(function: Callable[..., Any], counts: list[int]) -> Callable[..., Any]:
        @wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            before = len(made)
            try:
                return function(*arguments, **named)
            finally:
                counts.append(len(made) - before)

        return watched

    def watch(name: str) -> list[int]:
        counts: list[int] = []
        owner, _, attribute = name.partition(".")
        found = inspect.getattr_static(CLASSES[owner], attribute)
        if isinstance(found, property):
            planted: Any = property(watching(found.fget, counts))
        elif isinstance(found, classmethod):
            planted = classmethod(watching(found.__func__, counts))
        else:
            planted = watching(found, counts)
        monkeypatch.setattr(CLASSES[owner], attribute, planted)
        return counts

    return watch


def prove(name: str, stage: Stage, watch: Watch) -> None:
    counts = watch(name)
    SUPPORTED[name](stage)
    assert sum(counts) > 0, f"{name} asks nobody: {counts}"


def test_every_public_name_is_in_one_table() -> None:
    assert sorted([*SUPPORTED, *REFUSED, *LOCAL]) == sorted(public_names())
    assert sorted(REFUSED_CALLS) == sorted(REFUSED)
    assert {*MAKES_FILES, *SHARES} <= set(SUPPORTED)


@pytest.mark.parametrize("name", ANYWHERE)
def test_supported(name: str, stage: Stage, watch: Watch) -> None:
    prove(name, stage, watch)


@pytest.mark.parametrize("name", MAKES_FILES)
def test_supported_with_files(name: str, stage: Stage, folder: str, watch: Watch) -> None:
    prove(name, Stage(stage.client, stage.book, stage.sheet, folder), watch)


@pytest.mark.usefixtures("emulator")
@pytest.mark.parametrize("name", SHARES)
def test_supported_with_people(name: str, stage: Stage, watch: Watch) -> None:
    prove(name, stage, watch)


@pytest.mark.usefixtures("emulator")
@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, stage: Stage, watch: Watch) -> None:
    counts = watch(name)
    with pytest.raises(APIError) as error:
        REFUSED_CALLS[name](stage)
    code, text = refused(error)
    assert code == 501
    assert re.search(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(REFUSED[name])), text), text
    assert counts == [1]


@pytest.mark.parametrize("name", LOCAL)
def test_local(name: str, stage: Stage, watch: Watch) -> None:
    counts = watch(name)
    assert LOCAL[name](stage)
    assert (len(counts) > 0, sum(counts)) == (True, 0)


@pytest.mark.usefixtures("emulator")
@pytest.mark.parametrize(
    "kind", [one for one in ExportFormat if one not in (ExportFormat.CSV, ExportFormat.EXCEL)]
)
def test_other_exports_are_refused(kind: ExportFormat, stage: Stage) -> None:
    with pytest.raises(APIError) as error:
        stage.book.export(kind)
    code, text = refused(error)
    assert (code, str(kind) in text) == (501, True)


def test_the_watch_sees_who_asks(stage: Stage, watch: Watch) -> None:
    asking, quiet, unused = watch("Worksheet.acell"), watch("Worksheet.title"), watch("Cell.row")
    stage.sheet.acell("A1")
    assert (asking, set(quiet), unused) == ([1], {0}, [])


def test_a_name_in_the_wrong_table_is_noticed(
    stage: Stage, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SUPPORTED, "Worksheet.title", lambda on: on.sheet.title)
    with pytest.raises(AssertionError, match="asks nobody"):
        prove("Worksheet.title", stage, watch)
