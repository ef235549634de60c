"""Access to clients on screen: what is borrowed, offered, given, and opened in an emergency."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.caseload import break_glasses, valid_grants
from lib.access.policy import Action
from lib.schema.choices import GrantKind
from lib.schema.workbook import SHEETS
from lib.table import rows_of
from lib.ui import live
from lib.ui.grants import (
    SHEET,
    accept_button,
    break_glass,
    end_button,
    give_stand_in,
    offer_handover,
    review_button,
)
from lib.ui.language import _
from lib.ui.lines import paged, pending_badge, section
from lib.ui.page import Page
from lib.ui.texts import escaped, short_day, until_text

_ALERT_DAYS = 7
Row = Mapping[str, Any]
Grants = list[tuple[dict[str, Any], Any]]
"""Rows of Toegang, each with the moment it ends by itself. What time makes of them is asked
every time; the frames are gone through once per Snapshot."""


def access_badges(page: Page) -> dict[str, str]:
    """Client code → why this person may open a client of somebody else, and until when."""
    now = live.clock()
    reached = {
        GrantKind.STAND_IN.value: page.caseload.stood_in,
        GrantKind.BREAK_GLASS.value: page.caseload.glass,
    }
    return {
        row["client_code"]: f"{row['kind']} {until_text(ends_at, page.today)}"
        for row, ends_at in page.remembered("grants to me", lambda: _to_me(page))
        if row["from_at"] <= now < ends_at and row["client_code"] in reached.get(row["kind"], ())
    }


def _to_me(page: Page) -> Grants:
    """What this person was given and that ends by itself; what ends last counts."""
    grants = valid_grants(page.snapshot)
    mine = grants[grants["worker"].eq(page.person.worker or "") & grants["from_at"].notna()]
    return _rows(mine[mine["ends_at"].notna()].sort_values("ends_at"))


def glass_alerts(page: Page) -> None:
    """Tells a case manager which of their own clients was opened in an emergency, for a week."""
    since = live.clock() - timedelta(days=_ALERT_DAYS)
    opened = page.remembered("glass of own clients", lambda: _opened(page))
    lines = [escaped(_alert(page, row)) for row, _ends_at in opened if row["from_at"] > since]
    if lines:
        st.warning("\n\n".join(lines), icon=":material/emergency_home:")


def _opened(page: Page) -> Grants:
    grants = break_glasses(page.snapshot)
    is_own = grants["client_code"].isin(page.caseload.own) & grants["from_at"].notna()
    return _rows(grants[is_own].sort_values("from_at", ascending=False))


def _alert(page: Page, row: Row) -> str:
    return _("{who} opende {code} met noodinzage op {day} om {time}: {reason}").format(
        who=row["worker"] or _("Iemand"),
        code=row["client_code"],
        day=short_day(row["from_at"]),
        time=f"{row['from_at']:%H:%M}",
        reason=page.open_secret(SHEET, row["grant_id"], "reason", row["reason"]) or _("geen reden"),
    )


def offers(page: Page) -> None:
    """Clients that this person is asked to take over."""
    now = live.clock()
    for row, until_at in page.remembered("offers", lambda: _rows(_offered(page))):
        if until_at <= now:
            continue
        with st.container(border=True, gap="xsmall"):
            st.markdown(
                _("**{who}** vraagt je om **{code}** over te nemen.").format(
                    who=escaped(row["given_by"]), code=escaped(row["client_code"])
                )
            )
            _reason(page, row)
            with st.container(horizontal=True):
                accept_button(page, row)
                end_button(page, row, _("Weigeren"), _("Je hebt de overdracht geweigerd."))


def offered_away(page: Page) -> None:
    """Clients that this person asked a colleague to take over, who has not answered."""
    for row, ends_at in _given(page):
        if row["kind"] == GrantKind.HANDOVER:
            _given_line(page, row, ends_at)


def lending(page: Page) -> None:
    """Giving a stand-in for some or all own clients, and opening somebody else's client."""
    if not page.may(Action.ADD, SHEET):
        return
    if page.caseload.own:
        with st.expander(_("Vervanging geven"), icon=":material/group_add:"):
            give_stand_in(page, "stand_in", _chosen_clients(page))
    with st.expander(_("Andere cliënt openen (noodinzage)"), icon=":material/emergency_home:"):
        break_glass(page)


def borrowed_notice(page: Page, client: Row) -> None:
    """On top of the page of somebody else's client: why it is open, and until when."""
    code = client["client_code"]
    if badge := access_badges(page).get(code):
        said = f"{badge}."
        if code in page.caseload.glass:
            said += " " + _("Je mag lezen en een contact vastleggen. Haar casemanager ziet dit.")
        st.info(escaped(said), icon=":material/schedule:")


def access_section(page: Page, client: Row) -> None:
    """ "Vervanging of overdracht" of one client, for her own case manager: what was given and
    what can be."""
    code = client["client_code"]
    if code not in page.caseload.own or not page.may(Action.ADD, SHEET):
        return
    with st.expander(_("Vervanging of overdracht"), icon=":material/swap_horiz:"):
        for row, ends_at in _given(page):
            if row["client_code"] == code:
                _given_line(page, row, ends_at)
        ways = [GrantKind.STAND_IN.value, GrantKind.HANDOVER.value]
        way = st.segmented_control(
            _("Wat wil je regelen?"), ways, default=ways[0], required=True, key=f"way:{code}"
        )
        if way == GrantKind.STAND_IN:
            give_stand_in(page, f"stand_in:{code}", [code])
        else:
            offer_handover(page, code)


