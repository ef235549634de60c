"""Knelpunten: the register of bottlenecks in the care landscape, and reports from practice."""

from functools import partial

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.bottlenecks import OPEN_PER_CATEGORY
from lib.schema.choices import BottleneckCategory
from lib.ui import bottlenecks, card, filters
from lib.ui.act import undo_bar
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Knelpunten"), Permission.SEE_PROGRESS)
register, reports = REGISTERS["bottlenecks"], REGISTERS["bottleneck_reports"]
if opened(page, register, reports, beneath=partial(bottlenecks.beneath, page)):
    st.stop()
undo_bar(page)
add(page, register, defaults={"since_on": page.today})
bottlenecks.report(page)
with filters.panel("categorie"):
    chosen = filters.choice(_("Categorie"), [c.value for c in BottleneckCategory], "categorie")
bottlenecks.register(page, chosen)
card.show(page.chart(OPEN_PER_CATEGORY))
bottlenecks.reports(page)
