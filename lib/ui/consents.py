"""Consents on screen: what holds, withdrawing one, and who may see what because of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.measures.consents import ConsentState, consent_list, sharing, with_state, year_later
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
_HOLDS = (ConsentState.VALID, ConsentState.EXPIRING, ConsentState.EXPIRED, ConsentState.UNCLEAR)


def consents_section(page: Page, code: str) -> None:
    """The consents of one client on her page: `consents_section(page, code)`. Draw
    `undo_bar(page)` at the top of the page: a press here can be undone there."""
    consent_lines(page, consent_list(page.snapshot, page.today, code), _OF_CLIENT, place=code)
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
    """Consents as lines, with their state and what can be done there and then."""
    if not len(rows):
        st.caption(_("Nog geen toestemming vastgelegd."))
        return
    known = with_state(page.snapshot, page.today)
    states = dict(zip(known["consent_id"], known["state"], strict=True))

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


def organisations_sharing(page: Page) -> dict[str, int]:
    """Organisation → with how many clients' consents something may be shared with it now."""
    shared = sharing(page.snapshot, page.today)
    counts = shared.groupby("organisation", sort=True)["client_code"].nunique()
    return {str(name): int(count) for name, count in counts.items()}
