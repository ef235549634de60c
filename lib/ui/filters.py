"""Filters that live in the URL, so that a list can be reloaded or bookmarked; codes only."""

from collections.abc import Sequence

import streamlit as st

from lib.ui.language import _


def choice(label: str, options: Sequence[str], key: str) -> list[str]:
    """Several of a few; none chosen means all."""
    return st.pills(label, options, selection_mode="multi", key=key, bind="query-params")


def code(label: str, labels: dict[str, str], key: str, first: str | None = None) -> str | None:
    """One of the codes this person may see; a code in the URL that is not theirs is ignored."""
    if key not in st.session_state and key not in st.query_params and first in labels:
        st.session_state[key] = first
    return st.selectbox(
        label,
        list(labels),
        index=None,
        key=key,
        bind="query-params",
        format_func=lambda chosen: labels.get(chosen, chosen),
        placeholder=_("Kies…"),
    )


def switch(label: str, key: str) -> bool:
    return st.toggle(label, key=key, bind="query-params")


def search(label: str) -> str:
    """What somebody looks for; never in the URL, because it may be a working name."""
    return (
        st.text_input(
            label,
            key=f"zoek:{label}",
            type="search",
            placeholder=label,
            label_visibility="collapsed",
            live=True,
        )
        .strip()
        .casefold()
    )
