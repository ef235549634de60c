"""The one gate: exact results in, safe tables out.

All tables of a publication go through together, because a table can give away what another
hides. What readers know beside it counts: figures that were released, and every publication
before this one, also one that was withdrawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lib.disclosure.audit import Reader
from lib.disclosure.figures import Figures, fact_text, figures_of, statistic_text, sums_of
from lib.disclosure.pattern import GivenAway, Reason
from lib.disclosure.pattern import protected as protected_cells
from lib.disclosure.policy import Part
from lib.disclosure.safe_table import Mark, SafeTable, number_text
from lib.disclosure.system import Bounds, Cell, Rule, System
from lib.measures.result import Result

Tables = Mapping[str, SafeTable]


@dataclass(frozen=True)
class Knowledge:
    """What readers know beside this publication. `released` names cells that may be shown for
    a reason, an empty row or column stands for all of them; `earlier` are the tables of every
    publication before by reporting date, the oldest first."""

    released: tuple[Part, ...] = ()
    earlier: tuple[tuple[date, Tables], ...] = ()

    def is_released(self, part: Part) -> bool:
        return any(
            one.measure == part.measure
            and one.row in ("", part.row)
            and one.column in ("", part.column)
            for one in self.released
        )

    def last_number(self, part: Part, on: date | None = None) -> float | None:
        """The number that was last shown of a cell; only of the reporting date `on` if given."""
        for as_of, tables in reversed(self.earlier):
            if part.measure in tables and on in (None, as_of):
                number = tables[part.measure].number(part.row, part.column)
                if number is not None:
                    return number
        return None


@dataclass(frozen=True)
class Protected:
    """`values` are the exact counts; `hidden` says of every count that is not shown as a number
    why; `given_away` what readers can work out from what was released or shown before, whatever
    is hidden now."""

    tables: Tables
    values: Mapping[Part, int]
    hidden: Mapping[Part, Reason]
    given_away: tuple[GivenAway, ...]


def protected(results: Sequence[Result], knowledge: Knowledge, threshold: int) -> Protected:
    """NotPublishable when one of the measures has no policy."""
    every = [figures_of(result) for result in results]
    system = _system(every, knowledge, threshold)
    protection = protected_cells(system)
    arrows = _arrows(system, protection.hidden, knowledge, threshold)
    tables = {
        one.measure: SafeTable(
            one.measure,
            tuple(str(column) for column in one.table.columns),
            tuple(_row(one, row, protection.hidden, arrows) for row in one.rows()),
        )
        for one in every
    }
    values = {part: number for one in every for part, number in one.counts.items()}
    counted = sorted(values.keys() & protection.hidden.keys())  # without the rests of sums
    hidden = {part: protection.hidden[part] for part in counted}
    return Protected(tables, values, hidden, protection.given_away)


def _system(every: Sequence[Figures], knowledge: Knowledge, threshold: int) -> System:
    counts = {part: number for one in every for part, number in one.counts.items()}
    rules: dict[Cell, Rule] = {
        p: Rule(threshold, one.policy.zero_is_small) for one in every for p in one.counts
    }
    rests, sums = sums_of(every)
    rules |= dict.fromkeys(rests, Rule(threshold))
    as_of = {
        part: None if one.policy.per_month else one.as_of for one in every for part in one.counts
    }
    known, changed = {part for part in counts if knowledge.is_released(part)}, set()
    for part, number in counts.items():
        last = knowledge.last_number(part)
        if last is None or part in known:
            continue
        # The same count, not one that happens to be as large: readers put the two together.
        if knowledge.last_number(part, as_of[part]) == number:
            known.add(part)
        elif 0 < abs(number - last) < threshold:
            changed.add(part)
    values = {**rests, **dict[Cell, int](counts.items())}
    return System.of(values, sums, rules, known=known, forced={*changed, *rests})


def _arrows(
    system: System, hidden: Mapping[Cell, Reason], knowledge: Knowledge, threshold: int
) -> Mapping[Cell, Mark]:
    """The direction of cells that changed by less than the threshold, as far as saying it
    leaves every size of the change possible and gives nothing else away."""
    bounds: dict[Cell, Bounds] = {}
    marks: dict[Cell, Mark] = {}
    for part, why in hidden.items():
        last = knowledge.last_number(part) if isinstance(part, Part) else None
        if why is not Reason.CHANGE or last is None:
            continue
        was, is_more = int(last), system.values[part] > last
        low, high = (was + 1, was + threshold - 1) if is_more else (was - threshold + 1, was - 1)
        if low >= threshold:  # else the arrow would tell a small number
            marks[part] = Mark.MORE if is_more else Mark.FEWER
            bounds[part] = low, high
    shown = {*system.cells} - {*hidden}
    before = _leaking(Reader(system, shown)) if bounds else set()
    while bounds:
        reader = Reader(replace(system, bounds=bounds), shown)
        spans = reader.intervals([*bounds])
        told = {part for part, span in bounds.items() if spans[part] != span}
        leaks = _leaking(reader) - before - bounds.keys()
        if not told and not leaks:
            break
        # Which arrow gives a leak away is not worth finding out: then none is drawn.
        for part in told or set(bounds):
            del bounds[part], marks[part]
    return marks


def _leaking(reader: Reader) -> set[Cell]:
    return {cell for leak in reader.leaks() for cell in leak.cells}


def _row(
    one: Figures, row: Sequence[object], hidden: Mapping[Cell, Reason], arrows: Mapping[Cell, Mark]
) -> tuple[str, ...]:
    label = fact_text(row[0])
    cells = [label]
    for column, value in zip(list(one.table.columns)[1:], row[1:], strict=True):
        rests_on = one.policy.rests_on.get(column)
        part = Part(one.measure, label, rests_on or column)
        if rests_on:
            cells.append(Mark.HIDDEN if part in hidden else statistic_text(value))
        elif column not in one.policy.counts:
            cells.append(fact_text(value))
        elif part not in one.counts:
            cells.append(Mark.UNKNOWN)
        elif part in hidden:
            cells.append(arrows.get(part, Mark.HIDDEN))
        else:
            cells.append(number_text(one.counts[part]))
    return tuple(str(cell) for cell in cells)
