"""Filters that live in the URL, so that a list can be reloaded or bookmarked; codes only."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.schema.codes import typed_key
from lib.ui.language import _

PART_PARAMETER = "deel"


def panel(*keys: str) -> DeltaGenerator:
    """The place for filters: it says how many are on, and stays open while any is."""
    count = sum(bool(st.query_params.get(key)) for key in keys)
    label = _("Filters ({count} aan)").format(count=count) if count else _("Filters")
    return st.expander(label, icon=":material/filter_list:", expanded=bool(count))


def choice(label: str, options: Sequence[str], key: str) -> list[str]:
    """Several of a few; none chosen means all."""
    return st.pills(label, options, selection_mode="multi", key=key, bind="query-params")


def code(label: str, labels: dict[str, str], key: str, first: str | None = None) -> str | None:
    """One of the codes this person may see; a code in the URL that is not theirs is ignored.

    Not bound by Streamlit itself: that writes what is on screen into the URL, and on screen
    stands the working name. Here the URL holds the code, and is the truth.
    """
    widget = f"keuze_{key}"
    wanted = st.query_params.get(key, first)
    st.session_state[widget] = wanted if wanted in labels else None
    chosen: str | None = st.selectbox(
        label,
        list(labels),
        index=None,
        key=widget,
        format_func=lambda code: labels.get(code, code),
        placeholder=_("Kies…"),
        on_change=_to_url,
        args=(key, widget),
    )
    return chosen


def part(labels: Mapping[str, str]) -> str:
    """One of the parts of a page, the first unless the URL says otherwise. Like `code` not bound
    by Streamlit: that drops what it did not bind from the URL when this leaves the page."""
    widget = f"keuze_{PART_PARAMETER}"
    wanted = st.query_params.get(PART_PARAMETER)
    st.session_state[widget] = wanted if wanted in labels else next(iter(labels))
    chosen: str | None = st.pills(
        _("Onderdeel"),
        list(labels),
        required=True,
        key=widget,
        format_func=lambda name: labels[name],
        label_visibility="collapsed",
        wrap=True,
        on_change=_to_url,
        args=(PART_PARAMETER, widget),
    )
    return chosen or next(iter(labels))


def _to_url(key: str, widget: str) -> None:
    # Empty is written too: without it the first value would come back.
    st.query_params[key] = st.session_state[widget] or ""


def key(label: str, name: str) -> str | None:
    """A client code or the key of a row, as somebody types it. Anything else is told, and never
    comes in the URL: it may be a name."""
    widget = f"sleutel_{name}"
    if widget not in st.session_state:
        st.session_state[widget] = st.query_params.get(name, "")
    typed = st.text_input(
        label,
        key=widget,
        placeholder="ST-7K3MQ",
        on_change=_key_to_url,
        args=(name, widget),
        autocomplete="off",
    )
    found = typed_key(typed)
    if typed.strip() and found is None:
        st.caption(f":red[:material/error: {_('Dit is geen code of sleutel, zoals ST-7K3MQ.')}]")
    return found


def _key_to_url(name: str, widget: str) -> None:
    st.query_params[name] = typed_key(st.session_state[widget]) or ""


def day(label: str, key: str) -> date | None:
    """A day, or none."""
    found: date | None = st.date_input(
        label, value=None, key=key, format="DD-MM-YYYY", bind="query-params"
    )
    return found


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
