"""Tables as text, readable on a phone: too wide or too wordy becomes row by row."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.schema.choices import PROGRESS_SYMBOLS
from lib.ui.texts import MISSING, as_text, escaped

_WITH_SYMBOLS = {state.value: f"{state.value} {mark}" for state, mark in PROGRESS_SYMBOLS.items()}
_MAX_COLUMNS, _LONG_CELL = 4, 40


def show_table(values: pd.DataFrame, alt: str | None = None) -> None:
    """Draw a small table of values; nothing in it is taken for markup."""
    texts = {name: [as_text(value) for value in values[name]] for name in values}
    table = pd.DataFrame(texts).replace(_WITH_SYMBOLS)
    is_long = (table.map(len) > _LONG_CELL).any()
    if len(table.columns) > _MAX_COLUMNS or is_long.any():
        wordy = [str(name) for name in table.columns[1:] if is_long[name]]
        for row in table.to_dict("records"):
            _row({str(name): text for name, text in row.items()}, wordy)
    else:
        st.table(table.map(escaped), border="horizontal", hide_index=True, alt=alt)


def _row(row: dict[str, str], wordy: Sequence[str]) -> None:
    """`wordy` columns are written out; of several, each says which it is."""
    (_, first), *others = row.items()
    filled = [(name, text) for name, text in others if text != MISSING]
    with st.container(gap="xxsmall"):
        st.markdown(f"**{escaped(first)}**")
        for name, text in filled:
            if name in wordy:
                said = f"{name}: {text}" if len(wordy) > 1 else text
                st.markdown(escaped(said))
        short = [f"{name}: {text}" for name, text in filled if name not in wordy]
        if short:
            st.caption(escaped(" · ".join(short)))
