"""Two people gave one cell a value: both are shown, and the person says which one stays."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib.schema.cells import to_text
from lib.schema.column import Column
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.texts import escaped


def kept_side(
    page: Page,
    row: tuple[str, str],
    column: Column,
    values: Mapping[str, Any],
    by: str | None,
    key: str,
) -> str:
    """`mine` or `theirs`, the names of both `values`; `row` is its sheet and its key."""
    words = {"mine": _("Mijn waarde"), "theirs": _("Waarde van {who}")}
    shown = {}
    for side, value in values.items():
        if column.is_secret:
            value = page.open_secret(*row, column.name, value)
        who = words[side].format(who=by or _("een ander"))
        shown[side] = escaped(f"{who}: {to_text(column, value) or _('leeg')}")
    return st.radio(column.header, list(shown), format_func=lambda side: shown[side], key=key)
