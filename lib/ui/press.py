"""Buttons whose press is not lost.

Something else tapped while a page is still being drawn starts the drawing anew, and Streamlit
has then forgotten a press that the page had not come to. So a press is noted before anything is
drawn, and stays until its button is drawn again: a page asks these for whatever it saves. Acting
on it in the callback itself would be too early: the page has not asked yet whether this sign-in
still counts.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunException

from lib.ui import session
from lib.ui.language import _
from lib.ui.texts import escaped

# So long after it was acted upon, the same press again is the second tap of an impatient thumb.
_ECHO_S = 10


def button(label: str, key: str, **look: Any) -> bool:
    """st.button: True once for every press."""
    presses = session.presses()
    st.button(label, key=key, on_click=_note, args=(presses, key, label), **look)
    return _taken(presses, key, label)


def submit(label: str, key: str, **look: Any) -> bool:
    """st.form_submit_button: True once for every press."""
    presses = session.presses()
    st.form_submit_button(label, key=key, on_click=_note, args=(presses, key, label), **look)
    return _taken(presses, key, label)


@contextmanager
def told() -> Iterator[None]:
    """Around a page: above it is said which press was for nothing, its button not being on it."""
    above, presses, acted = st.container(), session.presses(), session.acted()
    missed = session.missed()
    _say(above, missed)
    is_whole = True
    try:
        yield
    except RerunException:
        is_whole = False  # it is drawn anew, and may come to the button then
        raise
    finally:
        if is_whole:
            since = time.monotonic() - _ECHO_S
            missed += [label for key, label in presses.items() if acted.get(key, since) <= since]
            presses.clear()
            # After st.stop nothing is drawn any more; then the next run says it.
            _say(above, missed)


def _say(place: DeltaGenerator, missed: list[str]) -> None:
    for label in missed:
        place.warning(
            _(
                "Je drukte op „{label}” en ging meteen verder; daardoor is dat niet uitgevoerd. "
                "Ga terug, kijk of alles er nog staat, en druk opnieuw."
            ).format(label=escaped(label)),
            icon=":material/touch_app:",
        )
    missed.clear()


def _note(presses: dict[str, str], key: str, label: str) -> None:
    # Given, not asked of the session: wherever something is, another tap interrupts.
    presses[key] = label


def _taken(presses: dict[str, str], key: str, label: str) -> bool:
    acted = session.acted()
    # By what it said: a second tap on "Blokkeren" is none on the "Deblokkeren" in its place.
    if presses.get(key) != label:
        return False
    del presses[key]
    acted[key] = time.monotonic()
    return True
