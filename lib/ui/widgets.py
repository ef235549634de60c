"""One widget per kind of column. Limits in a widget only help; propose checks them again."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lib.schema.column import Column, Kind
from lib.schema.workbook import SHEETS
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.texts import escaped

# Up to so many, every option is one tap; beyond it a list with search is quicker.
_FEW = 12
_LONG_TEXT = 120
# A key says nothing to who reads a list: what a row is called by there.
_NAMED = {"bottlenecks": "title_text", "partner_links": "partner"}


def widget(page: Page, column: Column, key: str, value: Any) -> Any:
    """Draw the widget for a column with a first value; returns what it holds now."""
    match column.kind:
        case Kind.CHOICE:
            return _one_of(column, [c.value for c in column.choices], key, value)
        case Kind.CHOICES:
            return _several(column, [c.value for c in column.choices], key, value)
        case Kind.ORGANISATION:
            return _one_of(column, organisations(page), key, value)
        case Kind.ORGANISATIONS:
            return _several(column, organisations(page), key, value)
        case Kind.REFERENCE:
            labels = reference_labels(page, column.to or "")
            return _one_of(column, list(labels), key, value, lambda code: labels.get(code, code))
        case Kind.YES_NO:
            return _yes_no(column, key, value)
        case Kind.DATE:
            return st.date_input(
                column.header, value=value, key=key, format="DD-MM-YYYY", help=column.help or None
            )
        case Kind.WHOLE | Kind.NUMBER:
            step = 1 if column.kind is Kind.WHOLE else 0.1
            return st.number_input(
                column.header, value=value, step=step, key=key, help=column.help or None
            )
        case _:
            return _text(column, key, value)


def organisations(page: Page) -> list[str]:
    return sorted(page.snapshot.table("organisations")["organisation_name"].dropna())


def reference_labels(page: Page, sheet: str) -> dict[str, str]:
    """Key → how a person recognises the row; only rows this person may see."""
    return page.remembered(("labels", sheet), lambda: _labels(page, sheet))


def _labels(page: Page, sheet: str) -> dict[str, str]:
    if sheet == "clients":
        return _client_labels(page)
    schema, frame = SHEETS[sheet], page.snapshot.table(sheet)
    keys = frame[schema.key().name]
    if sheet == "team":
        pairs = zip(keys, frame["function"], strict=True)
        return {key: f"{key} · {name}" for key, name in pairs if isinstance(key, str)}
    if sheet in _NAMED:
        return _names(dict(zip(keys, frame[_NAMED[sheet]], strict=True)))
    return {key: key for key in keys.dropna()}


def _names(named: Mapping[Any, Any]) -> dict[str, str]:
    """Key → name, with the key where that name is another one's too, or missing."""
    counts = Counter(named.values())
    return {
        key: key if pd.isna(name) else name if counts[name] == 1 else f"{name} · {key}"
        for key, name in named.items()
        if isinstance(key, str)
    }


def reference_label(page: Page, sheet: str, key: str) -> str:
    """The same for one row: of thousands of clients a list shows a few."""
    if sheet == "clients":
        return _client_label(key, page.aliases())
    return reference_labels(page, sheet).get(key, key)


def client_labels(page: Page) -> dict[str, str]:
    """Client code → code and working name, closed clients last."""
    return reference_labels(page, "clients")


def _client_labels(page: Page) -> dict[str, str]:
    clients = page.snapshot.table("clients")
    aliases = page.aliases()
    ordered = clients.assign(is_closed=clients["closed_on"].notna()).sort_values(
        ["is_closed", "client_code"]
    )
    return {code: _client_label(code, aliases) for code in ordered["client_code"].dropna()}


def _client_label(code: str, aliases: Mapping[str, str]) -> str:
    return f"{code} · {aliases[code]}" if code in aliases else code


def _one_of(
    column: Column,
    options: Sequence[str],
    key: str,
    value: Any,
    label: Callable[[str], str] = str,
) -> str | None:
    known = [*options, value] if value is not None and value not in options else list(options)
    if len(known) <= _FEW:
        return st.pills(
            column.header,
            known,
            default=value,
            key=key,
            format_func=lambda option: escaped(label(option)),  # pills read markup
            wrap=True,
            help=column.help or None,
        )
    chosen: str | None = st.selectbox(
        column.header,
        known,
        index=known.index(value) if value is not None else None,
        key=key,
        format_func=label,
        placeholder=_("Kies…"),
        help=column.help or None,
    )
    return chosen


def _several(column: Column, options: Sequence[str], key: str, value: Any) -> tuple[str, ...]:
    chosen = list(value or ())
    known = [*options, *(one for one in chosen if one not in options)]
    if len(known) <= _FEW:
        picked = st.pills(
            column.header,
            known,
            selection_mode="multi",
            default=chosen,
            key=key,
            format_func=escaped,
        )
    else:
        picked = st.multiselect(
            column.header, known, default=chosen, key=key, placeholder=_("Kies een of meer…")
        )
    return tuple(picked or ())


def _yes_no(column: Column, key: str, value: bool | None) -> bool | None:
    words: Mapping[str, bool] = {_("Ja"): True, _("Nee"): False}
    default = None if value is None else next(w for w, v in words.items() if v is value)
    word = st.segmented_control(
        column.header, list(words), default=default, key=key, help=column.help or None
    )
    return words.get(word) if isinstance(word, str) else None


def _text(column: Column, key: str, value: str | None) -> str | None:
    if (column.max_length or 0) > _LONG_TEXT:
        return st.text_area(
            column.header,
            value=value or "",
            max_chars=column.max_length,
            key=key,
            help=column.help or None,
        )
    return st.text_input(
        column.header,
        value=value or "",
        max_chars=column.max_length,
        key=key,
        help=column.help or None,
        autocomplete="off",
    )
