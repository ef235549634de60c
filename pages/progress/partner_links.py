"""Verbindingen: other parties, what was agreed, and when somebody last met."""

from functools import partial

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.partner_links import NETWORK
from lib.ui import card, partner_links
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Verbindingen"), Permission.SEE_PROGRESS)
links, meetings, parties = (
    REGISTERS[sheet] for sheet in ("partner_links", "partner_meetings", "organisations")
)
beneath = partial(partner_links.meetings_of, page)
if opened(page, links, meetings, parties, beneath=beneath):
    st.stop()

shown = st.pills(
    _("Onderwerp"),
    [_("Verbindingen"), _("Overleggen"), _("Organisaties")],
    default=_("Verbindingen"),
    required=True,
    key="lijst",
    bind="query-params",
    wrap=True,
)
if shown == _("Verbindingen"):
    partner_links.log_meeting(page)
    add(page, links)
    partner_links.links(page)
    card.show(page.chart(NETWORK))
elif shown == _("Overleggen"):
    partner_links.log_meeting(page)
    held = page.snapshot.table("partner_meetings").sort_values("held_on", ascending=False)
    lines(page, meetings, held)
    if not len(held):
        st.info(_("Er is nog geen overleg vastgelegd."), icon=":material/groups:")
else:
    st.caption(
        _("Schrijfwijzen tellen als dezelfde organisatie, zodat een grafiek haar niet splitst.")
    )
    add(page, parties)
    lines(page, parties, page.snapshot.table("organisations").sort_values("organisation_name"))
