"""What a sheet looks like, in Google and in a file alike: notes, widths, formats, colours.

Nothing is drawn here: `lib/store/provision/drawing.py` draws it in Google, and
`lib/store/excel_look.py` in a file. Colours are RRGGBB.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lib.schema.choices import ActionState, BottleneckState, Progress
from lib.schema.column import Column, Kind
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES

HEADER_FILL = "DCE6F1"
APP_FILL = "D9D9D9"  # of columns that the app fills in
BAND_FILL = "F5F7FA"
_LONG = 100  # characters; a column that may hold more is wide


class Format(NamedTuple):
    """A number format: Google's type, and a pattern that Excel reads as well."""

    type: str
    pattern: str


# In cells of text a typed 007 or 1-2 stays what was typed. A number has no format: it is shown
# with as many decimals as it has.
FORMATS: Mapping[Kind, Format] = {
    **{kind: Format("TEXT", "@") for kind in Kind if kind is not Kind.NUMBER},
    Kind.DATE: Format("DATE", "dd-mm-yyyy"),
    Kind.MOMENT: Format("DATE_TIME", "dd-mm-yyyy hh:mm:ss"),
    Kind.WHOLE: Format("NUMBER", "0"),
}
_WIDTHS_PX: Mapping[Kind, int] = {
    Kind.KEY: 110,
    Kind.SECRET: 110,
    Kind.DATE: 110,
    Kind.MOMENT: 150,
    Kind.WHOLE: 90,
    Kind.NUMBER: 90,
    Kind.YES_NO: 90,
    Kind.REFERENCE: 110,
    Kind.CHOICES: 220,
    Kind.ORGANISATIONS: 220,
}
_WIDTH_PX, _LONG_WIDTH_PX = 170, 320


class Source(NamedTuple):
    """A column of which the values are the choices of another, by English names."""

    sheet: str
    column: str


_ORGANISATION = Source("organisations", "organisation_name")


@dataclass(frozen=True)
class ColumnLook:
    """`choices` are the only values, `source` says where else they stand. A column is `clipped`
    where nobody reads its text in the sheet."""

    column: Column
    note: str
    width_px: int
    is_clipped: bool
    choices: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def format(self) -> Format | None:
        return FORMATS.get(self.column.kind)

    @property
    def is_of_the_app(self) -> bool:
        """Whether people leave its cells alone."""
        return self.column.is_protected or self.column.is_secret

    @property
    def header_fill(self) -> str:
        return APP_FILL if self.is_of_the_app else HEADER_FILL


@dataclass(frozen=True)
class Mark:
    """A colour on a cell, never without words: the text of a choice (`text`), or a date that is
    past (no text) while the column `until` does not say that it is done: by one of `done`, or
    by anything when that is empty."""

    column: str
    fill: str
    ink: str
    text: str = ""
    until: str = ""
    done: tuple[str, ...] = ()

    def formula(self, letters: Callable[[str], str], separator: str = ";") -> str:
        """The condition in row 2 of a date that is past, as both programs understand it;
        `letters` gives where a column stands."""
        date = f"${letters(self.column)}2"
        parts = [f"ISNUMBER({date})", f"{date}<TODAY()"]
        if self.until and not self.done:
            parts.append(f"ISBLANK(${letters(self.until)}2)")
        parts += [f'${letters(self.until)}2<>"{value}"' for value in self.done]
        return f"=AND({separator.join(parts)})"


@dataclass(frozen=True)
class SheetLook:
    """`views` are named filters: title → column, and its values that are hidden; () hides
    everything but empty cells."""

    sheet: type[Sheet]
    columns: tuple[ColumnLook, ...]
    marks: tuple[Mark, ...]
    views: Mapping[str, tuple[str, tuple[str, ...]]]


_AMBER, _RED = ("FFE8B3", "5C3A00"), ("F8D0CC", "7A1410")
_PROGRESS = {
    Progress.ON_TRACK: ("DDF0DF", "1B4D22"),
    Progress.ATTENTION: _AMBER,
    Progress.STUCK: _RED,
    Progress.NOT_STARTED: ("E8E8E8", "3A3A3A"),
}
_ACTION_DONE = (ActionState.DONE.value, ActionState.CANCELLED.value)
_BOTTLENECK_DONE = (BottleneckState.SOLVED.value, BottleneckState.UNSOLVABLE.value)
# Dates by which something was to be done: the column, and what says that it is.
_DUE: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "appointments": ("planned_on", "outcome", ()),
    "consents": ("reconfirm_on", "withdrawn_on", ()),
    "goals": ("target_on", "finished_on", ()),
    "bottlenecks": ("next_step_on", "state", _BOTTLENECK_DONE),
    "partner_links": ("next_step_on", "", ()),
    "milestones": ("target_on", "reached_on", ()),
    "actions": ("due_on", "state", _ACTION_DONE),
}
_OPEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "clients": ("closed_on", ()),
    "appointments": ("outcome", ()),
    "bottleneck_reports": ("solved_on", ()),
    "bottlenecks": ("state", _BOTTLENECK_DONE),
    "milestones": ("reached_on", ()),
    "actions": ("state", _ACTION_DONE),
}
_QUIET = (Progress.ON_TRACK.value, Progress.NOT_STARTED.value)


