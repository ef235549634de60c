"""Problems as a table: which cell, what was found, what to do."""

from dataclasses import replace
from datetime import datetime

import pytest

from lib.schema.problem import Problem
from lib.snapshot import Snapshot
from lib.ui.health import cell_name, problem_tables
from tests.ui.test_live import snapshot


def problem(row: int | None, column: str | None, text: str = "gisteren") -> Problem:
    return Problem("contacts", row, column, text, "not_a_date", "Dit is geen datum.")


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(7, "held_on", "C7"), (7, "far", "AB7"), (7, "unknown", "rij 7"), (7, None, "rij 7"),
     (1, None, "rij 1"), (None, None, "hele blad")],
)  # fmt: skip
def test_a_cell_has_the_name_it_has_in_the_sheet(
    row: int | None, column: str | None, name: str
) -> None:
    positions = {"contacts": {"held_on": 2, "far": 27}}
    assert cell_name(problem(row, column), positions) == name


def test_problems_are_listed_per_sheet_under_its_title() -> None:
    seen = replace(snapshot(), problems=(problem(2, "held_on"), problem(3, "held_on", "")))
    tables = problem_tables(seen)
    assert list(tables) == ["Contacten"]
    assert tables["Contacten"].to_dict("list") == {
        "Cel": ["C2", "C3"],
        "Gevonden": ["gisteren", "–"],
        "Wat is er aan de hand": ["Dit is geen datum."] * 2,
    }


def test_a_sheet_full_of_faults_shows_the_first_hundred() -> None:
    many = tuple(problem(row, "held_on") for row in range(2, 400))
    assert len(problem_tables(Snapshot({}, many, datetime(2022, 2, 1)))["Contacten"]) == 100
