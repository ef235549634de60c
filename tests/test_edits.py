"""What people did in the sheets is found by comparing; what the app did is not taken for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest

from lib.edits import edits
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import read_table
from tests.world import SMALL, cells

AT = datetime(2022, 2, 1, 9)
STAMPED = {"changed_on": datetime(2022, 2, 1, 8), "changed_by": "casemanager"}


def snapshot(**rows: list[Mapping[str, Any]]) -> Snapshot:
    made = cells({**SMALL, **rows})
    return assemble({n: read_table(sheet, made[n]) for n, sheet in SHEETS.items()}, AT)


def contacts(**changed: Any) -> list[Mapping[str, Any]]:
    first, *others = SMALL["contacts"]
    return [{**first, **changed}, *others]


BEFORE = snapshot()


def test_two_readings_of_the_same_say_nothing() -> None:
    assert edits(BEFORE, snapshot()) == []
    assert edits(BEFORE, BEFORE) == []


def test_a_cell_typed_over_is_found_with_old_and_new() -> None:
    (found,) = edits(BEFORE, snapshot(contacts=contacts(duration_min=55)))
    assert (found.sheet, found.key, found.columns) == ("contacts", "CT-1", ("duration_min",))
    assert not found.is_saved
    assert (found.before or {})["duration_min"] is None
    assert (found.after or {})["duration_min"] == 55


def test_sorted_rows_and_another_spelling_of_an_organisation_are_no_edits() -> None:
    assert edits(BEFORE, snapshot(contacts=SMALL["contacts"][::-1])) == []


def test_a_row_that_the_app_saved_is_told_apart() -> None:
    (saved,) = edits(BEFORE, snapshot(contacts=contacts(duration_min=55, **STAMPED)))
    new = {**SMALL["contacts"][0], "contact_id": "CT-9", **STAMPED}
    (added,) = edits(BEFORE, snapshot(contacts=[*SMALL["contacts"], new]))
    assert (saved.is_saved, added.is_saved) == (True, True)


def test_a_row_added_and_a_row_deleted() -> None:
    new = {**SMALL["contacts"][0], "contact_id": "CT-9"}
    (added,) = edits(BEFORE, snapshot(contacts=[*SMALL["contacts"], new]))
    assert (added.key, added.before, "channel" in added.columns) == ("CT-9", None, True)
    assert not added.is_saved
    (deleted,) = edits(BEFORE, snapshot(contacts=SMALL["contacts"][1:]))
    assert (deleted.key, deleted.after) == ("CT-1", None)
    assert deleted.before == BEFORE.row("contacts", "CT-1")


def test_a_row_that_stands_there_twice_is_not_gone() -> None:
    assert edits(BEFORE, snapshot(contacts=[*SMALL["contacts"], SMALL["contacts"][0]])) == []


def test_a_sheet_that_cannot_be_read_says_nothing_about_its_rows() -> None:
    made = cells(SMALL)
    made["contacts"][0][2] = "Anders"  # the header of a column that is needed
    broken = assemble({n: read_table(s, made[n]) for n, s in SHEETS.items()}, AT)
    assert any(p.is_blocking for p in broken.problems)
    assert edits(BEFORE, broken) == []
    assert edits(broken, BEFORE) == []


@pytest.mark.parametrize("text", ["onleesbaar", "31-02-2022"])
def test_text_that_is_no_value_is_an_edit_with_its_text(text: str) -> None:
    made = cells(SMALL)
    place = next(i for i, c in enumerate(SHEETS["contacts"].columns) if c.name == "follow_up_on")
    made["contacts"][1] = [*made["contacts"][1]]
    made["contacts"][1][place] = text
    typed = assemble({n: read_table(s, made[n]) for n, s in SHEETS.items()}, AT)
    (found,) = edits(BEFORE, typed)
    assert (found.columns, found.unread) == (("follow_up_on",), {"follow_up_on": text})
    assert edits(typed, typed.only(typed.tables)) == []
