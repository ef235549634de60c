"""The chain through a Logboek: every line bears a mark of itself and of the line before it.

Whoever alters, removes, inserts or moves a line is noticed, and cannot make it fit without a
key of this installation. A chain cell reads `<number>:<key id>:<hex>`. After lines were cut
off the numbers go on from what this machine knows, so the gap stays to be seen.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lib.cipher import KEY_ID, Cipher
from lib.schema.cells import Cell, is_empty
from lib.schema.logbook import Logbook

CHAIN = Logbook.column("chain")
_COVERED = tuple(column.name for column in Logbook.columns if column is not CHAIN)
# One spelling per number, or a cell could be altered and still say the same.
_FORM = re.compile(rf"([1-9][0-9]{{0,14}}):{KEY_ID.pattern}:[0-9a-f]+")
_LINE_ID = re.compile(rf"{Logbook.prefix}-[0-9A-Z]{{1,20}}")


class Link(NamedTuple):
    """A chain cell; `text` is what the next line is chained to."""

    number: int
    text: str


class Line(NamedTuple):
    """A line as it stands in the sheet: its row and its cells by English column name."""

    row: int
    cells: Mapping[str, Cell]

    @property
    def line_id(self) -> str:
        """ "" when anything else stands there: it is shown to people."""
        cell = str(self.cells[Logbook.key().name])
        return cell if _LINE_ID.fullmatch(cell) else ""

    @property
    def link(self) -> Link | None:
        """None when nothing stands there, or something else than a link."""
        return link_of(self.cells[CHAIN.name])

    @property
    def is_bare(self) -> bool:
        return is_empty(self.cells[CHAIN.name])


class Note(NamedTuple):
    """The last line that this machine knows of; `row` is where to look first."""

    row: int
    line_id: str
    link: Link


class Break(NamedTuple):
    """Where the chain does not hold, and what happened there (Dutch)."""

    row: int
    line_id: str
    what: str


@dataclass(frozen=True)
class Report:
    """`missing` are headers; `bare` the rows above the chain, which nothing guards. `more`
    counts the breaks after the first; `whole_from` is the row from which on all fits again,
    None when there is no such row."""

    lines: int
    missing: tuple[str, ...]
    bare: tuple[int, ...]
    first: Break | None
    more: int
    whole_from: int | None

    @property
    def is_whole(self) -> bool:
        return self.first is None and not self.missing

    @property
    def sentences(self) -> list[str]:
        return sentences(self)


def start(workbook: str) -> Link:
    """What the first line of a workbook is chained to."""
    return Link(0, workbook)


def link_of(cell: Cell) -> Link | None:
    found = _FORM.fullmatch(cell) if isinstance(cell, str) else None
    return Link(int(found[1]), found[0]) if found else None


def chained(cells: Mapping[str, Cell], before: Link, cipher: Cipher) -> Link:
    """The link of a new line."""
    number = before.number + 1
    return Link(number, f"{number}:{cipher.mark(_data(number, before, cells))}")


def is_next(link: Link, cells: Mapping[str, Cell], before: Link, cipher: Cipher) -> bool:
    """Whether this line was written after that one, and is still as it was written."""
    return cipher.is_mark(_mark(link), _data(link.number, before, cells))


def lines_of(rows: Mapping[int, Sequence[Cell]], places: Mapping[str, int]) -> list[Line]:
    """Rows by their number, as lines; without those in which no column of ours holds anything."""
    blank: dict[str, Cell] = {column.name: "" for column in Logbook.columns}
    lines = []
    for number, row in rows.items():
        cells = blank | {name: row[at] for name, at in places.items() if at < len(row)}
        if not all(is_empty(cell) for cell in cells.values()):
            lines.append(Line(number, cells))
    return lines


def verified(
    workbook: str,
    rows: Mapping[int, Sequence[Cell]],
    places: Mapping[str, int],
    noted: Note | None,
    cipher: Cipher,
) -> Report:
    """What is wrong in a Logboek, from the first line to the last."""
    lines, bare, breaks = lines_of(rows, places), [], []
    walk, whole_from = _Walk(workbook, lines, cipher), None
    for line in lines:
        if line.is_bare and not walk.is_begun:
            bare.append(line.row)
        elif what := walk.fault(line):
            breaks.append(Break(line.row, line.line_id, what))
            whole_from = None
        else:
            whole_from = whole_from or line.row
    if noted and not walk.has(noted.link):
        breaks.append(Break(noted.row, noted.line_id, _cut_off(noted.link, walk.highest)))
    return Report(
        lines=len(lines),
        missing=tuple(c.header for c in Logbook.columns if c.name not in places),
        bare=tuple(bare),
        first=breaks[0] if breaks else None,
        more=max(len(breaks) - 1, 0),
        whole_from=whole_from if breaks else None,
    )


def sentences(report: Report) -> list[str]:
    """What a person reads of it, without any text of a line."""
    told = [f"{_lines(report.lines)}{', de keten is heel' if report.is_whole else ''}."]
    told += [f"De kop '{title}' ontbreekt. Zet die in rij 1." for title in report.missing]
    if CHAIN.header in report.missing:
        told.append(f"Zonder '{CHAIN.header}' krijgen nieuwe regels geen keten.")
    if report.bare:
        told.append(f"{_lines(len(report.bare))} zonder keten, vanaf rij {report.bare[0]}: "
            "met de hand geschreven, of van voor deze versie.")  # fmt: skip
    if report.first:
        row, line_id, what = report.first
        told.append(f"Rij {row}{f', regel {line_id}' if line_id else ''}: {what}.")
    if report.more:
        told.append(f"Daarna klopt het nog {report.more} keer niet.")
    if report.whole_from:
        told.append(f"Vanaf rij {report.whole_from} sluiten de regels op elkaar aan.")
    return told


class _Walk:
    """From line to line. After a break a line may go on from the last one that was right
    (something was put between), or from the broken one as it stands."""

    def __init__(self, workbook: str, lines: Sequence[Line], cipher: Cipher) -> None:
        self._cipher = cipher
        self._right = self._last = start(workbook)
        self._rows: dict[Link, list[int]] = {self._last: [1]}
        for line in lines:
            if line.link:
                self._rows.setdefault(line.link, []).append(line.row)
        self._is_explained = False

    @property
    def is_begun(self) -> bool:
        return self._last.number > 0

    @property
    def highest(self) -> int:
        return max(link.number for link in self._rows)

    def has(self, link: Link) -> bool:
        return link in self._rows

    def fault(self, line: Line) -> str:
        """What is wrong at this line, "" when it fits; goes one line on."""
        link, right, last = line.link, self._right, self._last
        if link is None:
            return _UNCHAINED if line.is_bare else f"de cel {CHAIN.header} is overschreven"
        self._last = link
        for before in dict.fromkeys((right, last)):
            if is_next(link, line.cells, before, self._cipher):
                self._right = max(right, link)
                return _removed(before, link)
        if self._is_explained:
            return "klopt niet"
        self._is_explained = True
        return self._cause(line, link, max(right, last))

    def _cause(self, line: Line, link: Link, before: Link) -> str:
        """Looks through all lines, so only the first break is worth it."""
        if not self._cipher.has_key(_mark(link)):
            return "gemaakt met een sleutel die hier niet is, dus niet te controleren"
        if others := [row for row in self._rows[link] if row != line.row]:
            return f"ingevoegd: dezelfde regel staat ook op rij {others[0]}"
        for other, rows in self._rows.items():
            if is_next(link, line.cells, other, self._cipher):
                return f"verplaatst, of iets ingevoegd: hoort meteen na rij {rows[0]}"
        return _removed(before, link) or "gewijzigd"


_UNCHAINED = f"zonder {CHAIN.header}: met de hand ingevoegd, of die cel is gewist"


def _removed(before: Link, link: Link) -> str:
    """Which numbers are missing between the two; "" when none."""
    first, last = before.number + 1, link.number - 1
    if last < first:
        return ""
    numbers = f"nummer {first}" if first == last else f"nummer {first} tot en met {last}"
    return f"hiervoor is verwijderd: {numbers}"


def _cut_off(noted: Link, highest: int) -> str:
    missing = noted.number - highest
    if missing > 1:
        return f"verwijderd, en met deze regel de laatste {missing}"
    return "verwijderd: de laatste regel die deze server schreef staat er niet meer"


def _lines(count: int) -> str:
    return "1 regel" if count == 1 else f"{count} regels"


def _mark(link: Link) -> str:
    return link.text.partition(":")[2]


def _data(number: int, before: Link, cells: Mapping[str, Cell]) -> bytes:
    """No two lines give the same bytes; an empty cell is as good as none."""
    stored = [_stored(cells[name]) for name in _COVERED]
    return json.dumps(["logboek", number, before.text, *stored]).encode()


def _stored(cell: Cell) -> str | bool | list[str] | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        # To the millisecond, as moments are read: no last bit of a double breaks a chain.
        return [f"{cell:.8f}"]
    return cell
