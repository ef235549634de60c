"""Overzicht: the figures of the whole team, in the order of the council memo."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures import catalogue
from lib.ui import card
from lib.ui.language import _
from lib.ui.live import today
from lib.ui.page import open_page
from lib.ui.texts import long_day

page = open_page(_("Overzicht"), Permission.SEE_TEAM_FIGURES, long_day(today()))

chapters = catalogue.chapters(page.snapshot.off)
chapter = st.pills(
    _("Onderwerp"),
    list(chapters),
    default="Doelgroep",
    required=True,
    key="onderwerp",
    bind="query-params",
    wrap=True,
)
for measure in chapters[chapter]:
    card.show(page.chart(measure))
