"""Changing a client's intensity: one period closes and the next opens, in one save."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib.change import Change
from lib.schema.workbook import SHEETS
from lib.table import row_values
from lib.ui.form import RowForm, Values
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.session import FormState
from lib.ui.texts import short_day

_SHEET = "support"


def change_intensity(page: Page, client_code: str, running: pd.DataFrame) -> None:
    """`running` is the open period of this client: one row or none."""
    current = row_values(SHEETS[_SHEET], running.iloc[0]) if len(running) else None
    defaults = {"from_on": page.today}
    fixed = {"client_code": client_code, "case_manager": page.person.worker}

    def proposal(state: FormState, values: Values) -> Sequence[Change]:
        return _next_period(page, state, values, current)

    form = RowForm(
        page,
        f"support:{client_code}",
        _SHEET,
        defaults=defaults,
        fixed=fixed,
        proposal=proposal,
        done=_("De nieuwe intensiteit is vastgelegd."),
    )
    if current is not None:
        st.caption(
            _("Loopt nu: {intensity}, sinds {day}. De oude periode wordt afgesloten.").format(
                intensity=current["intensity"], day=short_day(current["from_on"])
            )
        )
    form.draw(["intensity", "from_on", "approach", "consult_topics"], border=False)


def _next_period(
    page: Page, state: FormState, values: Values, current: Values | None
) -> Sequence[Change]:
    if current is None:
        return [page.propose(_SHEET, state.key, None, values)]
    key = current["support_id"]
    if values.get("from_on") == current["from_on"]:
        # Begun on the same day: that period was a mistake, so it is corrected.
        changed = {n: v for n, v in values.items() if n != "client_code"}
        return [page.propose(_SHEET, key, current, changed)]
    starts_on = values.get("from_on")
    closes = {"until_on": starts_on - timedelta(days=1)} if starts_on else {}
    closing = page.propose(_SHEET, key, current, closes)
    opening = page.propose(_SHEET, state.key, None, values, on_top_of=[closing])
    return [closing, opening]
