"""Consents on screen: what holds, withdrawing one, and who may see what because of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.measures.consents import ConsentState, consent_list, sharing, year_later
from lib.ui import filters
from lib.ui.act import act
from lib.ui.language import _
from lib.ui.lines import BADGE_COLOURS, PAGE_SIZE
from lib.ui.page import Page
from lib.ui.register import Register, add, lines
from lib.ui.registers import REGISTERS

Row = Mapping[str, Any]
_CONSENTS = REGISTERS["consents"]
_OF_CLIENT = replace(
    _CONSENTS, name="signed_on", facts=[f for f in _CONSENTS.facts if f != "signed_on"]
)
_SHARED = replace(_CONSENTS, facts=("purposes", "data_kinds", "signed_on", "reconfirm_on"))
_HOLDS = (ConsentState.VALID, ConsentState.EXPIRING, ConsentState.EXPIRED, ConsentState.UNCLEAR)


def consents_section(page: Page, code: str) -> None:
    """The consents of one client on her page: `consents_section(page, code)`. Draw
    `undo_bar(page)` at the top of the page: a press here can be undone there."""
    rows = consent_list(page.snapshot, page.today, code)
    if len(rows):
        consent_lines(page, rows, _OF_CLIENT, place=code)
    else:
        st.caption(_("Nog geen toestemming vastgelegd."))
    add_consent(page, code)


def add_consent(page: Page, code: str | None = None) -> None:
    """The form for a signed consent. Nothing is ticked beforehand: what she did not agree to
    is not in it."""
    add(
        page,
        _CONSENTS,
        defaults={"asked_by": page.person.worker, "reconfirm_on": year_later(page.today)},
        fixed={"client_code": code} if code else None,
        label=_("Ondertekende toestemming vastleggen"),
        place=code or "",
    )


def consent_lines(
    page: Page,
    rows: pd.DataFrame,
    register: Register = _CONSENTS,
    place: str = "",
    size: int = PAGE_SIZE,
) -> None:
    """Consents (`with_state`) as lines, with what can be done there and then."""
    states = dict(zip(rows["consent_id"], rows["state"], strict=True))

    def beside(row: Row) -> None:
        state = states[row["consent_id"]]
        st.badge(state, color=BADGE_COLOURS.get(state, "gray"))  # type: ignore[arg-type]
        if page.may(Action.CHANGE, "consents", row):
            _acts(page, row, state)

    lines(page, register, rows, beside, place, also=to_be_told, size=size)


def _acts(page: Page, row: Row, state: str) -> None:
    if state in _HOLDS:
        act(
            page,
            _("Intrekken"),
            "consents",
            row,
            {"withdrawn_on": page.today},
            _("De toestemming van {code} is ingetrokken.").format(code=row["client_code"]),
            icon=":material/block:",
            ask=_("Trekt {code} deze toestemming in? Delen stopt dan meteen.").format(
                code=row["client_code"]
            ),
        )
    elif to_be_told(row):
        act(
            page,
            _("Verwerkt"),
            "consents",
            row,
            {"processed_on": page.today},
            _("De intrekking van {code} is verwerkt.").format(code=row["client_code"]),
        )


def to_be_told(row: Row) -> str:
    """What is still to be done after a withdrawal; "" when nothing is."""
    if row["withdrawn_on"] is None or row["processed_on"] is not None:
        return ""
    parties = " · ".join(row["share_with"] or ()) or _("de organisaties op het formulier")
    return _("Verwerken: meld de intrekking aan {parties}").format(parties=parties)


def who_may_see_what(page: Page) -> None:
    """Per organisation with whose consent what may be shared with it now."""
    st.caption(
        _(
            "Dit volgt uit de toestemmingen die nu gelden. Van elke cliënt telt de laatst "
            "ondertekende toestemming, als geheel. Zij geldt niet meer als zij is ingetrokken, "
            "als de dag van herbevestigen voorbij is of als de cliënt is afgesloten."
        )
    )
    shared = sharing(page.snapshot, page.today)
    counts = shared.groupby("organisation", sort=True)["client_code"].nunique()
    if not len(counts):
        nothing = _("Er mag nu niets gedeeld worden: er is geen toestemming die geldt.")
        st.info(nothing, icon=":material/lock:")
        return
    labels = {str(name): _several(str(name), int(count)) for name, count in counts.items()}
    chosen = filters.code(_("Organisatie"), labels, "organisatie", first=next(iter(labels)))
    if chosen is not None:
        lines(page, _SHARED, shared[shared["organisation"].eq(chosen)], place="gedeeld")


def _several(organisation: str, count: int) -> str:
    clients = _("1 cliënt") if count == 1 else _("{count} cliënten").format(count=count)
    return f"{organisation} · {clients}"
