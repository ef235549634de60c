"""What is different between two publications, from what both of them show and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lib.disclosure.safe_table import Mark, SafeTable, number_of, number_text
from lib.measures.published import MEASURES
from lib.publication.publication import CORRECTIONS, Publication

SAME = "="
_MINUS = "\u2212"


def change(now: str, before: str, threshold: int) -> str:
    """From two cells: "=", "+6", "−6", an arrow where the change is smaller than the threshold;
    empty where one of them shows no number."""
    if now in (Mark.MORE, Mark.FEWER):
        return now
    number, was = number_of(now), number_of(before)
    if number is None or was is None:
        return ""
    if number == was:
        return SAME
    if abs(number - was) < threshold:
        return Mark.MORE if number > was else Mark.FEWER
    return f"{'+' if number > was else _MINUS}{number_text(abs(number - was))}"


class Correction(NamedTuple):
    """A cell that a later publication of the same day shows otherwise; empty where it was not."""

    title: str
    row: str
    column: str
    was: str
    now: str


def corrections(now: Publication, before: Publication) -> list[Correction]:
    """Every cell of two publications of one reporting date that differs, in the order of the
    newer one; texts of topics are compared as cells without a row."""
    names = dict.fromkeys(n for n in (*now.tables, *before.tables) if n != CORRECTIONS)
    found = [c for name in names for c in _of_table(name, now, before)]
    for topic in dict.fromkeys([*now.texts, *before.texts]):
        was, text = before.texts.get(topic, ""), now.texts.get(topic, "")
        if was != text:
            found.append(Correction(topic, "", "Tekst", was, text))
    return found


def with_corrections(now: Publication, seen: Sequence[Publication]) -> Publication:
    """A publication with a table of what it says otherwise than the last one of its day; as it
    is when there was none. `seen` are all that were ever public, the oldest first."""
    before = [p for p in seen if p.as_of == now.as_of and p.key != now.key]
    if not before:
        return now
    rows = [
        (" · ".join(filter(None, (one.title, one.row, one.column))), one.was, one.now)
        for one in corrections(now, before[-1])
    ]
    table = SafeTable(CORRECTIONS, ("Wat", "Was", "Nu"), tuple(rows))
    return replace(now, tables={**now.tables, CORRECTIONS: table})


def _of_table(name: str, now: Publication, before: Publication) -> Iterator[Correction]:
    title = MEASURES[name].title if name in MEASURES else name
    cells, were = (dict(_cells(p.tables.get(name))) for p in (now, before))
    for row, column in dict.fromkeys([*cells, *were]):
        was, text = were.get((row, column), ""), cells.get((row, column), "")
        if was != text:
            yield Correction(title, row, column, was, text)


def _cells(table: SafeTable | None) -> Iterator[tuple[tuple[str, str], str]]:
    for row in table.rows if table else ():
        for column, text in zip(table.columns[1:], row[1:], strict=True):  # type: ignore[union-attr]
            yield (row[0], column), text
