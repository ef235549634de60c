"""Wishes for the loods and the huiskamer: by room, what is done but not told back first."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.schema.choices import Room, WishState
from lib.ui.act import act
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.register import lines
from lib.ui.registers import REGISTERS

_ENDED = (WishState.DONE, WishState.IMPOSSIBLE)
_ORDER = [WishState.DONE, WishState.IMPOSSIBLE, WishState.WORKING, WishState.AGREED,
          WishState.WANTED]  # fmt: skip


def headline(wishes: pd.DataFrame) -> str:
    """How far it is, and whether the women heard back of what ended."""
    ended = wishes[wishes["state"].isin(_ENDED)]
    done = int(wishes["state"].eq(WishState.DONE).sum())
    told = int(ended["told_back_on"].notna().sum())
    sentence = _("{done} van de {all} wensen zijn klaar.").format(done=done, all=len(wishes))
    if len(ended):
        heard = _("Van de {ended} die klaar zijn of niet kunnen, zijn er {told} teruggekoppeld.")
        sentence += " " + heard.format(ended=len(ended), told=told)
    return sentence


def rooms(page: Page) -> None:
    """A list per room: what ended and was not told back stands on top, then by priority."""
    wishes = page.snapshot.table("wishes")
    is_owed = wishes["state"].isin(_ENDED) & wishes["told_back_on"].isna()
    rank = wishes["state"].map({str(state): n for n, state in enumerate(_ORDER)})
    ordered = wishes.assign(owed=~is_owed, rank=rank).sort_values(["owed", "rank", "priority"])
    for room in Room:
        rows = ordered[ordered["room"].eq(room)]
        st.subheader(f"{room} ({len(rows)})", anchor=False)
        if not len(rows):
            st.caption(_("Nog geen wensen. Voeg er hierboven een toe."))
        lines(page, REGISTERS["wishes"], rows, lambda row: _acts(page, row), room)
    lost = ordered[ordered["room"].isna()]
    if len(lost):
        st.subheader(_("Ruimte onbekend"), anchor=False)
        lines(page, REGISTERS["wishes"], lost, place="?")


def _acts(page: Page, row: Mapping[str, Any]) -> None:
    if not page.may(Action.CHANGE, "wishes", row):
        return
    if row["state"] not in _ENDED:
        done = {"state": WishState.DONE.value, "done_on": page.today}
        act(page, _("Klaar"), "wishes", row, done, _("De wens staat op klaar."))
    elif row["told_back_on"] is None:
        told = {"told_back_on": page.today}
        act(
            page, _("Teruggekoppeld"), "wishes", row, told, _("Teruggekoppeld is vastgelegd."),
            icon=":material/record_voice_over:",
        )  # fmt: skip
