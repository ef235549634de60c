"""What all sessions of this process share: settings, accounts, keys, the store with its Snapshot
(`shared.py`), and what day it is."""

from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from lib.accounts import Accounts, add_demo_accounts
from lib.cipher import Cipher
from lib.keys import key_stamp, read_keys
from lib.settings import Settings, read_settings
from lib.store.connect import connect
from lib.store.demo import workbooks_of
from lib.store.store import STORE_FOLDER, Store, wall_clock
from lib.ui.shared import Live


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """Read once; on the local backend the workbooks are the demo world's, built on first use."""
    read = read_settings()
    return replace(read, workbooks=workbooks_of(read))


@st.cache_resource(show_spinner=False)
def accounts() -> Accounts:
    opened = Accounts(settings())
    if settings().is_demo:
        add_demo_accounts(opened)
    return opened


@st.cache_resource(show_spinner=False)
def last_runs() -> dict[str, float]:
    """User name → when (epoch seconds) somebody last did anything, in whichever tab."""
    return {}


def cipher() -> Cipher:
    """With the keys as they are now: another process may have rotated them."""
    now = key_stamp(settings())
    return read_keys(settings()).cipher() if now is None else _cipher(now)


@st.cache_resource(show_spinner=False, max_entries=1)
def _cipher(stamp: object) -> Cipher:  # noqa: ARG001 - the stamp is what the cache goes by
    return read_keys(settings()).cipher()


@st.cache_resource(show_spinner=False)
def live() -> Live:
    configured = settings()
    folder = configured.data / STORE_FOLDER
    store = Store(connect(configured), configured.workbooks, folder, clock, cipher=cipher)
    return Live(store, configured.refresh_s)


def clock() -> datetime:
    """The moment of a save: the wall clock's time on the day the app takes for today."""
    now = wall_clock()
    return datetime.combine(settings().today(now.date()), now.time())


def today() -> date:
    return clock().date()
