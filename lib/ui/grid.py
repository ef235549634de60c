"""A sheet as an editable grid, built from the schema: one page of its rows, and rows to add.

The browser edits on top of a frame that stays the same while it is on screen, whatever others
save meanwhile. After every run what was typed is in the draft, so leaving the page loses nothing.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lib.access.policy import Action
from lib.schema.cells import to_text
from lib.schema.column import Column, Kind
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.table import plain
from lib.ui import filters, session
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.session import GridDraft
from lib.ui.widgets import organisations, reference_labels

PAGE_ROWS = 50
ONE_ROW = "rij"
_YES_NO: Mapping[str, bool] = {_("ja"): True, _("nee"): False}
_WIDE = 120
_FEW_ROWS = 10

Row = Mapping[str, Any]


def edit_grid(page: Page, sheet: str) -> GridDraft:
    """Draw the grid, and give all that was typed in it so far, on every page of it."""
    schema = SHEETS[sheet]
    draft: GridDraft = session.drafts().setdefault(f"grid:{sheet}", GridDraft())
    keys, view = _on_screen(page, schema)
    may_add = page.may(Action.ADD, sheet)
    if may_add and st.button(_("Rij toevoegen"), icon=":material/add:"):
        draft.added.insert(0, page.new_key(sheet))
        draft.nonce = secrets.token_hex(4)
    if not _is_laid(page, schema, draft, keys, view):
        _lay(page, schema, draft, keys, view)
    if not draft.laid:
        st.info(_("Hier staat nog geen rij."), icon=":material/table_rows:")
        return draft
    edited = st.data_editor(
        draft.frame,
        key=_key(schema, draft, "cellen"),
        column_config=draft.settings,
        height="content" if len(draft.laid) <= _FEW_ROWS else 420,
        hide_index=True,
        placeholder="",
        alt=_("Rijen van {title}, om te wijzigen").format(title=schema.title),
    )
    _take(schema, draft, edited)
    return draft


def _on_screen(page: Page, schema: type[Sheet]) -> tuple[tuple[str, ...], str]:
    """The keys of one page of rows, and what names this view of the sheet."""
    key, own = schema.key().name, page.snapshot.keyed(schema.name)
    if count := len(page.snapshot.table(schema.name)) - len(own):
        several = _("{count} rijen hebben geen eigen sleutel en staan hier niet; zie Gezondheid.")
        st.caption(several.format(count=count))
    only = st.query_params.get(ONE_ROW)
    if only is not None:
        st.caption(_("Alleen deze ene rij."))
        if st.button(_("Alle rijen tonen"), icon=":material/arrow_back:", type="tertiary"):
            del st.query_params[ONE_ROW]
            st.rerun()
        return tuple(own.loc[own[key].eq(only.upper()), key]), f"={only}"
    wanted = filters.search(_("Zoek in dit blad"))
    found = matching(schema, own, wanted)
    pages = max(1, -(-len(found) // PAGE_ROWS))
    number = min(st.pagination(pages, key=f"blad:{schema.name}"), pages) if pages > 1 else 1
    st.caption(_("{count} van de {all} rijen").format(count=len(found), all=len(own)))
    rows = found[key].iloc[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    return tuple(rows), f"{number}:{wanted}"


def matching(schema: type[Sheet], frame: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """The rows in which this stands somewhere, as a person reads it."""
    if not wanted:
        return frame
    has = pd.Series(False, index=frame.index)
    for column in schema.shown():
        texts = [to_text(column, plain(column, value)) for value in frame[column.name]]
        has |= pd.Series([wanted in text.casefold() for text in texts], index=frame.index)
    return frame[has]


def _is_laid(
    page: Page, schema: type[Sheet], draft: GridDraft, keys: tuple[str, ...], view: str
) -> bool:
    """Whether what is on screen stays as it is: while somebody types in it, in any case."""
    is_here = draft.view == view and session.has_widgets(_key(schema, draft, ""))
    if not is_here or draft.typed:
        return is_here
    return draft.laid == (*draft.added, *keys) and all(
        draft.seen.get(key) == page.snapshot.row(schema.name, key) for key in keys
    )


def _lay(
    page: Page, schema: type[Sheet], draft: GridDraft, keys: tuple[str, ...], view: str
) -> None:
    """New rows first, then the rows as they are now, with what was typed in them. A row somebody
    typed in keeps the base that was seen."""
    draft.nonce, draft.view, draft.laid = secrets.token_hex(4), view, (*draft.added, *keys)
    draft.seen = {key: row for key, row in draft.seen.items() if key in draft.typed}
    for key in keys:
        row = page.snapshot.row(schema.name, key)
        if row is not None:
            draft.seen.setdefault(key, row)
    name = schema.key().name
    rows = [
        {name: key, **draft.seen.get(key, {}), **draft.typed.get(key, {})} for key in draft.laid
    ]
    draft.frame = grid_frame(schema, rows)
    draft.settings = column_settings(page, schema, rows)


def _take(schema: type[Sheet], draft: GridDraft, edited: pd.DataFrame) -> None:
    """What differs from the row as it was seen; a new row with nothing in it is no row."""
    columns = [column for column in schema.columns if column.is_filled_in]
    for place, key in enumerate(draft.laid):
        row, seen = edited.iloc[place], draft.seen.get(key, {})
        values = {column.name: grid_value(column, row[column.name]) for column in columns}
        typed = {name: value for name, value in values.items() if value != seen.get(name)}
        draft.typed.pop(key, None)
        if typed:
            draft.typed[key] = values if key in draft.added else typed


def grid_frame(schema: type[Sheet], rows: Sequence[Row]) -> pd.DataFrame:
    """Rows in the types that the grid edits; yes and no are words, so that empty is a third."""
    columns = schema.shown()
    return pd.DataFrame(
        {c.name: _grid_series(c, [row.get(c.name) for row in rows]) for c in columns}
    )


def _grid_series(column: Column, values: Sequence[Any]) -> "pd.Series":
    match column.kind:
        case Kind.DATE | Kind.MOMENT:
            return pd.Series(
                pd.to_datetime(pd.Series(values, dtype=object)), dtype="datetime64[us]"
            )
        case Kind.WHOLE:
            return pd.Series(values, dtype="Int64")
        case Kind.NUMBER:
            return pd.Series(values, dtype="Float64")
        case Kind.CHOICES | Kind.ORGANISATIONS:
            return pd.Series([list(value or ()) for value in values], dtype=object)
        case Kind.YES_NO:
            words = {value: word for word, value in _YES_NO.items()}
            return pd.Series([words.get(value) for value in values], dtype="str")
        case _:
            return pd.Series(values, dtype="str")


def grid_value(column: Column, value: Any) -> Any:
    """What the grid holds in a cell, as a plain value; None for nothing."""
    if column.is_several:
        several = value if isinstance(value, list | tuple) or hasattr(value, "tolist") else ()
        return tuple(str(part) for part in several) or None
    if pd.isna(value) or value == "":
        return None
    if column.kind is Kind.YES_NO:
        return _YES_NO.get(value, value)
    return plain(column, value)


def column_settings(page: Page, schema: type[Sheet], rows: Sequence[Row]) -> dict[str, Any]:
    """The editor of every column. Limits are not given: what is wrong shall be said, in Dutch,
    and not be refused in silence. `rows` may hold values that no list knows."""
    return {column.name: _setting(page, column, rows) for column in schema.shown()}


def _setting(page: Page, column: Column, rows: Sequence[Row]) -> Any:
    kinds = st.column_config
    label = (
        f"{column.header} *" if column.is_required and not column.is_protected else column.header
    )
    common: dict[str, Any] = {
        "help": column.help or None,
        "disabled": column.is_protected,
        "pinned": column.kind is Kind.KEY or None,
    }
    held = [row.get(column.name) for row in rows]
    used = {part for value in held for part in (value if isinstance(value, tuple) else (value,))
            if isinstance(part, str)}  # fmt: skip
    match column.kind:
        case Kind.CHOICE:
            options = [choice.value for choice in column.choices]
            return kinds.SelectboxColumn(label, options=options, **common)
        case Kind.YES_NO:
            return kinds.SelectboxColumn(label, options=list(_YES_NO), **common)
        case Kind.REFERENCE:
            labels = reference_labels(page, column.to or "")
            options = [*labels, *sorted(used - set(labels))]
            return kinds.SelectboxColumn(
                label,
                options=options,
                format_func=lambda key: labels.get(str(key), str(key)),
                **common,
            )
        case Kind.ORGANISATION:
            options = sorted({*organisations(page), *used})
            return kinds.SelectboxColumn(label, options=options, **common)
        case Kind.CHOICES | Kind.ORGANISATIONS:
            listed = [choice.value for choice in column.choices]
            options = listed or sorted({*organisations(page), *used})
            return kinds.MultiselectColumn(label, options=options, width="medium", **common)
        case Kind.DATE:
            return kinds.DateColumn(label, format="DD-MM-YYYY", **common)
        case Kind.MOMENT:
            return kinds.DatetimeColumn(label, format="DD-MM-YYYY HH:mm", **common)
        case Kind.WHOLE:
            return kinds.NumberColumn(label, step=1, **common)
        case Kind.NUMBER:
            return kinds.NumberColumn(label, **common)
        case _:
            is_long = (column.max_length or 0) > _WIDE
            return kinds.TextColumn(label, width="large" if is_long else None, **common)


def _key(schema: type[Sheet], draft: GridDraft, part: str) -> str:
    return f"raster:{schema.name}:{draft.nonce}:{part}"
