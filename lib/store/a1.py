"""Ranges as the API wants them: the sheet title always quoted."""

from lib.schema.place import column_letters


def sheet_range(title: str, cells: str = "") -> str:
    """`'It''s'!A1:B2`; without `cells` the whole sheet."""
    quoted = "'" + title.replace("'", "''") + "'"
    return f"{quoted}!{cells}" if cells else quoted


def rows_range(title: str, first: int, last: int | None = None) -> str:
    """Whole rows, 1-based and both included; without `last` one row."""
    return sheet_range(title, f"{first}:{last or first}")


def corner_range(title: str, row: int, place: int) -> str:
    """All from this cell (row 1-based, place 0-based) downwards and to the right."""
    return sheet_range(title, f"{column_letters(place)}{row}:ZZZ")


def column_range(title: str, place: int) -> str:
    """One whole column, 0-based."""
    letters = column_letters(place)
    return sheet_range(title, f"{letters}:{letters}")
