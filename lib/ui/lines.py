"""Lists as lines: what it is about, a link to the thing, and the fact that matters."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.schema.sheet import Sheet
from lib.snapshot import Snapshot
from lib.table import rows_of
from lib.ui.language import _
from lib.ui.navigation import CLIENT
from lib.ui.texts import escaped

Item = TypeVar("Item")
Row = Mapping[str, Any]
PAGE_SIZE = 20

# Colour stands beside the word, never instead of it.
BADGE_COLOURS = {
    "Goed contact": "green",
    "Wisselend contact": "orange",
    "Tijdelijk geen contact": "gray",
    "Geen contact": "red",
    "Intensief": "violet",
    "Licht (aanvullend)": "blue",
    "Licht (consultatief)": "gray",
    "Verlopen": "red",
    "Niemand gaat mee": "orange",
    "Op koers": "green",
    "Aandacht": "orange",
    "Loopt vast": "red",
    "Verschenen": "green",
    "Niet verschenen": "orange",
    "Geregeld": "green",
    "Verleend": "green",
    "Te laat": "orange",
    "Te lang niet gesproken": "orange",
    "Geldig": "green",
    "Herbevestigen": "orange",
    "Ingetrokken": "red",
    "Niet duidelijk": "orange",
}


def client_line(
    code: str,
    label: str,
    fact: str,
    badges: Sequence[str] = (),
    beside: Callable[[], None] | None = None,
) -> None:
    """One line about a client, leading to the client's page; `beside` draws what can be done
    there and then."""
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(CLIENT.file, label=f"**{escaped(label)}**", query_params={"client": code})
            for badge in badges:
                st.badge(escaped(badge), color=BADGE_COLOURS.get(badge, "gray"))  # type: ignore[arg-type]
            if beside is not None:
                beside()
        st.caption(escaped(fact))


def pending_badge(snapshot: Snapshot, sheet: str, key: str) -> None:
    """Marks a row whose last save is on this server but not in the sheet yet."""
    if (sheet, key) in snapshot.pending:
        st.badge(_("wordt verzonden"), icon=":material/cloud_upload:", color="orange")


def figure_line(name: str, value: str, source: str) -> None:
    """One figure: its value large, what it counts, and where it comes from."""
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{escaped(value)}** · {escaped(name)}")
        st.caption(escaped(source))


def section(title: str, count: int, nothing: str) -> bool:
    """A heading with its count; says `nothing` and is False when there is nothing to list."""
    st.subheader(f"{title} ({count})" if count else title, anchor=False)
    if not count:
        st.caption(f":material/check: {nothing}")
    return bool(count)


def paged(
    items: Sequence[Item], key: str, draw: Callable[[Item], None], size: int = PAGE_SIZE
) -> None:
    """Draw one page of a long list; only that page is sent to the browser."""
    slot, shown = _one_page(len(items), key, size)
    with slot:
        for item in items[shown]:
            draw(item)


def paged_rows(
    sheet: type[Sheet],
    rows: pd.DataFrame,
    key: str,
    draw: Callable[[Row], None],
    size: int = PAGE_SIZE,
) -> None:
    """The same for the rows of a frame, as plain values; only those of the page are read."""
    slot, shown = _one_page(len(rows), key, size)
    with slot:
        for row in rows_of(sheet, rows.iloc[shown]):
            draw(row)


def _one_page(count: int, key: str, size: int) -> tuple[DeltaGenerator, slice]:
    """Where the lines come, above the choice of a page, and which ones."""
    pages = max(1, -(-count // size))
    slot = st.container(gap="small")
    number = 1
    if pages > 1:
        number = min(st.pagination(pages, key=key), pages)
        st.caption(_("{count} regels, {size} per bladzijde").format(count=count, size=size))
    return slot, slice((number - 1) * size, number * size)
