"""Logging a contact, correcting one, and how a contact reads in a list."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.schema.choices import ContactKind
from lib.schema.workbook import SHEETS
from lib.ui import session
from lib.ui.form import RowForm
from lib.ui.language import _
from lib.ui.lines import paged_rows, pending_badge
from lib.ui.navigation import CONTACTS
from lib.ui.page import Page
from lib.ui.registers import REGISTERS
from lib.ui.texts import escaped, short_day

_CONTACTS = REGISTERS["contacts"]

Row = Mapping[str, Any]


def log_contact(page: Page, name: str, client_code: str | None = None) -> None:
    """The quick form: client, way, outcome, save. The rest has a first value or may be left.

    With a `client_code` the client is given; otherwise it is the one the URL asks for, or the
    last one somebody worked with.
    """
    fixed = {"worker": page.person.worker}
    asked = list(_CONTACTS.ask)
    if client_code is not None:
        fixed["client_code"] = client_code
        asked.remove("client_code")
    defaults = {
        "client_code": _asked_for(page) or session.last_client(),
        "held_on": page.today,
        "kind": ContactKind.UNPLANNED.value,
    }
    form = RowForm(
        page,
        name,
        "contacts",
        defaults=defaults,
        fixed=fixed,
        done=_("Contact vastgelegd."),
        after_save=lambda: session.last_client(form.state.values.get("client_code")),
    )
    form.draw(asked, more=_CONTACTS.more, submit=_("Contact vastleggen"))


def _asked_for(page: Page) -> str | None:
    code = st.query_params.get(session.CLIENT_PARAMETER)
    return code if code is not None and page.snapshot.row("clients", code) else None


def contact_lines(
    page: Page, contacts: pd.DataFrame, key: str, labels: Mapping[str, str] | None = None
) -> None:
    """Contacts as lines, a page at a time; notes are opened only for the lines on screen.
    Without `labels` the lines do not say whose they are: the page does."""

    def draw(row: Row) -> None:
        code = row["client_code"]
        _line(page, row, labels.get(code, code or "") if labels else "")

    paged_rows(SHEETS["contacts"], contacts, key, draw)


def _line(page: Page, row: Row, label: str) -> None:
    """When, with whom, how it went, the note, and the way to correct it."""
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            day = f"**{short_day(row['held_on'])}**"
            st.markdown(f"{day} · {escaped(label)}" if label else day, width="content")
            st.badge(row["outcome"] or _("uitkomst onbekend"), color="gray")
            pending_badge(page.snapshot, "contacts", row["contact_id"])
            if page.may(Action.CHANGE, "contacts", row):
                st.page_link(
                    CONTACTS.file,
                    label=_("Verbeteren"),
                    icon=":material/edit:",
                    query_params={session.ROW_PARAMETER: row["contact_id"]},
                )
        facts = [row["channel"], row["kind"], row["worker"]]
        if row["follow_up_on"] is not None:
            facts.append(_("vervolg op {day}").format(day=short_day(row["follow_up_on"])))
        st.caption(escaped(" · ".join(filter(None, facts))))
        if note := page.open_secret("contacts", row["contact_id"], "note", row["note"]):
            st.text(note)
