"""The accounts file: who may sign in, with which role, and how often it went wrong.

One YAML file, `accounts.yaml` in the data folder, changed as a whole under a lock. Wrong tries
stand in it too, so that a restart does not forgive them.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from lib.access.roles import Role
from lib.account_book import Account, AccountBook, is_username, parsed, spelled
from lib.errors import AccountRefused, SettingsError, SignInFailed
from lib.passwords import DECOY_HASH, hashed, is_match, one_time_password
from lib.private import Stamp, locked, made_once, read_private, replace_private, stamp
from lib.settings import Settings

__all__ = ["DEMO_PASSWORD", "Account", "Accounts", "add_demo_accounts", "cookie_key"]

DEMO_PASSWORD = "demo-2022"
_COOKIE_KEY_CHARACTERS = 32
_DEMO: Sequence[tuple[str, str, Role, str | None]] = (
    ("casemanager", "Casemanager 1 (demo)", Role.CASE_MANAGER, "CM-01"),
    ("casemanager2", "Casemanager 2 (demo)", Role.CASE_MANAGER, "CM-02"),
    ("ervaringsdeskundige", "Ervaringsdeskundige (demo)", Role.EXPERT, "ED-01"),
    ("projectleider", "Projectleider (demo)", Role.PROJECT_LEAD, "PL-01"),
    ("coordinator", "Coördinator (demo)", Role.COORDINATOR, "CO-01"),
    ("commissie", "Commissielid (demo)", Role.COMMITTEE, None),
    ("beheer", "Functioneel beheerder (demo)", Role.ADMINISTRATOR, None),
)


class Accounts:
    """The accounts of one installation; any number of threads and processes may change them."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._clock = clock
        self._path = settings.data / "accounts.yaml"
        self._read: tuple[Stamp | None, AccountBook] | None = None

    def find(self, username: str) -> Account | None:
        """Case and outer blanks do not count. SettingsError when the file is damaged."""
        return self._book().accounts.get(_plain(username))

    def all(self) -> list[Account]:
        return [account for _, account in sorted(self._book().accounts.items())]

    def names(self) -> frozenset[str]:
        """How the people behind the accounts are called; a demo account is nobody's."""
        return frozenset(one.display_name for one in self.all() if not one.is_demo)

    def sign_in(self, username: str, password: str) -> Account:
        """SignInFailed without saying why: unknown, wrong, disabled, locked, or demo only."""
        name = _plain(username)
        found = self.find(name)
        # Outside the lock, for bcrypt is slow; for unknown names too, at the same cost.
        checked = found.password_hash if found else DECOY_HASH
        is_right = is_match(password, checked)
        now = self._clock()
        with self._changing() as book:
            # Once more: meanwhile a parallel guess may have locked it, or a reset changed it.
            account, is_locked = book.accounts.get(name), book.is_locked(name, now)
            is_right = is_right and account is not None and account.password_hash == checked
            if account and is_right and not is_locked and self._is_admitted(account):
                book.forget_tries(name)
                return account
            if not is_locked:
                book.count_wrong_try(name, now)
        raise SignInFailed

    def sign_out(self, username: str) -> None:
        """End every sign-in made until now, in open tabs too; an unknown name is no error."""
        if self.find(username):
            self._amend(username)

    def is_current(self, username: str, signed_in_at: float) -> bool:
        """Whether a sign-in made then (epoch seconds) still counts; ask at every run."""
        account = self.find(username)
        if account is None or not self._is_admitted(account):
            return False
        return signed_in_at >= account.valid_from

    def is_locked(self, username: str) -> bool:
        return self._book().is_locked(_plain(username), self._clock())

    def add(
        self,
        username: str,
        display_name: str,
        role: Role,
        worker: str | None = None,
        password: str | None = None,
        is_demo: bool = False,
    ) -> str:
        """Returns the password: the given one, or a one-time one. AccountRefused when the name
        is taken or has the wrong form, or the password is too short or too long."""
        is_one_time = password is None
        password = one_time_password() if password is None else password
        secret, now = hashed(password), self._clock()
        account = Account(
            username, display_name, role, worker, False, is_demo, secret, now, is_one_time
        )
        if not self.admit([account]):
            raise AccountRefused("Deze gebruikersnaam bestaat al. Kies een andere.")
        return password

    def admit(self, accounts: Sequence[Account]) -> list[str]:
        """Add ready-made accounts, leave those whose name exists; returns the names added."""
        if not all(is_username(account.username) for account in accounts):
            raise AccountRefused(
                "Een gebruikersnaam telt 3 tot 32 tekens: kleine letters, cijfers, punten en "
                "streepjes."
            )
        with self._changing() as book:
            fresh = {a.username: a for a in accounts if a.username not in book.accounts}
            book.accounts.update(fresh)
        return list(fresh)

    def reset(self, username: str) -> str:
        """Give a new one-time password, end all sign-ins and lift the lock."""
        password = one_time_password()
        self._amend(username, password_hash=hashed(password), is_one_time=True)
        with self._changing() as book:
            book.forget_tries(_plain(username))
        return password

    def replace_password(self, username: str, password: str) -> None:
        """The person chose one of their own; every sign-in ends. AccountRefused when it is the
        one they had, too short or too long."""
        account = self.find(username)
        if account is not None and is_match(password, account.password_hash):
            raise AccountRefused("Kies een ander wachtwoord dan dat je nu hebt.")
        self._amend(username, password_hash=hashed(password), is_one_time=False)

    def assign(self, username: str, role: Role, worker: str | None) -> None:
        """Give somebody another role; `worker` is their code in the sheets."""
        self._amend(username, role=role, worker=worker)

    def disable(self, username: str) -> None:
        self._amend(username, is_disabled=True)

    def enable(self, username: str) -> None:
        self._amend(username, is_disabled=False)

    def _is_admitted(self, account: Account) -> bool:
        return not account.is_disabled and (self._settings.is_demo or not account.is_demo)

    def _amend(self, username: str, **changes: Any) -> None:
        """Change an account; whatever the change, sign-ins made before it end. AccountRefused
        when nobody would be left to manage accounts."""
        with self._changing() as book:
            account = book.accounts.get(_plain(username))
            if account is None:
                raise AccountRefused("Er is geen account met deze gebruikersnaam.")
            # Never back in time: a clock set back would revive sign-ins that were ended.
            now = max(self._clock(), account.valid_from)
            had_one = self._has_administrator(book)
            book.accounts[account.username] = replace(account, valid_from=now, **changes)
            if had_one and not self._has_administrator(book):
                raise AccountRefused(
                    "Dit is de laatste actieve beheerder. Maak eerst een andere beheerder."
                )

    def _has_administrator(self, book: AccountBook) -> bool:
        found = book.accounts.values()
        return any(a.role is Role.ADMINISTRATOR and self._is_admitted(a) for a in found)

    def _book(self) -> AccountBook:
        now, read = stamp(self._path), self._read
        if now is None or read is None or read[0] != now:
            read = self._read = (now, parsed(read_private(self._path), self._path.name))
        return read[1]

    @contextmanager
    def _changing(self) -> Iterator[AccountBook]:
        """The book as it stands now; written when the block ends well and has changed it."""
        with locked(self._path):
            text = read_private(self._path)
            book = parsed(text, self._path.name)
            before = spelled(book)
            yield book
            if (after := spelled(book)) != before:
                replace_private(self._path, after)


def add_demo_accounts(accounts: Accounts) -> None:
    """One account per role, all with DEMO_PASSWORD; those that exist stay as they are."""
    absent = [line for line in _DEMO if accounts.find(line[0]) is None]
    if absent:
        secret = hashed(DEMO_PASSWORD)  # once for all, for bcrypt is slow
        accounts.admit(
            [
                Account(n, title, role, code, False, True, secret, 0.0)
                for n, title, role, code in absent
            ]
        )


def cookie_key(settings: Settings) -> str:
    """The key that signs the remember-me cookie, made at first start; SettingsError if cut off."""
    path = settings.data / "cookie.key"
    key = made_once(path, lambda: secrets.token_urlsafe(48)).strip()
    if len(key) < _COOKIE_KEY_CHARACTERS:
        raise SettingsError(path.name, "een langere tekst; verwijder het bestand voor een nieuwe")
    return key


def _plain(username: str) -> str:
    return username.strip().casefold()
