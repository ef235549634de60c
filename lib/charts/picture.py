"""What there is to draw of a published table, for every drawer alike: screen, Word, PDF, slides.

A picture holds what a SafeTable shows and nothing else: a cell that is not shown has no length,
no place in an order and no gap of its own size.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lib.disclosure.safe_table import SafeTable, number_of, safe
from lib.measures.permits import GRANTED_SO_FAR_ROW
from lib.publication.publication import Publication
from lib.schema.dates import from_text, short_month, spoken_day


@dataclass(frozen=True)
class Band:
    """A range or a target behind the bars; `low` equals `high` for a line."""

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class Bars:
    """One bar per label. `values` are None where nothing is shown; `texts` stand behind them."""

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    unit: str
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Stacks:
    """One bar per label, in parts of the same order."""

    labels: tuple[str, ...]
    parts: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Lines:
    """A line per name over the same points; None is a gap. `ticks` are the points in short, on
    two lines. `shades` are spans of places on the axis, in which something was going on."""

    points: tuple[str, ...]
    ticks: tuple[tuple[str, str], ...]
    lines: Mapping[str, tuple[float | None, ...]]
    shades: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True)
class Moment:
    label: str
    original: date | None
    target: date | None
    reached: date | None


@dataclass(frozen=True)
class Timeline:
    moments: tuple[Moment, ...]
    today: date


Picture = Bars | Stacks | Lines | Timeline


def picture_of(publication: Publication, name: str) -> Picture | None:
    """None where a table says it better, or where nothing in it can be drawn. TypeError when the
    table did not pass the gate."""
    table = safe(publication.tables[name])
    draw = _PICTURES.get(name)
    picture = draw(table, publication) if draw and table.rows else None
    if isinstance(picture, Bars) and not any(value is not None for value in picture.values):
        return None
    return picture


def trend(publications: Sequence[Publication], name: str) -> Lines | None:
    """The cells of one column over publications, the oldest first: numbers where they are shown.
    None for fewer than two publications, or where no number was ever shown."""
    held = [p for p in publications if name in p.tables]
    if len(held) < 2:
        return None
    tables = [safe(p.tables[name]) for p in held]
    labels = dict.fromkeys(label for table in tables for label in table.labels)
    column = tables[-1].columns[1]
    lines = {label: tuple(t.number(label, column) for t in tables) for label in labels}
    lines = {label: values for label, values in lines.items() if any(v is not None for v in values)}
    days = [p.as_of for p in held]
    ticks = tuple((f"{day.day} {short_month(day)}", str(day.year)) for day in days)
    return Lines(tuple(map(spoken_day, days)), ticks, lines) if lines else None


def _bars(table: SafeTable, _: Publication) -> Bars:
    texts = table.column(table.columns[1])
    return Bars(table.labels, tuple(map(number_of, texts)), texts, table.columns[1])


def _paired_bars(table: SafeTable, _: Publication) -> Bars:
    """A bar per cell of a table with several counts a row: parts of a stack that are not shown
    would have a size."""
    cells = [
        (f"{row[0]}: {column.lower()}", text)
        for row in table.rows
        for column, text in zip(table.columns[1:], row[1:], strict=True)
    ]
    texts = tuple(text for _, text in cells)
    return Bars(tuple(label for label, _ in cells), tuple(map(number_of, texts)), texts, "")


def _granted(table: SafeTable, publication: Publication) -> Bars:
    text = table.text(GRANTED_SO_FAR_ROW, "Vergunningen")
    bands = []
    expected = publication.tables.get("permits_expected")
    for row in expected.labels if expected else ():
        low, high = expected.number(row, "Laagst"), expected.number(row, "Hoogst")  # type: ignore[union-attr]
        if low is not None and high is not None:
            bands.append(Band(f"verwacht {low:g}–{high:g}", low, high))
    return Bars((GRANTED_SO_FAR_ROW,), (number_of(text),), (text,), "Vergunningen", tuple(bands))


def _stacks(table: SafeTable, _: Publication) -> Stacks:
    parts = {
        name: tuple(number_of(text) or 0.0 for text in table.column(name))
        for name in table.columns[1:]
    }
    return Stacks(table.labels, parts)


def _months(table: SafeTable, publication: Publication) -> Lines:
    lines = {name: tuple(map(number_of, table.column(name))) for name in table.columns[1:]}
    lines = {name: values for name, values in lines.items() if any(v is not None for v in values)}
    days = [from_text(f"1 {label}") for label in table.labels]
    ticks = tuple((short_month(day), str(day.year)) if day else ("", "") for day in days)
    return Lines(table.labels, ticks, lines, tuple(_shades(table, publication)))


def _shades(table: SafeTable, publication: Publication) -> list[tuple[str, float, float]]:
    """The closures, as places between the months of the table."""
    first = from_text(f"1 {table.labels[0]}")
    closures = publication.tables.get("closures")
    if first is None or closures is None:
        return []
    shades = []
    for begun, ended in zip(closures.labels, closures.column("Tot en met"), strict=True):
        low = _place(from_text(begun), first)
        high = _place(from_text(ended) or publication.as_of, first)
        if low is not None and high is not None:
            last = len(table.rows) - 0.5
            shades.append(("Zone gesloten", max(low, -0.5), min(high, last)))
    return [shade for shade in shades if shade[1] < shade[2]]


def _place(day: date | None, first: date) -> float | None:
    """The middle of the first month is 0, of the next one 1."""
    if day is None:
        return None
    months = (day.year - first.year) * 12 + day.month - first.month
    return months - 0.5 + (day.day - 1) / 31


def _timeline(table: SafeTable, publication: Publication) -> Timeline:
    moments = tuple(
        Moment(
            row[0],
            *(from_text(row[table.columns.index(c)])
              for c in ("Oorspronkelijk", "Streefdatum", "Behaald op")),
        )
        for row in table.rows
    )  # fmt: skip
    return Timeline(moments, publication.as_of)


_PICTURES: Mapping[str, Callable[[SafeTable, Publication], Picture]] = {
    "staffing": _stacks,
    "appearance": _paired_bars,
    "zone": _bars,
    "contact_state": _bars,
    "intensity": _bars,
    "channels_per_month": _months,
    "wishes": _stacks,
    "permits_granted_so_far": _granted,
    "permit_situation": _paired_bars,
    "bottleneck_waits": _bars,
    "waiting": _bars,
    "milestones": _timeline,
}
