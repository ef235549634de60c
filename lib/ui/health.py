"""Problems of a Snapshot as tables a coordinator can work through."""

from collections.abc import Mapping

import pandas as pd

from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.a1 import column_letters
from lib.ui.language import _

_SHOWN_PER_SHEET = 100


def problem_tables(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """Sheet title → its first hundred problems: cell, what was found, what to do."""
    by_sheet: dict[str, list[Problem]] = {}
    for problem in snapshot.problems:
        by_sheet.setdefault(SHEETS[problem.sheet].title, []).append(problem)
    return {
        title: pd.DataFrame([_line(p, snapshot.positions) for p in problems[:_SHOWN_PER_SHEET]])
        for title, problems in by_sheet.items()
    }


def _line(problem: Problem, positions: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    return {
        _("Cel"): cell_name(problem, positions),
        _("Gevonden"): problem.text or "–",
        _("Wat is er aan de hand"): problem.sentence,
    }


def cell_name(problem: Problem, positions: Mapping[str, Mapping[str, int]]) -> str:
    """`C7`, `rij 7`, or the whole sheet."""
    if problem.row is None:
        return _("hele blad")
    place = positions.get(problem.sheet, {}).get(problem.column or "")
    if place is None:
        return _("rij {row}").format(row=problem.row)
    return f"{column_letters(place)}{problem.row}"
