"""What one browser tab remembers; the only module that spells session keys.

Widget keys are not kept here: a form mints its own (form.py), filters name theirs after the
query parameter they are bound to.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lib.change import Change
from lib.errors import WriteConflict
from lib.schema.problem import Problem

_SIGNED_IN = "signed_in"
_COOKIE = "cookie_due"
_LAST_RUN = "last_run"
_FAILED = "sign_in_failed"
_ENDED = "ended_by_itself"
_ONE_TIME = "one_time_password"
_PASSWORD_OPEN = "password_open"
_FLASH = "flash"
_FORMS = "forms"
_PRESSES = "presses"
_ACTED = "acted"
_MISSED = "missed"
_DRAFTS = "drafts"
_LAST_CLIENT = "last_client"
_OPENED = "opened"
_PAGE = "page"
_UNDO = "undo"
ROW_PARAMETER = "rij"
CLIENT_PARAMETER = "voor"
SHOW_PARAMETER = "presentatie"
_COOKIE_LIBRARY = {"username": None, "logout": None}


@dataclass(frozen=True)
class SignedIn:
    """Who, and when (epoch seconds): the accounts file decides whether it still counts."""

    username: str
    at: float


@dataclass
class FormState:
    """One open form. `key` is the row's; `before` the row as the person saw it (None: new).

    The same key until it is saved makes a second press of the button the same save. `nonce`
    names the widgets of this opening, so that the next one never shows what this one held.
    `builds_on` is another row as the person saw it, which this save changes as well. `asked` is
    what was asked about a working name; the same is not asked again.
    """

    key: str
    before: dict[str, Any] | None
    is_new: bool
    builds_on: dict[str, Any] | None = None
    nonce: str = field(default_factory=lambda: secrets.token_hex(4))
    problems: tuple[Problem, ...] = ()
    conflict: WriteConflict | None = None
    values: dict[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Undo:
    """What the last press wrote into a row, and what stood there."""

    sheet: str
    key: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    done: str

    @classmethod
    def of(cls, change: Change, done: str) -> "Undo":
        stood = change.before or {}
        before = {name: stood.get(name) for name in change.after}
        return cls(change.sheet, change.key, before, change.after, done)


@dataclass
class Draft:
    """Rows of one sheet that are changed together. `seen` are rows as the person saw them, by
    key; `added` are the keys of new rows, minted when they were begun. `typed` holds per key the
    columns that get another value. What is typed stays here until it is saved or left out."""

    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    nonce: str = field(default_factory=lambda: secrets.token_hex(4))
    is_reviewed: bool = False

    def leave_out(self, keys: Iterable[str]) -> None:
        """These are saved, or shall not be; with them goes a new row that holds nothing."""
        gone = set(keys)
        self.typed = {key: values for key, values in self.typed.items() if key not in gone}
        self.added = [key for key in self.added if key in self.typed]
        self.seen = {key: row for key, row in self.seen.items() if key not in gone}
        self.nonce = secrets.token_hex(4)


@dataclass
class GridDraft(Draft):
    """`nonce` names the editor on screen, so that it begins anew on another `view` (page, search)
    or after a save. `laid` are the keys of its rows, `frame` and `settings` what it began with:
    the browser edits on top of that."""

    view: str = ""
    laid: tuple[str, ...] = ()
    frame: Any = None
    settings: Any = None


@dataclass
class FileDraft(Draft):
    """What a file brought: `problems` and where its columns stand, the rows that `others` changed
    and the ones it no longer has. Every file that comes has its own number."""

    number: int = 0
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    others: int = 0
    missing: int = 0


def signed_in() -> SignedIn | None:
    known: SignedIn | None = st.session_state.get(_SIGNED_IN)
    return known


def remember_sign_in(username: str, at: float) -> None:
    st.session_state[_SIGNED_IN] = SignedIn(username, at)
    st.session_state[_FAILED] = None
    st.session_state[_ENDED] = False


def begin_sign_in(username: str, at: float) -> None:
    """This tab is signed in from now on, and soon this browser."""
    remember_sign_in(username, at)
    cookie_due("set")


def last_run(at: float | None = None) -> float | None:
    """Remember when (epoch seconds) this tab last did anything, or read it."""
    if at is not None:
        st.session_state[_LAST_RUN] = at
    known: float | None = st.session_state.get(_LAST_RUN)
    return known


def end_by_itself() -> None:
    """Sign out here because nothing was done for long; the sign-in page says so."""
    forget_everything()
    st.session_state[_ENDED] = True
    cookie_due("delete")


def has_ended_by_itself() -> bool:
    return bool(st.session_state.get(_ENDED))


def show_once(username: str, password: str) -> None:
    """A password for the next run to show, and no other."""
    st.session_state[_ONE_TIME] = username, password


def take_one_time() -> tuple[str, str] | None:
    known: tuple[str, str] | None = st.session_state.pop(_ONE_TIME, None)
    return known


def forget_everything() -> None:
    """Sign out here: nothing of this person stays in the tab's memory."""
    for key in list(st.session_state):
        del st.session_state[key]


