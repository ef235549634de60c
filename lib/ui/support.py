"""Changing a client's intensity: one period closes and the next opens, in one save."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib.change import Change
from lib.errors import ChangeRefused
from lib.schema.problem import Problem
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
    # Who stands in for a colleague changes her client's support, not whose client she is.
    client = page.snapshot.row("clients", client_code) or {}
    form = RowForm(
        page,
        f"support:{client_code}",
        _SHEET,
        defaults={"from_on": page.today},
        fixed={"client_code": client_code, "case_manager": client.get("case_manager")},
        proposal=lambda state, values: _next_period(form.page, state, values),
        done=_("De nieuwe intensiteit is vastgelegd."),
        builds_on=current,
    )
    if seen := form.state.builds_on:
        st.caption(
            _("Loopt nu: {intensity}, sinds {day}. De oude periode wordt afgesloten.").format(
                intensity=seen["intensity"], day=short_day(seen["from_on"])
            )
        )
    form.draw(["intensity", "from_on", "approach", "consult_topics"], border=False)


def _next_period(page: Page, state: FormState, values: Values) -> Sequence[Change]:
    """What the person saw running is what is closed: whatever runs now is for the store."""
    current = state.builds_on
    if current is None or current["support_id"] == state.key or state.before is not None:
        return [page.propose(_SHEET, state.key, state.before, values)]
    key, starts_on = current["support_id"], values.get("from_on")
    if starts_on == current["from_on"]:
        # Begun on the same day: that period was a mistake, so what was filled in corrects it.
        filled = {name: value for name, value in values.items() if value not in (None, (), "")}
        return [page.propose(_SHEET, key, current, filled)]
    if starts_on is not None and starts_on < current["from_on"]:
        day = short_day(current["from_on"])
        sentence = _("Kies een dag na {day}, het begin van de lopende periode.").format(day=day)
        raise ChangeRefused([Problem(_SHEET, None, "from_on", "", "too_early", sentence)])
    closes = {"until_on": starts_on - timedelta(days=1)} if starts_on else {}
    closing = page.propose(_SHEET, key, current, closes)
    opening = page.propose(_SHEET, state.key, None, values, on_top_of=[closing])
    return [closing, opening]
