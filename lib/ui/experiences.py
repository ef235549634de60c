"""What the women tell, by theme."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from lib.schema.choices import ExperienceTheme
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.register import lines
from lib.ui.registers import REGISTERS

SHAREABLE, INSIDE = _("Mag gedeeld worden"), _("Alleen binnen het team")


def periods(experiences: pd.DataFrame) -> list[str]:
    """The newest first."""
    return sorted(experiences["period"].dropna().unique(), reverse=True)


def chosen(
    experiences: pd.DataFrame, sharing: Collection[str], wanted: Collection[str]
) -> pd.DataFrame:
    """Nothing chosen means all."""
    if sharing:
        may = {SHAREABLE: True, INSIDE: False}
        experiences = experiences[experiences["may_be_shared"].isin([may[s] for s in sharing])]
    if wanted:
        experiences = experiences[experiences["period"].isin(wanted)]
    return experiences


def themes(page: Page, experiences: pd.DataFrame) -> None:
    """A heading per theme that has any, the newest period first."""
    ordered = experiences.sort_values("period", ascending=False)
    for theme in ExperienceTheme:
        rows = ordered[ordered["theme"].eq(theme)]
        if len(rows):
            st.subheader(f"{theme} ({len(rows)})", anchor=False)
            lines(page, REGISTERS["experiences"], rows, place=theme.name)
    lost = ordered[ordered["theme"].isna()]
    if len(lost):
        st.subheader(_("Thema onbekend"), anchor=False)
        lines(page, REGISTERS["experiences"], lost, place="?")