def cookie_due(act: str | None = None) -> str | None:
    """Say what must happen to the cookie ("set", "delete"), or read it. It stays due until the
    browser reports it done: a component that a run no longer draws may not have come to it."""
    if act is not None:
        st.session_state[_COOKIE] = act
    due: str | None = st.session_state.get(_COOKIE)
    # The component that does it bears the same key, and returns True when it has.
    if due is not None and act is None and st.session_state.get(due):
        del st.session_state[_COOKIE]
        return None
    return due


def is_password_open(is_open: bool | None = None) -> bool:
    """Open or close the dialog for another password, or read whether it is open."""
    if is_open is not None:
        st.session_state[_PASSWORD_OPEN] = is_open
    return bool(st.session_state.get(_PASSWORD_OPEN))


def ready_cookie_library(username: str | None) -> None:
    """streamlit-authenticator's cookie reads these two keys."""
    st.session_state.update({**_COOKIE_LIBRARY, "username": username})


def sign_in_failure(message: str | None = None) -> str | None:
    """Keep why the last try failed, or read it."""
    if message is not None:
        st.session_state[_FAILED] = message
    failure: str | None = st.session_state.get(_FAILED)
    return failure


def flashes() -> list[tuple[str, str]]:
    """Messages with their icons, for the next run to show once, whichever page that draws."""
    kept: list[tuple[str, str]] = st.session_state.setdefault(_FLASH, [])
    return kept


def flash(message: str, icon: str = ":material/check_circle:") -> None:
    flashes().append((message, icon))


def take_flashes() -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = st.session_state.pop(_FLASH, [])
    return kept


def forms() -> dict[str, FormState]:
    """The open forms of this tab by name."""
    opened: dict[str, FormState] = st.session_state.setdefault(_FORMS, {})
    return opened


def presses() -> dict[str, str]:
    """Key of a button that was pressed and not yet acted upon → its label."""
    noted: dict[str, str] = st.session_state.setdefault(_PRESSES, {})
    return noted


def acted() -> dict[str, float]:
    """Key of such a button → when its press was last acted upon, in seconds that only go up."""
    known: dict[str, float] = st.session_state.setdefault(_ACTED, {})
    return known


def missed() -> list[str]:
    """Labels of the presses that nothing came of, until that is said."""
    labels: list[str] = st.session_state.setdefault(_MISSED, [])
    return labels


def drafts() -> dict[str, Any]:
    """What is changed in several rows of this tab, by name; each caller knows its own kind."""
    opened: dict[str, Any] = st.session_state.setdefault(_DRAFTS, {})
    return opened


def enter(page: str) -> None:
    """Somebody is on this page now: what was open on another one is closed."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        for key in (_OPENED, _UNDO):
            st.session_state.pop(key, None)


def opened(key: str | None = None) -> str | None:
    """Remember the key of the row that is open on this page, or read it; the URL names it."""
    if key is not None:
        st.session_state[_OPENED] = key
    known: str | None = st.session_state.get(_OPENED)
    return known


def close_row() -> None:
    st.session_state.pop(_OPENED, None)
    st.query_params.pop(ROW_PARAMETER, None)


def undos() -> list[Undo]:
    """What can be undone on this page: the last press, or nothing."""
    last: list[Undo] = st.session_state.setdefault(_UNDO, [])
    return last


def has_widgets(prefix: str) -> bool:
    """Whether widgets whose keys begin so were on screen in the last run."""
    return any(str(key).startswith(prefix) for key in st.session_state)


def last_client(code: str | None = None) -> str | None:
    """Remember the client somebody worked with last, or read it."""
    if code is not None:
        st.session_state[_LAST_CLIENT] = code
    known: str | None = st.session_state.get(_LAST_CLIENT)
    return known
