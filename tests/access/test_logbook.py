"""Whoever sees the Logboek reads no client's row by way of it."""

import pytest

from lib.access.logbook import shows_values
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES


@pytest.mark.parametrize("workbook", WORKBOOK_TITLES)
def test_values_are_shown_only_where_no_row_is_of_a_client(workbook: str) -> None:
    sheets = [sheet for sheet in SHEETS.values() if sheet.workbook == workbook]
    assert shows_values(workbook) == all(sheet.client_column is None for sheet in sheets)


def test_of_a_workbook_nobody_knows_no_value_is_shown() -> None:
    assert not shows_values("")
