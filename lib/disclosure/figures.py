"""The figures of a publication before the gate: texts of facts, counts by cell, their sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lib.disclosure.policy import LINKS, POLICIES, Part, Policy
from lib.disclosure.safe_table import Mark, number_text
from lib.disclosure.system import Cell, Sum
from lib.errors import NotPublishable
from lib.measures.result import Result


@dataclass(frozen=True)
class Figures:
    """One result, cut to what its policy lets out. `counts` maps every cell that counts to its
    number; a cell that could not be counted is not in it."""

    measure: str
    as_of: date
    policy: Policy
    table: pd.DataFrame
    counts: Mapping[Part, int]

    def rows(self) -> list[tuple[Any, ...]]:
        return list(self.table.itertuples(index=False, name=None))


def figures_of(result: Result) -> Figures:
    """NotPublishable when the measure has no policy: what nobody thought about stays inside."""
    name = result.measure.name
    policy = POLICIES.get(name)
    if policy is None:
        raise NotPublishable(result.measure.title)
    label = str(result.table.columns[0])
    let_out = {label, *policy.counts, *policy.rests_on, *policy.facts}
    table = result.table[[column for column in result.table.columns if column in let_out]]
    if policy.rows:
        table = _with_rows(table, policy)
    if policy.per_month:
        table = _whole_months(table, result.as_of)
    return Figures(name, result.as_of, policy, table, _counts(name, policy, table))


def _with_rows(table: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    label = str(table.columns[0])
    rows = table.set_index(label).reindex(pd.Index(policy.rows, name=label))
    counts = [name for name in policy.counts if name in rows]
    return rows.assign(**{name: rows[name].fillna(0) for name in counts}).reset_index()


def _whole_months(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Without the month that still runs: its counts would differ in the next publication."""
    is_over = pd.Timestamp(as_of).days_in_month == as_of.day
    return table if is_over else table.iloc[:-1]


def _counts(name: str, policy: Policy, table: pd.DataFrame) -> dict[Part, int]:
    labels = [str(label) for label in table.iloc[:, 0]]
    return {
        Part(name, label, column): int(value)
        for column in policy.counts
        if column in table
        for label, value in zip(labels, table[column], strict=True)
        if pd.notna(value)
    }


def sums_of(figures: Sequence[Figures]) -> tuple[dict[Cell, int], list[Sum]]:
    """The sums that readers know between tables, with what is left of a total that the parts do
    not reach (women of whom the part is not recorded) as a cell that is never shown."""
    counts = {part: number for one in figures for part, number in one.counts.items()}
    rests: dict[Cell, int] = {}
    sums = []
    for link in LINKS:
        parts = [p for p in counts if (p.measure, p.column) == (link.measure, link.column)]
        if link.total not in counts or not parts:
            continue
        rest = counts[link.total] - sum(counts[part] for part in parts)
        if rest:
            left = Part(link.measure, "", link.column)
            rests[left] = rest
            parts.append(left)
        sums.append(Sum(link.total, tuple(parts)))
    return rests, sums


def fact_text(value: Any) -> str:
    """A fact as it is frozen: 01-02-2022, a decimal comma; empty for missing."""
    match value:
        case tuple():
            return ", ".join(str(part) for part in value)
        case pd.Timestamp() | date() if not pd.isna(value):
            return f"{value:%d-%m-%Y}"
        case bool():
            return "ja" if value else "nee"
        case str():
            return value
    return "" if pd.isna(value) else number_text(float(value))


def statistic_text(value: Any) -> str:
    return Mark.NOT_APPLICABLE.value if pd.isna(value) else number_text(float(value))
