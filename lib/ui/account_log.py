"""What happens to accounts, and at signing in, as lines of the Logboek of the progress: who did it
and to which account, never a password and never what somebody typed in place of a name."""

from collections.abc import Mapping
from contextlib import suppress

from lib.access.person import Person
from lib.accounts import Account
from lib.audit import ACCOUNTS_WORKBOOK, Act, Actor, account_event
from lib.errors import DashboardError, SignInFailed
from lib.store.events import EVENTS_FILE, Events
from lib.store.store import STORE_FOLDER
from lib.ui import live

UNKNOWN = "(onbekend account)"


def tell_account(
    who: Person,
    act: Act,
    username: str,
    old: Mapping[str, str] | None = None,
    new: Mapping[str, str] | None = None,
) -> None:
    """JournalUnwritable when it cannot be kept."""
    actor = Actor(who.username, who.role.value)
    event = account_event(act, username, old, new)
    live.live().logbooks.tell(ACCOUNTS_WORKBOOK, event, actor)


def told_sign_in(name: str, password: str) -> Account:
    """As `Accounts.sign_in`; one that fails is told. SignInFailed."""
    was_locked = live.accounts().is_locked(name)
    try:
        return live.accounts().sign_in(name, password)
    except SignInFailed:
        _tell_failure(name, was_locked=was_locked)
        raise


def _tell_failure(typed: str, *, was_locked: bool) -> None:
    """A sign-in that failed, and a lock that this try brought about. Where guessing goes on, under
    a lock or with invented names, one line a minute is enough. Nobody is kept from trying again
    because it could not be told."""
    account = live.accounts().find(typed)
    name = account.username if account else UNKNOWN
    actor = Actor(name, account.role.value if account else "")
    acts = [Act.SIGN_IN_FAILED]
    if account and not was_locked and live.accounts().is_locked(name):
        acts.append(Act.LOCKED_OUT)
    with suppress(DashboardError):
        for act in acts:
            once = f"{act} {name} {live.clock():%Y-%m-%d %H:%M}"
            is_bounded = account is not None and not was_locked
            event = account_event(act, name, once="" if is_bounded else once)
            _events().accept(ACCOUNTS_WORKBOOK, event, actor)


def _events() -> Events:
    """Past the store: signing in asks nothing of the sheets, which may be away or set up wrong.
    What is kept here is sent after the next reading."""
    folder = live.settings().data / STORE_FOLDER
    return Events(folder / EVENTS_FILE, live.cipher, live.clock)
