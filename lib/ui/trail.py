"""The Logboek on screen: its lines, the file of them, and whether the chain holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.logbook import shows_values
from lib.audit import KINDS, Act, Event, told_cells
from lib.errors import DashboardError
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES
from lib.store.logbook import picked
from lib.table import row_values
from lib.ui import live
from lib.ui.export import csv_file, download
from lib.ui.history import told_text
from lib.ui.language import _
from lib.ui.lines import paged
from lib.ui.logbooks import Verdict
from lib.ui.messages import show_error
from lib.ui.page import Page
from lib.ui.texts import MISSING, escaped, moment

Line = Mapping[str, Any]
_WORKBOOK = "workbook"
_FILE = "logboek.csv"
OTHER = _("Overig")
_MARKS = {True: ":green[:material/verified:]", False: ":red[:material/link_off:]"}
FILTERS = [*KINDS, OTHER]


def chain_mark() -> None:
    """Whether the chain of every Logboek held when somebody last looked, and a look now."""
    books = live.live().logbooks
    with st.container(border=True):
        if st.button(_("Keten controleren"), icon=":material/link:"):
            try:
                books.verify(live.clock())
            except DashboardError as error:
                show_error(error)
        if books.verdict is None:
            st.caption(_("De keten is nog niet gecontroleerd sinds de app draait."))
        else:
            _verdict(books.verdict)


def _verdict(verdict: Verdict) -> None:
    is_whole = all(whole for whole, _sentences in verdict.told.values())
    word = _("Keten gecontroleerd: heel") if is_whole else _("Keten gecontroleerd: gebroken")
    st.markdown(f"{_MARKS[is_whole]} **{word}** · {moment(verdict.at)}")
    with st.container(gap="xxsmall"):
        for title, (whole, sentences) in verdict.told.items():
            st.caption(f"{_MARKS[whole]} {escaped(title)}: {escaped(' '.join(sentences))}")


def titles() -> dict[str, str]:
    """Workbook → title, of those that are on."""
    return {name: WORKBOOK_TITLES[name] for name in live.settings().workbooks}


def every_line(wanted: Sequence[str]) -> pd.DataFrame:
    """The lines of the workbooks with these titles, of all when there are none: the newest
    first, with the workbook beside them. One that cannot be read is told."""
    read = []
    for name, title in titles().items():
        if title in wanted or not wanted:
            try:
                read.append(live.live().logbooks.lines(name).assign(**{_WORKBOOK: name}))
            except DashboardError as error:
                show_error(error)
    if not read:
        return pd.DataFrame(columns=[*(c.name for c in Logbook.columns), _WORKBOOK])
    return pd.concat(read).sort_values("at", ascending=False, kind="stable")


def people(lines: pd.DataFrame) -> dict[str, str]:
    """Everybody who stands in these lines, as a filter has them."""
    return {name: name for name in sorted(lines["who"].dropna().unique())}


def found(
    lines: pd.DataFrame,
    key: str | None,
    who: str | None,
    days: tuple[date | None, date | None],
    kinds: Sequence[str],
) -> pd.DataFrame:
    """The lines that somebody looks for; `days` are the first and the last."""
    keys = None if key is None else _keys_about(key)
    return picked(lines, keys, who, *days, acts=_acts(kinds, lines) if kinds else None)


def _keys_about(key: str) -> set[str]:
    """The key itself and, for a client code, the keys of her rows as they are now: a change of a
    contact does not say whose it is."""
    seen, keys = live.live().snapshot(), {key}
    for name, schema in SHEETS.items():
        if schema.client_column is not None:
            table = seen.tables[name]
            of_her = table[schema.client_column].eq(key).fillna(False).astype(bool)
            keys |= set(table.loc[of_her, schema.key().name].dropna())
    return keys


def _acts(kinds: Sequence[str], lines: pd.DataFrame) -> set[str]:
    """The acts of these kinds; an act that no kind knows is of the last one."""
    acts = {str(act) for kind in kinds for act in KINDS.get(kind, ())}
    if OTHER in kinds:
        acts |= set(lines["act"].dropna()) - frozenset().union(*KINDS.values())
    return acts


def line_list(page: Page, lines: pd.DataFrame) -> None:
    """A page of lines at a time; only that page is sent to the browser."""
    count = len(lines)
    if not count:
        st.info(
            _("Geen regels. Staan er filters aan, maak ze dan leeg."),
            icon=":material/filter_alt_off:",
        )
        return
    several = _("{count} regels, de nieuwste eerst").format(count=count)
    st.caption(_("1 regel") if count == 1 else several)
    download(page, _("Deze regels als csv"), _FILE, lambda: _file(page, lines))
    paged(range(count), "pagina_logboek", lambda place: _line(lines.iloc[place]))


def _line(found: pd.Series) -> None:
    line, workbook = row_values(Logbook, found), found[_WORKBOOK]
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            who = line["who"] or MISSING
            st.markdown(f"**{moment(line['at'])}** · {escaped(who)}", width="content")
            st.badge(escaped(line["act"] or MISSING), color="gray")
        facts = [WORKBOOK_TITLES[workbook], line["sheet_title"], line["row_key"], line["reason"]]
        st.caption(escaped(" · ".join(filter(None, facts))))
        if what := _what(line, workbook):
            st.text(what)


def _what(line: Line, workbook: str) -> str:
    """What changed: old and new where no client is, elsewhere the columns only."""
    if shows_values(workbook):
        return told_text(line)
    return ", ".join(cell.header for cell in told_cells(line["old"], line["new"]))


def _file(page: Page, lines: pd.DataFrame) -> bytes:
    for workbook, count in lines[_WORKBOOK].value_counts().items():
        told = _("{count} regels van het Logboek").format(count=count)
        page.tell(str(workbook), Event(Act.EXPORTED, Logbook.title, _FILE, reason=told))
    rows = [_row(lines.iloc[place]) for place in range(len(lines))]
    return csv_file(list(_row_names()), rows)


def _row_names() -> Sequence[str]:
    headers = {c.name: c.header for c in Logbook.columns}
    names = ("line_id", "at", "who", "role", "act", "sheet_title", "row_key", "reason")
    return [*(headers[name] for name in names), _("Bestand"), _("Wat")]


def _row(found: pd.Series) -> dict[str, str]:
    line, workbook = row_values(Logbook, found), found[_WORKBOOK]
    headers = {c.header: c.name for c in Logbook.columns}
    texts = {title: str(line[headers[title]] or "") for title in _row_names() if title in headers}
    texts[Logbook.column("at").header] = moment(line["at"])
    return {**texts, _("Bestand"): WORKBOOK_TITLES[workbook], _("Wat"): _what(line, workbook)}
