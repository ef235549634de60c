"""The parts of a client's page that only show."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.schema.workbook import SHEETS
from lib.table import plain
from lib.ui.language import _
from lib.ui.lines import BADGE_COLOURS, pending_badge
from lib.ui.page import Page
from lib.ui.table import show_table
from lib.ui.texts import escaped, short_day


def state_card(page: Page, client: Mapping[str, Any], running: pd.DataFrame) -> None:
    """How it stands with this client today."""
    code = client["client_code"]
    name = page.open_secret("clients", code, "alias", client["alias"])
    with st.container(border=True):
        # Without an anchor: its address would hold the working name.
        st.subheader(f"{code} · {escaped(name)}" if name else code, anchor=False)
        with st.container(horizontal=True, gap="small"):
            badges = [client["contact_state"], *running["intensity"].dropna()]
            for badge in filter(None, badges):
                st.badge(badge, color=BADGE_COLOURS.get(badge, "gray"))  # type: ignore[arg-type]
            pending_badge(page.snapshot, "clients", code)
        remark = page.open_secret("clients", code, "remark", client["remark"])
        facts = {
            _("Zone"): client["zone_status"],
            _("Casemanager"): client["case_manager"],
            _("Ervaringsdeskundige"): _("betrokken") if client["expert_involved"] else None,
            _("Zorg door"): ", ".join(client["care_from"] or ()),
            _("Eerste contact"): short_day(client["first_contact_on"]),
            _("Verwacht terug"): client["return_expected"],
            _("Bijzonderheid"): remark,
        }
        st.text("\n".join(f"{name}: {fact}" for name, fact in facts.items() if fact))


def support_table(periods: pd.DataFrame) -> None:
    columns = ["intensity", "approach", "consult_topics", "from_on", "until_on"]
    _table("support", periods, columns, _("Nog geen periode van begeleiding."))


def appointments_table(rows: pd.DataFrame) -> None:
    columns = ["planned_on", "kind", "provider", "accompanied_by", "outcome"]
    _table("appointments", rows, columns, _("Nog geen afspraken."))


def consents_table(rows: pd.DataFrame) -> None:
    columns = ["signed_on", "purposes", "share_with", "reconfirm_on", "withdrawn_on"]
    _table("consents", rows, columns, _("Nog geen toestemming vastgelegd."))


def _table(sheet: str, rows: pd.DataFrame, names: list[str], nothing: str) -> None:
    if not len(rows):
        st.caption(nothing)
        return
    columns = [SHEETS[sheet].column(name) for name in names]
    show_table(
        pd.DataFrame({c.header: [plain(c, value) for value in rows[c.name]] for c in columns})
    )