def review_list(page: Page) -> None:
    """Every break-glass, not yet reviewed first."""
    grants = break_glasses(page.snapshot)
    reviewed = grants["is_reviewed"]
    for title, some, nothing, key in (
        (_("Nog te beoordelen"), grants[~reviewed], _("Alles is beoordeeld."), "pagina_open"),
        (_("Beoordeeld"), grants[reviewed], _("Nog niets."), "pagina_beoordeeld"),
    ):
        if section(title, len(some), nothing):
            paged(_rows(some), key, lambda item: _review_line(page, *item))


def _review_line(page: Page, row: Row, ends_at: pd.Timestamp) -> None:
    monday = page.today - timedelta(days=page.today.weekday())
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            who = f"{row['worker'] or _('onbekend')} · {row['client_code'] or _('onbekend')}"
            st.markdown(f"**{escaped(who)}**", width="content")
            if row["from_at"] is not None and row["from_at"].date() >= monday:
                st.badge(_("deze week"), color="blue")
            pending_badge(page.snapshot, SHEET, row["grant_id"])
        st.caption(escaped(_span(row, ends_at)))
        _reason(page, row)
        if row["reviewed_on"] is not None:
            words = _("Beoordeeld op {day} door {who}")
            day, reviewer = short_day(row["reviewed_on"]), row["reviewed_by"] or _("onbekend")
            st.caption(f":material/check: {escaped(words.format(day=day, who=reviewer))}")
        elif page.may(Action.CHANGE, SHEET, row):
            review_button(page, row)


def _given_line(page: Page, row: Row, ends_at: pd.Timestamp) -> None:
    """Something the case manager gave and can take back."""
    is_offer = row["kind"] == GrantKind.HANDOVER
    words = (
        _("{who} is gevraagd om {code} over te nemen.")
        if is_offer
        else _("{who} vervangt je bij {code}.")
    )
    with st.container(border=True, gap="xxsmall"):
        st.markdown(escaped(words.format(who=row["worker"], code=row["client_code"])))
        st.caption(escaped(_span(row, ends_at)))
        pending_badge(page.snapshot, SHEET, row["grant_id"])
        if is_offer:
            end_button(page, row, _("Intrekken"), _("De overdracht is ingetrokken."))
        else:
            end_button(page, row, _("Beëindigen"), _("De vervanging is beëindigd."))


def _given(page: Page) -> Grants:
    """What counts now or later of stand-ins and offers for the person's own clients."""
    now = live.clock()
    return [
        (row, ends_at)
        for row, ends_at in page.remembered("grants given", lambda: _ever_given(page))
        if not ends_at <= now
    ]


def _ever_given(page: Page) -> Grants:
    grants = valid_grants(page.snapshot)
    is_given = grants["client_code"].isin(page.caseload.own)
    is_given &= grants["kind"].ne(GrantKind.BREAK_GLASS)
    return _rows(grants[is_given].sort_values("from_at"))


def _offered(page: Page) -> pd.DataFrame:
    """Offers to this person, also those that ended. Whether the giver still has the say the
    caseload knows: the client herself is not to be seen here."""
    grants = page.snapshot.table(SHEET)
    is_mine = grants["worker"].eq(page.person.worker or "")
    is_offer = grants["kind"].eq(GrantKind.HANDOVER) & is_mine & grants["accepted_at"].isna()
    return grants[is_offer & grants["client_code"].isin(page.caseload.offered)]


def _chosen_clients(page: Page) -> list[str]:
    clients = page.snapshot.table("clients")
    is_mine = clients["client_code"].isin(page.caseload.own) & clients["closed_on"].isna()
    own = sorted(clients.loc[is_mine, "client_code"])
    if st.toggle(_("Al je cliënten ({count})").format(count=len(own)), value=True, key="all_own"):
        return own
    aliases = page.aliases()
    return st.multiselect(
        _("Cliënten"),
        own,
        key="some_own",
        format_func=lambda code: f"{code} · {aliases[code]}" if code in aliases else code,
        placeholder=_("Kies een of meer…"),
    )


def _rows(grants: pd.DataFrame) -> Grants:
    """Plain rows, each with the moment it ends by itself."""
    ends = grants["ends_at"] if "ends_at" in grants else grants["until_at"]
    return list(zip(rows_of(SHEETS[SHEET], grants), ends, strict=True))


def _span(row: Row, ends_at: Any) -> str:
    begins_at = row["from_at"]
    begin = "–" if begins_at is None else f"{begins_at:%d-%m-%Y %H:%M}"
    if pd.isna(ends_at):
        return _("Sinds {begin}").format(begin=begin)
    is_one_day = begins_at is not None and begins_at.date() == ends_at.date()
    end = f"{ends_at:%H:%M}" if is_one_day else f"{ends_at:%d-%m-%Y %H:%M}"
    return _("{begin} tot {end}").format(begin=begin, end=end)


def _reason(page: Page, row: Row) -> None:
    if reason := page.open_secret(SHEET, row["grant_id"], "reason", row["reason"]):
        st.text(reason)