def look_of(sheet: type[Sheet]) -> SheetLook:
    """How this sheet looks, all of it from its columns."""
    views = {}
    if sheet.name in _OPEN:
        views["Nog open"] = _OPEN[sheet.name]
    if any(column.name == "progress" for column in sheet.columns):
        views["Vraagt aandacht"] = ("progress", _QUIET)
    columns = tuple(_column_look(sheet, column) for column in sheet.columns)
    return SheetLook(sheet, columns, _marks(sheet), views)


def _column_look(sheet: type[Sheet], column: Column) -> ColumnLook:
    is_long = column.kind is Kind.TEXT and (column.max_length or 0) > _LONG
    width_px = _LONG_WIDTH_PX if is_long else _WIDTHS_PX.get(column.kind, _WIDTH_PX)
    is_clipped = column.is_secret or column.kind is Kind.KEY
    return ColumnLook(
        column, _note(sheet, column), width_px, is_clipped, _choices(column), _source(column)
    )


def _choices(column: Column) -> tuple[str, ...]:
    """Of a cell that holds one of them; several in a cell are typed."""
    if column.kind is Kind.CHOICE:
        return tuple(choice.value for choice in column.choices)
    return ("ja", "nee") if column.kind is Kind.YES_NO else ()


def _source(column: Column) -> Source | None:
    if column.kind is Kind.REFERENCE and column.to is not None:
        return Source(column.to, SHEETS[column.to].key().name)
    if column.kind is Kind.ORGANISATION:
        return _ORGANISATION
    return None


def mark_of(sheet: type[Sheet], column: Column) -> str:
    """The first line of a header's note: it tells which column this is, whatever was made of
    the header, and wherever it was moved."""
    return f"{sheet.title} · {column.header}"


def _note(sheet: type[Sheet], column: Column) -> str:
    """What somebody must know who fills in this column."""
    lines = [mark_of(sheet, column), column.help]
    if column.is_required and not column.is_protected:
        lines.append("Verplicht.")
    lines += [_what(sheet, column), _overdue(sheet, column)]
    if column.is_secret:
        lines.append("Alleen in de app te lezen en te wijzigen; typ hier niets.")
    elif column.is_protected:
        lines.append("Vult de app in; laat dit leeg in een nieuwe rij.")
    elif column.max_length:
        lines.append(f"Hoogstens {column.max_length} tekens.")
    return "\n".join(filter(None, lines))


def _what(sheet: type[Sheet], column: Column) -> str:
    match column.kind:
        case Kind.CHOICE | Kind.CHOICES:
            several = " (meer mogelijk, met ; ertussen)" if column.is_several else ""
            return f"Kies uit{several}: " + " · ".join(choice.value for choice in column.choices)
        case Kind.YES_NO:
            return "ja of nee."
        case Kind.DATE:
            return "Een datum, bijvoorbeeld 01-02-2022."
        case Kind.MOMENT if not column.is_protected:
            return "Een datum met tijd, bijvoorbeeld 01-02-2022 14:30."
        case Kind.WHOLE:
            return "Een heel getal."
        case Kind.NUMBER:
            return "Een getal, bijvoorbeeld 12 of 3,5."
        case Kind.REFERENCE if column.to is not None:
            return f"De code uit {_place(sheet, Source(column.to, SHEETS[column.to].key().name))}."
        case Kind.ORGANISATION:
            return f"De naam van een organisatie, uit {_place(sheet, _ORGANISATION)}."
        case Kind.ORGANISATIONS:
            where = _place(sheet, _ORGANISATION)
            return f"Namen van organisaties, uit {where}, met ; ertussen."
    return ""


def _place(sheet: type[Sheet], source: Source) -> str:
    """In words, with the workbook when that is another one."""
    to = SHEETS[source.sheet]
    other = "" if to.workbook == sheet.workbook else f" van {WORKBOOK_TITLES[to.workbook]}"
    return f"het blad {to.title}{other}, kolom {to.column(source.column).header}"


def _overdue(sheet: type[Sheet], column: Column) -> str:
    is_due = sheet.name in _DUE and _DUE[sheet.name][0] == column.name
    return "Vet en gekleurd: deze dag is voorbij en het is nog niet klaar." if is_due else ""


def _marks(sheet: type[Sheet]) -> tuple[Mark, ...]:
    marks = [
        Mark(column.name, *_PROGRESS[progress], text=progress.value)
        for column in sheet.columns
        if column.name == "progress"
        for progress in Progress
    ]
    if sheet.name in _DUE:
        column, until, done = _DUE[sheet.name]
        marks.append(Mark(column, *_AMBER, until=until, done=done))
    return tuple(marks)
