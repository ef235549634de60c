"""Links with other parties: which went silent, and the meetings of each."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.measures.partner_links import overdue_links
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.register import Register, add, lines
from lib.ui.registers import REGISTERS
from lib.ui.texts import days_ago

Row = Mapping[str, Any]


def links(page: Page) -> None:
    """The ones silent for longest over what was agreed on top."""
    rows = overdue_links(page.snapshot, page.today)
    state = {key: (last, over) for key, last, over in
             zip(rows["link_id"], rows["last_met_on"], rows["days_over"], strict=True)}  # fmt: skip

    def pace(row: Row) -> None:
        last, over = state[row["link_id"]]
        if pd.isna(last):
            st.badge(_("Nog geen overleg"), color="orange", icon=":material/event_busy:")
            return
        if not pd.isna(over) and over > 0:
            late = _("1 dag te laat") if over == 1 else _("{days} dagen te laat")
            st.badge(late.format(days=over), color="orange", icon=":material/schedule:")
        st.caption(_("Laatste overleg: {when}").format(when=days_ago(last, page.today)))

    lines(page, REGISTERS["partner_links"], rows, pace)
    if not len(rows):
        st.info(
            _("Er zijn nog geen verbindingen. Voeg hierboven de eerste toe."),
            icon=":material/hub:",
        )


def meetings_of(page: Page, register: Register, row: Row) -> None:
    """Under one link: its agreements, and its meetings with the newest first."""
    if register.sheet != "partner_links":
        return
    key = row["link_id"]
    meetings = page.snapshot.table("partner_meetings")
    rows = meetings[meetings["link_id"].eq(key)].sort_values("held_on", ascending=False)
    st.subheader(_("Overleggen ({count})").format(count=len(rows)), anchor=False)
    log_meeting(page, key)
    if not len(rows):
        st.caption(_("Nog geen overleg vastgelegd."))
    lines(page, REGISTERS["partner_meetings"], rows, place=key)


def log_meeting(page: Page, link: str | None = None) -> None:
    """The form for a meeting today; with a `link` that one is given."""
    add(
        page,
        REGISTERS["partner_meetings"],
        defaults={"held_on": page.today},
        fixed={"link_id": link} if link else None,
        label=_("Overleg vastleggen"),
        place=link or "",
    )
