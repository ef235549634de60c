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
    # Plain lists: frames of texts take ten times as long, on every page with charts.
    texts = {str(name): [_text(value) for value in values[name].tolist()] for name in values}
    long = {name for name, column in texts.items() if any(len(t) > _LONG_CELL for t in column)}
    if len(texts) > _MAX_COLUMNS or long:
        wordy = [name for name in list(texts)[1:] if name in long]
        for row in zip(*texts.values(), strict=True):
            _row(dict(zip(texts, row, strict=True)), wordy)
    else:
        shown = {name: [escaped(text) for text in column] for name, column in texts.items()}
        st.table(pd.DataFrame(shown), border="horizontal", hide_index=True, alt=alt)


def _text(value: object) -> str:
    text = as_text(value)
    return _WITH_SYMBOLS.get(text, text)


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
