"""A client's page: how it stands with her, her year in a picture, and what can be done."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib.access.policy import Action
from lib.charts import chart_of
from lib.measures.story import STORY, Standing, about, standing
from lib.measures.support import open_support
from lib.snapshot import Snapshot
from lib.ui import card, session
from lib.ui.closing import close_client, reopen_client
from lib.ui.contacts import log_contact
from lib.ui.form import RowForm
from lib.ui.language import _
from lib.ui.lines import BADGE_COLOURS, pending_badge
from lib.ui.page import Page
from lib.ui.support import change_intensity
from lib.ui.texts import MISSING, days_ago, escaped, short_day
from lib.ui.today import allowed_days

Row = Mapping[str, Any]
_STATE = ("zone_status", "contact_state", "return_expected", "alias", "expert_involved",
          "care_from", "in_top15", "remark")  # fmt: skip
_FACT_PX = 150  # two beside each other on a phone of 390 px


def her_rows(page: Page, code: str) -> Snapshot:
    """What this person may see, with no other client's rows."""
    return page.remembered(("her", code), lambda: about(page.snapshot, code))


def head(page: Page, client: Row, her: Snapshot) -> None:
    """How it stands with her today, at a glance."""
    code, today = client["client_code"], page.today
    now = page.remembered(("standing", code, today), lambda: standing(her, today, allowed_days()))
    name = page.open_secret("clients", code, "alias", client["alias"])
    with st.container(border=True):
        # Without an anchor: its address would hold the working name.
        st.subheader(f"{code} · {escaped(name)}" if name else code, anchor=False)
        _badges(page, client, now)
        with st.container(horizontal=True, gap="small"):
            for label, fact in _facts(page, client, now).items():
                st.markdown(f":small[:gray[{label}]]  \n{fact}", width=_FACT_PX)
        if more := _more(page, client):
            st.text("\n".join(f"{label}: {fact}" for label, fact in more.items()))


def _badges(page: Page, client: Row, now: Standing) -> None:
    late = _("Te lang niet gesproken") if now.is_unseen else None
    with st.container(horizontal=True, gap="small"):
        for badge in filter(None, (client["contact_state"], now.intensity, late)):
            st.badge(escaped(badge), color=BADGE_COLOURS.get(badge, "gray"))  # type: ignore[arg-type]
        pending_badge(page.snapshot, "clients", client["client_code"])


def _facts(page: Page, client: Row, now: Standing) -> dict[str, str]:
    """Label → what is so, as markup."""
    planned = [short_day(now.appointment_on), now.appointment_kind]
    follow_up = escaped(short_day(now.follow_up_on))
    if now.follow_up_on is not None and now.follow_up_on < page.today:
        follow_up += f" :orange-badge[{_('over datum')}]"
    permit = {_("Vergunning"): escaped(now.permit_step or MISSING)}
    return {
        _("Laatst gesproken"): escaped(days_ago(now.last_seen_on, page.today)),
        _("Volgende afspraak"): escaped(" · ".join(filter(None, planned))),
        _("Vervolg afgesproken"): follow_up,
        **(permit if page.may(Action.READ, "permits") else {}),
        _("Toestemming"): escaped(now.consent or _("niet vastgelegd")),
        _("Casemanager"): escaped(client["case_manager"] or MISSING),
        _("Ervaringsdeskundige"): _("betrokken") if client["expert_involved"] else MISSING,
        _("Zone"): escaped(client["zone_status"] or MISSING),
    }


def _more(page: Page, client: Row) -> dict[str, str]:
    code = client["client_code"]
    facts = {
        _("Zorg door"): ", ".join(client["care_from"] or ()),
        _("Ook in Top 15 & 15"): client["in_top15"],
        _("Eerste contact"): client["first_contact_on"] and short_day(client["first_contact_on"]),
        _("Verwacht terug"): client["return_expected"],
        _("Bijzonderheid"): page.open_secret("clients", code, "remark", client["remark"]),
    }
    return {label: fact for label, fact in facts.items() if fact}


def her_year(page: Page, client: Row, her: Snapshot) -> None:
    """The picture of the year up to today, or to the day she was closed."""
    last = min(page.today, client["closed_on"] or page.today)
    what = ("year", client["client_code"], last)
    card.show(page.remembered(what, lambda: chart_of(STORY.compute(her, last))))


def actions(page: Page, client: Row, her: Snapshot) -> None:
    """What can be done with her. Of a closed client only aftercare is logged; the rest comes
    back when she is opened again."""
    code = client["client_code"]
    if page.may(Action.ADD, "contacts", {"client_code": code, "worker": page.person.worker}):
        with st.expander(_("Contact vastleggen"), icon=":material/add_comment:"):
            log_contact(page, f"log:{code}", code)
    may_change = page.may(Action.CHANGE, "clients", client)
    if client["closed_on"] is not None:
        if may_change:
            reopen_client(page, client, her)
        return
    if may_change:
        _folded(
            _("Stand wijzigen"), ":material/edit:", f"client:{code}", _change_state(page, client)
        )
    if page.may(Action.ADD, "support", {"client_code": code}):
        _folded(
            _("Intensiteit wijzigen"),
            ":material/tune:",
            f"support:{code}",
            lambda: change_intensity(page, code, open_support(her, page.today)),
        )
    if may_change:
        _folded(
            _("Afsluiten"),
            ":material/logout:",
            f"close:{code}",
            lambda: close_client(page, client, her),
        )


def _change_state(page: Page, client: Row) -> Callable[[], None]:
    def draw() -> None:
        form = RowForm(page, f"client:{client['client_code']}", "clients", row=client)
        form.draw(_STATE, border=False)

    return draw


def _folded(label: str, icon: str, form: str, draw: Callable[[], None]) -> None:
    """A form that is only built once it is unfolded. From then on it stays, so that folding it
    again loses nothing typed."""
    box = st.expander(label, icon=icon, key=f"vak:{form}", on_change="rerun")
    if box.open or session.has_widgets(f"{form}:"):
        with box:
            draw()
