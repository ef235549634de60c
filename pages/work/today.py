"""Vandaag: who has not been seen for how long, follow-ups, appointments, consents."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures import worklist
from lib.ui.access import glass_alerts
from lib.ui.language import _
from lib.ui.lines import client_line, paged, section
from lib.ui.live import today
from lib.ui.navigation import CONTACTS
from lib.ui.page import open_page
from lib.ui.texts import days_ago, long_day, short_day
from lib.ui.widgets import client_labels

page = open_page(_("Vandaag"), Permission.SEE_CASELOAD, long_day(today()))
labels = client_labels(page)
glass_alerts(page)
if labels:
    st.page_link(CONTACTS.file, label=_("Contact vastleggen"), icon=":material/add_comment:")

unseen = worklist.unseen(page.snapshot, page.today)
follow_ups = worklist.follow_ups_due(page.snapshot, page.today)
ahead = worklist.appointments_ahead(page.snapshot, page.today)
consents = worklist.consents_expiring(page.snapshot, page.today)

if section(_("Te lang niet gesproken"), len(unseen), _("Iedereen is op tijd gesproken.")):
    paged(
        unseen.to_dict("records"),
        "pagina_gesproken",
        lambda row: client_line(
            row["client_code"],
            labels[row["client_code"]],
            _("Laatst gesproken: {when} · afgesproken is om de {days} dagen").format(
                when=days_ago(row["last_seen_on"], page.today), days=row["allowed_days"]
            ),
            [row["intensity"]] if isinstance(row["intensity"], str) else [],
        ),
    )

if section(_("Vervolg afgesproken"), len(follow_ups), _("Geen vervolg tot en met 7 dagen.")):
    paged(
        follow_ups.to_dict("records"),
        "pagina_vervolg",
        lambda row: client_line(
            row["client_code"],
            labels[row["client_code"]],
            _("Vervolg op {day}, na het contact van {held}").format(
                day=short_day(row["follow_up_on"]), held=short_day(row["held_on"])
            ),
            [_("Over datum")] if row["is_overdue"] else [],
        ),
    )

if section(_("Afspraken komende week"), len(ahead), _("Geen afspraken in de komende 7 dagen.")):
    paged(
        ahead.to_dict("records"),
        "pagina_afspraken",
        lambda row: client_line(
            row["client_code"],
            labels[row["client_code"]],
            " · ".join(
                [short_day(row["planned_on"])]
                + [row[name] for name in ("kind", "provider") if isinstance(row[name], str)]
            ),
            [
                _("{worker} gaat mee").format(worker=row["accompanied_by"])
                if isinstance(row["accompanied_by"], str)
                else _("Niemand gaat mee")
            ],
        ),
    )

if section(_("Toestemming herbevestigen"), len(consents), _("Niets binnen 30 dagen.")):
    paged(
        consents.to_dict("records"),
        "pagina_toestemmingen",
        lambda row: client_line(
            row["client_code"],
            labels[row["client_code"]],
            _("Herbevestigen voor {day}, ondertekend op {signed}").format(
                day=short_day(row["reconfirm_on"]), signed=short_day(row["signed_on"])
            ),
            [_("Verlopen")] if row["is_expired"] else [],
        ),
    )
