"""Cliënten: the caseload as a list, with filters in the URL."""

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.measures.caseload import caseload_list
from lib.schema.choices import ContactState, Intensity
from lib.ui import filters
from lib.ui.access import access_badges, glass_alerts, lending, offered_away, offers
from lib.ui.form import RowForm
from lib.ui.language import _
from lib.ui.lines import client_line, paged
from lib.ui.page import open_page
from lib.ui.texts import days_ago
from lib.ui.widgets import client_labels

page = open_page(_("Cliënten"), Permission.SEE_CASELOAD)
labels = client_labels(page)
borrowed = access_badges(page)
glass_alerts(page)
offers(page)
offered_away(page)

wanted = filters.search(_("Zoek op code of werknaam"))
with filters.panel("contact", "intensiteit", "afgesloten"):
    states = filters.choice(_("Contact"), [state.value for state in ContactState], "contact")
    intensities = filters.choice(_("Intensiteit"), [i.value for i in Intensity], "intensiteit")
    with_closed = filters.switch(_("Ook afgesloten cliënten"), "afgesloten")

chosen = (page.today, tuple(states), tuple(intensities), with_closed)
clients = page.remembered(
    ("caseload", *chosen), lambda: caseload_list(page.snapshot, *chosen).to_dict("records")
)
rows = [row for row in clients if wanted in labels[row["client_code"]].casefold()]

if rows:
    st.caption(_("{shown} van de {all} cliënten").format(shown=len(rows), all=len(labels)))
    paged(
        rows,
        "pagina_clienten",
        lambda row: client_line(
            row["client_code"],
            labels[row["client_code"]],
            _("Laatst gesproken: {when} · {zone}").format(
                when=days_ago(row["last_seen_on"], page.today), zone=row["zone_status"]
            ),
            [
                badge
                for badge in (
                    borrowed.get(row["client_code"]),
                    row["intensity"],
                    row["contact_state"],
                )
                if isinstance(badge, str)
            ],
        ),
    )
elif labels:
    st.info(
        _("Geen cliënt gevonden. Pas je zoekwoord of filters aan."),
        icon=":material/filter_alt_off:",
    )
else:
    st.info(_("Er staat nog geen cliënt op jouw naam."), icon=":material/group_off:")

new = {"case_manager": page.person.worker, "first_contact_on": page.today}
if page.may(Action.ADD, "clients", new):
    with st.expander(_("Cliënt toevoegen"), icon=":material/person_add:"):
        RowForm(
            page,
            "new_client",
            "clients",
            fixed=new,
            done=_("De cliënt staat in je caseload."),
        ).draw(
            ["alias", "zone_status", "contact_state"],
            more=["expert_involved", "care_from", "in_top15", "return_expected", "remark"],
            border=False,
        )
lending(page)
