"""A measure on screen: its answer as title, the figure, source and date, and the table twin."""

import streamlit as st

from lib.charts import Chart, theme
from lib.ui.language import _
from lib.ui.table import show_table
from lib.ui.texts import escaped


def show(chart: Chart) -> None:
    """Draw a chart with every word around it; the table holds the same numbers."""
    with st.container(border=True, key=f"kaart_{chart.name}"):
        st.markdown(f"#### {escaped(chart.title)}")
        if chart.empty:
            st.caption(escaped(chart.empty))
        elif chart.figure is None:
            show_table(chart.table, chart.title)
        else:
            st.plotly_chart(chart.figure, key=chart.name, config=dict(theme.CONFIG), alt=chart.alt)
        st.caption(escaped(" · ".join(filter(None, [chart.source_line, chart.note]))))
        with st.expander(_("Tabel en uitleg") if chart.figure else _("Uitleg")):
            st.caption(escaped(chart.definition))
            if chart.figure is not None:
                show_table(chart.table, chart.title)
