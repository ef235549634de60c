"""A measure on screen: its answer as title, the figure, source and date, and the table twin."""

import streamlit as st

from lib.charts import Chart, theme
from lib.schema.choices import PROGRESS_SYMBOLS
from lib.ui.language import _
from lib.ui.texts import shown_table


def show(chart: Chart) -> None:
    """Draw a chart with every word around it; the table holds the same numbers."""
    with st.container(border=True, key=f"kaart_{chart.name}"):
        st.markdown(f"#### {_plain(chart.title)}")
        if chart.empty:
            st.caption(_plain(chart.empty))
        elif chart.figure is None:
            _table(chart)
        else:
            st.plotly_chart(chart.figure, key=chart.name, config=dict(theme.CONFIG), alt=chart.alt)
        st.caption(_plain(" · ".join(filter(None, [chart.source_line, chart.note]))))
        with st.expander(_("Tabel en uitleg") if chart.figure else _("Uitleg")):
            st.caption(_plain(chart.definition))
            if chart.figure is not None:
                _table(chart)


def _table(chart: Chart) -> None:
    symbols = {state.value: f"{state.value} {mark}" for state, mark in PROGRESS_SYMBOLS.items()}
    st.table(
        shown_table(chart.table).replace(symbols),
        border="horizontal",
        hide_index=True,
        alt=chart.title,
    )


def _plain(text: str) -> str:
    """Titles may hold what people typed in a sheet: it is text, never markup."""
    for mark in r"\`*_{}[]<>()#+-.!|~$:":
        text = text.replace(mark, f"\\{mark}")
    return text
