"""How a cell with a problem is called."""

import pytest

from lib.schema.place import cell_name
from lib.schema.problem import Problem


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
