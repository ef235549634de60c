"""Bottlenecks: the most pressing first, and what the team reports from practice."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.measures.bottlenecks import (
    MET,
    REPORT_WAITS,
    REPORTS_PER_MONTH,
    open_bottlenecks,
    pressing,
)
from lib.schema.choices import ReportResult
from lib.ui import card
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.register import Register, add, lines
from lib.ui.registers import REGISTERS
from lib.ui.reports import solve

Row = Mapping[str, Any]


def register(page: Page, categories: Collection[str]) -> None:
    """What is open, then folded what is solved; nothing chosen means every category."""
    rows, solved = page.remembered(("bottlenecks", page.today), lambda: _by_state(page))
    if categories:
        rows, solved = (part[part["category"].isin(categories)] for part in (rows, solved))
    overdue = set(rows.loc[rows["is_overdue"], "bottleneck_id"])

    def late(row: Row) -> None:
        if row["bottleneck_id"] in overdue:
            st.badge(_("Volgende stap te laat"), color="orange", icon=":material/schedule:")

    if not len(rows):
        st.info(_("Geen open knelpunten."), icon=":material/check_circle:")
    lines(page, REGISTERS["bottlenecks"], rows, late)
    if len(solved):
        with st.expander(_("Opgelost ({count})").format(count=len(solved))):
            lines(page, REGISTERS["bottlenecks"], solved, place="opgelost")


def _by_state(page: Page) -> tuple[pd.DataFrame, pd.DataFrame]:
    every = page.snapshot.table("bottlenecks")
    is_open = every.index.isin(open_bottlenecks(page.snapshot, page.today).index)
    return pressing(page.snapshot, page.today), every[~is_open]


def reports(page: Page) -> None:
    """The reports somebody may see, open ones first and the newest on top; others see figures."""
    if page.may(Action.READ, "bottleneck_reports"):
        st.subheader(_("Meldingen uit de praktijk"), anchor=False)
        rows = page.snapshot.table("bottleneck_reports")
        ordered = rows.assign(is_done=rows["solved_on"].notna())
        ordered = ordered.sort_values(["is_done", "reported_on"], ascending=[True, False])
        if not len(rows):
            st.caption(_("Nog geen meldingen van jou of over jouw cliënten."))
        lines(page, REGISTERS["bottleneck_reports"], ordered, lambda row: solve(page, row))
    if page.person.has(Permission.SEE_TEAM_FIGURES):
        st.subheader(_("Hoe vaak en hoe lang"), anchor=False)
        for measure in (MET, REPORTS_PER_MONTH, REPORT_WAITS):
            card.show(page.chart(measure))


def report(page: Page, bottleneck: str | None = None, client: str | None = None) -> None:
    """The form for "we ran into this today"; what is given is not asked."""
    given = {"reported_by": page.person.worker, "bottleneck_id": bottleneck, "client_code": client}
    add(
        page,
        REGISTERS["bottleneck_reports"],
        defaults={"reported_on": page.today, "result": ReportResult.OPEN.value},
        fixed={name: value for name, value in given.items() if value is not None},
        label=_("Knelpunt melden"),
        place=f"{bottleneck or ''}{client or ''}",
    )


def beneath(page: Page, register: Register, row: Row) -> None:
    """Under one bottleneck: how often the team met it, a report, and the actions about it."""
    if register.sheet != "bottlenecks":
        return
    key = row["bottleneck_id"]
    if page.may(Action.ADD, "bottleneck_reports"):
        report(page, bottleneck=key)
    actions = page.snapshot.table("actions")
    mine = actions[actions["belongs_to"].str.endswith(key).fillna(False).astype(bool)]
    if len(mine):
        st.subheader(_("Acties ({count})").format(count=len(mine)), anchor=False)
        lines(page, REGISTERS["actions"], mine.sort_values("due_on"), place=key)
