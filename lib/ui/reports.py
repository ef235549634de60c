"""Reports of bottlenecks on screen: how one ended."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.access.policy import Action
from lib.schema.choices import ReportResult
from lib.ui.act import act
from lib.ui.language import _
from lib.ui.page import Page

Row = Mapping[str, Any]


def solve(page: Page, row: Row) -> None:
    """How a report ended, in one press; nothing for who may not, or when it has ended."""
    is_open = row["solved_on"] is None and row["result"] in (None, ReportResult.OPEN)
    if not is_open or not page.may(Action.CHANGE, "bottleneck_reports", row):
        return
    with st.popover(_("Opgelost"), icon=":material/check:"):
        for result in ReportResult:
            if result is not ReportResult.OPEN:
                act(
                    page,
                    result.value,
                    "bottleneck_reports",
                    row,
                    {"result": result.value, "solved_on": page.today},
                    _("De melding is afgerond: {result}.").format(result=result.value.lower()),
                )
