"""The look of a sheet in an Excel file, as `provision/drawing.py` draws it in Google."""

from collections.abc import Mapping, Sequence
from typing import Any

from lib.schema.look import BAND_FILL, ColumnLook, Mark

_PX_PER_CHARACTER = 7


def draw_header(cell: Any, look: ColumnLook) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor=look.header_fill)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.comment = Comment(look.note, "", height=140, width=260)


def draw_cell(cell: Any, look: ColumnLook) -> None:
    """A cell below the header; or a whole column, for the rows that are still to be typed."""
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(wrap_text=not look.is_clipped, vertical="top")
    if look.format is not None:
        cell.number_format = look.format.pattern


def draw_column(page: Any, letter: str, look: ColumnLook) -> None:
    """Widths go by characters in Excel."""
    page.column_dimensions[letter].width = round(look.width_px / _PX_PER_CHARACTER, 1)


def draw_over(page: Any, marks: Sequence[Mark], letters: Mapping[str, str], last_row: int) -> None:
    """Colours that go by what is in the cells, and rows coloured in turn; `letters` are the
    columns that are in the file."""
    from openpyxl.formatting import rule
    from openpyxl.styles import Font, PatternFill

    made: Any = rule  # it has no types

    for one in marks:
        if not {one.column, one.until or one.column} <= letters.keys():
            continue
        shown = {
            "fill": PatternFill("solid", bgColor=one.fill),
            "font": Font(bold=True, color=one.ink),
        }
        formula = one.formula(letters.__getitem__, ",").removeprefix("=")
        colored = (
            made.CellIsRule(operator="equal", formula=[f'"{one.text}"'], **shown)
            if one.text
            else made.FormulaRule(formula=[formula], **shown)
        )
        letter = letters[one.column]
        page.conditional_formatting.add(f"{letter}2:{letter}{last_row}", colored)
    band = made.FormulaRule(
        formula=["MOD(ROW(),2)=1"], fill=PatternFill("solid", bgColor=BAND_FILL)
    )
    ends = sorted(letters.values(), key=lambda letter: (len(letter), letter))
    page.conditional_formatting.add(f"{ends[0]}2:{ends[-1]}{last_row}", band)
