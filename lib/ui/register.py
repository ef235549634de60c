"""The rows of a sheet on a page: a list, one row opened from it, and a form for a new one.

What a list shows and a form asks stands in `registers.py`, once per sheet; a page says which
rows, and what else belongs beside them.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.schema.cells import to_text
from lib.schema.choices import PROGRESS_SYMBOLS
from lib.schema.column import Column, Kind
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.ui import session
from lib.ui.filters import PART_PARAMETER
from lib.ui.form import RowForm
from lib.ui.history import history
from lib.ui.language import _
from lib.ui.lines import BADGE_COLOURS, PAGE_SIZE, paged_rows, pending_badge
from lib.ui.navigation import CLIENT, Entry
from lib.ui.page import Page
from lib.ui.texts import escaped
from lib.ui.widgets import reference_label

Row = Mapping[str, Any]
# What fits as a link on a phone of 390 px.
_LINK_CHARS = 36
_TITLED = ("bottlenecks", "partner_links", "clients")


@dataclass(frozen=True)
class Register:
    """How the rows of one sheet read and are filled in; columns by their English names.

    `thing` is one row in a word; `name` the column a line is called by, `badges` and `facts`
    stand beside it, `texts` are written out under it. A form asks `ask`, and `more` folded away.
    """

    sheet: str
    entry: Entry
    thing: str
    name: str
    ask: Sequence[str]
    more: Sequence[str] = ()
    badges: Sequence[str] = ()
    facts: Sequence[str] = ()
    texts: Sequence[str] = ()

    @property
    def schema(self) -> type[Sheet]:
        return SHEETS[self.sheet]

    def key_of(self, row: Row) -> str:
        return str(row[self.schema.key().name])

    def client_of(self, row: Row) -> str | None:
        """Whose row it is; None for a row of no client."""
        code: str | None = row.get(self.schema.client_column or "")
        return code


def lines(
    page: Page,
    register: Register,
    rows: pd.DataFrame,
    beside: Callable[[Row], None] | None = None,
    place: str = "",
    also: Callable[[Row], str] | None = None,
    size: int = PAGE_SIZE,
) -> None:
    """Rows of a frame as lines that open the row, `size` of them at a time; `beside` draws
    what can be done with a row there and then, `also` says what is not in a column of it.
    `place` tells lists of one sheet apart."""

    paged_rows(
        register.schema,
        rows,
        f"pagina_{register.sheet}{place}",
        lambda row: line(page, register, row, beside, also),
        size,
    )


def line(
    page: Page,
    register: Register,
    row: Row,
    beside: Callable[[Row], None] | None = None,
    also: Callable[[Row], str] | None = None,
) -> None:
    name = _shown(page, register, row, register.name) or register.thing
    is_long = len(name) > _LINK_CHARS
    with st.container(border=True, gap="xxsmall"):
        if is_long:  # a link is one line, and would be cut off
            st.markdown(f"**{escaped(name)}**")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            label = _("Openen") if is_long else name
            link_to(register, register.key_of(row), label, register.client_of(row))
            _badges(page, register, row)
            if beside is not None:
                beside(row)
        facts = [
            f"{register.schema.column(name).header}: {text}"
            for name in register.facts
            if (text := _shown(page, register, row, name))
        ]
        if facts:
            st.caption(escaped(" · ".join(facts)))
        if also is not None and (text := also(row)):
            st.text(text)
        for name in register.texts:
            if text := _shown(page, register, row, name):
                # Of several texts nobody could tell which is which.
                header = register.schema.column(name).header
                st.text(f"{header}: {text}" if len(register.texts) > 1 else text)


def link_to(register: Register, key: str, label: str, client: str | None = None) -> None:
    """A link that opens the row on its page; on the page of a `client` she stays chosen, and
    the part of it the row is in."""
    query = {session.ROW_PARAMETER: key}
    if client is not None and register.entry is CLIENT:
        query |= {"client": client}
        if part := st.query_params.get(PART_PARAMETER):
            query[PART_PARAMETER] = part
    fitting = textwrap.shorten(label, _LINK_CHARS, placeholder="…")
    st.page_link(register.entry.file, label=f"**{escaped(fitting)}**", query_params=query)


def add(
    page: Page,
    register: Register,
    *,
    defaults: Row | None = None,
    fixed: Row | None = None,
    label: str = "",
    place: str = "",
) -> None:
    """A folded form for a new row, for who may add one."""
    known = {**(defaults or {}), **(fixed or {})}
    of_whom = register.schema.client_column
    is_for_any = of_whom is not None and of_whom not in known
    if not page.may(Action.ADD, register.sheet, None if is_for_any else known):
        return
    with st.expander(label or _("{thing} toevoegen").format(thing=register.thing),
                     icon=":material/add:"):  # fmt: skip
        form = RowForm(
            page,
            f"new:{register.sheet}{place}",
            register.sheet,
            defaults=defaults,
            fixed=fixed,
            done=_("{thing} toegevoegd.").format(thing=register.thing),
        )
        given = fixed or {}
        form.draw(
            [name for name in register.ask if name not in given],
            more=[name for name in register.more if name not in given],
            border=False,
        )


def opened(
    page: Page, *registers: Register, beneath: Callable[[Register, Row], None] | None = None
) -> bool:
    """When the URL names a row: draw that one instead of the lists, and say so by True.
    `beneath` draws what belongs to it."""
    key = st.query_params.get(session.ROW_PARAMETER)
    if key is None:
        session.close_row()
        return False
    if session.opened() != key:
        session.opened(key)
        # A link within a page tells this run alone, not the address: said again it is there, so
        # that loading the page anew opens the row, and the way back of the browser the list.
        st.query_params[session.ROW_PARAMETER] = key
    if st.button(_("Terug naar de lijst"), icon=":material/arrow_back:", type="tertiary"):
        session.close_row()
        st.rerun()
    for register in registers:
        row = page.snapshot.row(register.sheet, key)
        if row is not None:
            if code := register.client_of(row):
                page.viewed(code)
            _whole(page, register, row)
            if beneath is not None:
                beneath(register, row)
            history(page, register.sheet, row)
            return True
    st.info(_("Deze rij is er niet (meer), of je mag haar niet zien."), icon=":material/lock:")
    return True


def _whole(page: Page, register: Register, row: Row) -> None:
    """One row with all its columns: to be changed, or only to be read."""
    # Without an anchor: its address would hold the title.
    title = f"{register.thing} · {_shown(page, register, row, register.name)}"
    st.subheader(escaped(title), anchor=False)
    with st.container(horizontal=True, gap="small"):
        _badges(page, register, row)
    if not page.may(Action.CHANGE, register.sheet, row):
        st.caption(_("Je mag dit lezen, niet wijzigen."))
        for name in (*register.ask, *register.more):
            if text := _shown(page, register, row, name):
                st.text(f"{register.schema.column(name).header}: {text}")
        return
    form = RowForm(
        page,
        f"row:{register.sheet}",
        register.sheet,
        row=row,
        done=_("{thing} bijgewerkt.").format(thing=register.thing),
        after_save=session.close_row,
    )
    form.draw([*register.ask, *register.more], submit=_("Wijziging opslaan"))


def _badges(page: Page, register: Register, row: Row) -> None:
    for name in register.badges:
        if text := _shown(page, register, row, name):
            st.badge(escaped(text), color=BADGE_COLOURS.get(str(row[name]), "gray"))  # type: ignore[arg-type]
    pending_badge(page.snapshot, register.sheet, register.key_of(row))


def _shown(page: Page, register: Register, row: Row, name: str) -> str:
    """A cell as a person reads it; "" for missing."""
    column: Column = register.schema.column(name)
    value = row[name]
    if column.is_secret:
        return page.open_secret(register.sheet, register.key_of(row), name, value) or ""
    if column.kind is Kind.REFERENCE and column.to in _TITLED and value is not None:
        return reference_label(page, column.to, value)
    text = to_text(column, value)
    symbol = PROGRESS_SYMBOLS.get(value) if name == "progress" else None
    return f"{symbol} {text}" if symbol else text
