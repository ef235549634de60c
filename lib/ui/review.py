"""Before several rows are saved together: what changes in which row, and what stands in the way.

The base of every change is the row as the person saw it, so what others changed meanwhile shows
here: in another column it stays, in the same one the person chooses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from lib.change import Change, changed_by_others, clashes
from lib.errors import ChangeRefused, DashboardError, WriteConflict
from lib.schema.cells import to_text
from lib.schema.column import Column, Kind
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.store.locate import row_gone
from lib.ui import press, session
from lib.ui.clash import kept_side
from lib.ui.language import _
from lib.ui.lines import paged
from lib.ui.messages import PENDING, show_error
from lib.ui.page import Page
from lib.ui.session import Draft
from lib.ui.texts import escaped

_MOST_ROWS = 300  # of one save


@dataclass(frozen=True)
class _Row:
    """One row of a draft. `now` is how it stands; `change` is None while there are problems."""

    key: str
    before: Mapping[str, Any] | None
    now: Mapping[str, Any] | None
    change: Change | None
    problems: tuple[Problem, ...] = ()

    @property
    def clashing(self) -> tuple[str, ...]:
        return clashes(self.change, self.now) if self.change and self.now else ()


def review(page: Page, sheet: str, draft: Draft) -> None:
    """The preview, and the button that saves all rows without a problem in one go."""
    rows = [_row(page, sheet, key, draft) for key in list(draft.typed)[:_MOST_ROWS]]
    rows = [row for row in rows if row.problems or _writes(row.change)]
    if not rows:
        st.caption(_("Er is niets (meer) om op te slaan."))
        return
    first = [row for row in rows if row.problems or row.clashing]
    chosen = {row.key: _draw(page, sheet, draft, row) for row in first}
    others = [row for row in rows if row not in first]
    paged(others, f"voorbeeld:{draft.nonce}", partial(_show, page, sheet, draft))
    if (left := len(draft.typed) - _MOST_ROWS) > 0:
        st.caption(_("Daarna volgen nog {count} rijen.").format(count=left))
    savable = [row for row in rows if not row.problems]
    _what_waits(len(rows) - len(savable))
    with st.container(horizontal=True):
        label = _("1 rij opslaan") if len(savable) == 1 else _("{count} rijen opslaan")
        is_pressed = savable and press.button(
            label.format(count=len(savable)),
            f"opslaan:{draft.nonce}",
            type="primary",
            icon=":material/save:",
        )
        name = f"alles_weg:{draft.nonce}"
        if st.button(_("Alles weglaten"), key=name, icon=":material/undo:", type="tertiary"):
            draft.leave_out(draft.typed)
            st.rerun()
    if is_pressed:
        _save(page, sheet, draft, savable, chosen)


def _row(page: Page, sheet: str, key: str, draft: Draft) -> _Row:
    now = page.snapshot.row(sheet, key)
    # A new row that is there already was saved by an earlier press; this corrects it.
    before = draft.seen.get(key, now)
    if before is not None and now is None:
        return _Row(key, before, now, None, (row_gone(SHEETS[sheet]),))
    try:
        return _Row(key, before, now, page.propose(sheet, key, before, draft.typed[key]))
    except ChangeRefused as refused:
        return _Row(key, before, now, None, refused.problems)


def _writes(change: Change | None) -> bool:
    return change is not None and bool(change.after or change.is_new)


def _show(page: Page, sheet: str, draft: Draft, row: _Row) -> None:
    _draw(page, sheet, draft, row)


def _draw(page: Page, sheet: str, draft: Draft, row: _Row) -> dict[str, str]:
    """One row; gives which side to keep of each column that clashes."""
    schema = SHEETS[sheet]
    at_column = {problem.column: problem.sentence for problem in row.problems}
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(
                f"**{escaped(row_title(sheet, row.key, row.now or draft.typed[row.key]))}**"
            )
            if row.before is None:
                st.badge(_("nieuwe rij"), icon=":material/add:", color="blue")
            name = f"weg:{draft.nonce}:{row.key}"
            if st.button(_("Weglaten"), key=name, type="tertiary", icon=":material/undo:"):
                draft.leave_out([row.key])
                st.rerun()
        after = row.change.after if row.change else draft.typed[row.key]
        for name, value in after.items():
            if name not in row.clashing:
                cell_line(sheet, name, (row.before or {}).get(name), value)
            if sentence := at_column.pop(name, None):
                st.markdown(f":red[:material/error: {escaped(sentence)}]")
        for sentence in at_column.values():
            st.markdown(f":red[:material/error: {escaped(sentence)}]")
        merged = changed_by_others(row.change, row.now) if row.change and row.now else ()
        if merged:
            headers = ", ".join(schema.column(one).header for one in merged)
            text = _("Intussen door een ander gewijzigd, dat blijft zo: {headers}.")
            st.caption(escaped(text.format(headers=headers)))
        return {name: _side(page, sheet, draft, row, name) for name in row.clashing}


def row_title(sheet: str, key: str, row: Mapping[str, Any]) -> str:
    """The key, and the first text of the row when there is one."""
    texts = (row.get(c.name) for c in SHEETS[sheet].columns if c.kind is Kind.TEXT)
    text = next((text for text in texts if text), None)
    return f"{key} · {text}" if text else key


def cell_line(sheet: str, name: str, was: Any, becomes: Any) -> None:
    """Header, what stood there and what comes."""
    column = SHEETS[sheet].column(name)
    old, new = (_text(column, value) for value in (was, becomes))
    st.markdown(f"{escaped(column.header)}: {escaped(old)} → **{escaped(new)}**")


def _text(column: Column, value: Any) -> str:
    """What was typed may be of another kind than its column."""
    if isinstance(value, str):
        return value or _("leeg")
    return to_text(column, value) or _("leeg")


def _side(page: Page, sheet: str, draft: Draft, row: _Row, name: str) -> str:
    assert row.change is not None  # else nothing clashes
    assert row.now is not None
    is_stamped = row.now.get("changed_on") != (row.before or {}).get("changed_on")
    return kept_side(
        page,
        (sheet, row.key),
        SHEETS[sheet].column(name),
        {"mine": row.change.after[name], "theirs": row.now.get(name)},
        row.now.get("changed_by") if is_stamped else None,
        f"keuze:{draft.nonce}:{row.key}:{name}",
    )


def _what_waits(count: int) -> None:
    if count:
        text = _("1 rij heeft nog een probleem en wordt nu niet opgeslagen.")
        several = _("{count} rijen hebben nog een probleem en worden nu niet opgeslagen.")
        st.warning(text if count == 1 else several.format(count=count), icon=":material/edit_note:")


def _save(
    page: Page,
    sheet: str,
    draft: Draft,
    rows: Sequence[_Row],
    chosen: Mapping[str, Mapping[str, str]],
) -> None:
    """One save. What clashed meanwhile shows in the preview of the rows as they are then."""
    try:
        changes = [_decided(page, sheet, draft, row, chosen.get(row.key, {})) for row in rows]
        changes = [change for change in changes if _writes(change)]
        receipt = page.save(changes) if changes else None
    except WriteConflict as conflict:
        try:
            page.read_again()
        except DashboardError as error:
            show_error(error)
            return
        session.flash(conflict.message, ":material/call_split:")
    except DashboardError as error:
        show_error(error)
        return
    else:
        draft.leave_out([row.key for row in rows])
        done = _("1 rij opgeslagen.") if len(rows) == 1 else _("{count} rijen opgeslagen.")
        if receipt is not None and receipt.is_pending:
            session.flash(PENDING, ":material/cloud_upload:")
        else:
            session.flash(done.format(count=len(rows)))
    st.rerun()


def _decided(page: Page, sheet: str, draft: Draft, row: _Row, sides: Mapping[str, str]) -> Change:
    """With the person's choice in every column that clashed: theirs has been seen now."""
    theirs = {name: (row.now or {}).get(name) for name in sides}
    before = None if row.before is None else {**row.before, **theirs}
    kept = {n: v for n, v in draft.typed[row.key].items() if sides.get(n) != "theirs"}
    return page.propose(sheet, row.key, before, kept)
