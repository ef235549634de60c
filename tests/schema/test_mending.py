"""What a cell certainly meant, and where that would be a guess."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.schema.cells import is_spelled_otherwise, read_cell, to_cell, to_text
from lib.schema.column import Column, Kind
from lib.schema.mending import mended
from lib.schema.workbook import SHEETS
from tests.schema.values import COLUMNS, values

DAY = SHEETS["contacts"].column("held_on")
OUTCOME = SHEETS["contacts"].column("outcome")
AREAS = SHEETS["contacts"].column("life_areas")
MINUTES = SHEETS["contacts"].column("duration_min")
AGREED = SHEETS["clients"].column("aftercare")
PROGRESS = SHEETS["milestones"].column("progress")
WORKER = SHEETS["contacts"].column("worker")
CLIENT = SHEETS["contacts"].column("client_code")
TEXT = SHEETS["actions"].column("what")
KEYS = ("CM-01", "CM-02", "ST-00004")


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (DAY, "dinsdag 1 februari 2022", date(2022, 2, 1)),
        (DAY, "di. 1-2-2022", date(2022, 2, 1)),
        (DAY, "2022/02/01", date(2022, 2, 1)),
        (DAY, "20220201", date(2022, 2, 1)),
        (DAY, "1-feb-2022", date(2022, 2, 1)),
        (DAY, "2022-02-01T14:30:00Z", date(2022, 2, 1)),
        (DAY, "01-02-2022 14:30", date(2022, 2, 1)),
        (DAY, "1-2-22", None),
        (DAY, "2022-13-01", None),
        (DAY, "begin februari", None),
        (DAY, "1 februari 2022 of later", None),
        (OUTCOME, "niet-bereikt", "Niet bereikt"),
        (OUTCOME, "Gespróken.", "Gesproken"),
        (OUTCOME, "Gesproken?? nee", None),
        (OUTCOME, "Niet", None),
        (PROGRESS, "Op koers ✓", "Op koers"),
        (AREAS, "financien, wonen", ("Financiën", "Wonen")),
        (AREAS, "Wonen / Veiligheid", ("Wonen", "Veiligheid")),
        (AREAS, "Wonen, tuin", None),
        (MINUTES, "2'0", 20),
        (MINUTES, "20 minuten", None),
        (MINUTES, "900", None),
        (AGREED, "Ja.", True),
        (AGREED, "nee!", False),
        (AGREED, "misschien", None),
        (WORKER, "cm 01", "CM-01"),
        (WORKER, "CM-01 · Casemanager", "CM-01"),
        (WORKER, "CM-0", None),
        (CLIENT, "st oooo4", "ST-00004"),
        (CLIENT, "ST-00018", None),
        (TEXT, "wat dan ook", None),
    ],
)  # fmt: skip
def test_what_is_certain_is_mended_and_nothing_else(column: Column, text: str, value: Any) -> None:
    assert mended(column, text, KEYS) == value


@given(st.data(), st.sampled_from(COLUMNS))
def test_whatever_stands_there_a_mended_cell_can_be_read(
    data: st.DataObject, column: Column
) -> None:
    value = mended(column, data.draw(st.text(max_size=20)), KEYS)
    if value is not None:
        assert read_cell(column, to_cell(column, value)) == (value, None)


@given(st.data(), st.sampled_from([c for c in COLUMNS if c.kind is not Kind.SECRET]))
def test_what_the_app_writes_is_never_called_spelled_otherwise(
    data: st.DataObject, column: Column
) -> None:
    value = data.draw(values(column))
    assert not is_spelled_otherwise(column, to_cell(column, value), value)


@pytest.mark.parametrize(
    ("column", "cell"),
    [(DAY, "1-2-2022"), (OUTCOME, " gesproken"), (AREAS, "wonen"), (MINUTES, "20,0"),
     (AGREED, "Ja")],
)  # fmt: skip
def test_what_counts_but_is_written_otherwise_is_noticed(column: Column, cell: str) -> None:
    value = read_cell(column, cell).value
    assert to_text(column, value)
    assert is_spelled_otherwise(column, cell, value)
    assert not is_spelled_otherwise(column, to_cell(column, value), value)
