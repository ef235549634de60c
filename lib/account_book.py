"""What stands in the accounts file: accounts and wrong tries, and how they are spelled. Pure."""

import re
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from typing import Any, NamedTuple

import yaml

from lib.access.person import Person
from lib.access.roles import Role
from lib.errors import SettingsError

MAX_TRIES = 6
LOCK_S = 15 * 60
_NAME = re.compile(r"[a-z0-9.-]{3,32}")
_HASH = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")  # bcrypt


@dataclass(frozen=True)
class Account:
    """`worker` is the team code in the sheets. Sign-ins made before `valid_from` (epoch
    seconds) no longer count. A one-time password lets in to replace it, and for nothing else."""

    username: str
    display_name: str
    role: Role
    worker: str | None
    is_disabled: bool
    is_demo: bool
    password_hash: str = field(repr=False)
    valid_from: float
    is_one_time: bool = False

    def person(self) -> Person:
        return Person(self.username, self.display_name, self.role, self.worker)


class Tries(NamedTuple):
    """How many wrong tries in a row; all are forgotten at `until`, a quarter of an hour after
    the last one that counted."""

    wrong: int
    until: float


@dataclass
class AccountBook:
    """The whole file. `tries` is keyed by username, or by slot for a name without account."""

    accounts: dict[str, Account] = field(default_factory=dict)
    tries: dict[str, Tries] = field(default_factory=dict)

    def wrong_tries(self, name: str, now: float) -> int:
        tries = self.tries.get(self._slot(name))
        return tries.wrong if tries and now < tries.until else 0

    def is_locked(self, name: str, now: float) -> bool:
        return self.wrong_tries(name, now) >= MAX_TRIES

    def count_wrong_try(self, name: str, now: float) -> None:
        wrong = self.wrong_tries(name, now) + 1
        self.tries = {slot: tries for slot, tries in self.tries.items() if now < tries.until}
        self.tries[self._slot(name)] = Tries(wrong, now + LOCK_S)

    def forget_tries(self, name: str) -> None:
        self.tries.pop(self._slot(name), None)

    def _slot(self, name: str) -> str:
        # People type passwords in the name field, and guessers invent names without end: an
        # unknown name counts in one of 4096 slots and is never written down.
        if name in self.accounts:
            return name
        return "?" + sha256(name.encode(errors="replace")).hexdigest()[:3]


def is_username(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def parsed(text: str | None, file_name: str) -> AccountBook:
    """The book in this text, an empty one for None; SettingsError for whatever is damaged."""
    if text is None:
        return AccountBook()
    try:
        content = yaml.load(text, Loader=yaml.CSafeLoader)
        accounts = {name: _account(name, entry) for name, entry in content["accounts"].items()}
        tries = {n: Tries(int(wrong), float(t)) for n, (wrong, t) in content["tries"].items()}
    except (yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError):
        # The cause would quote lines of the file, hashes and all.
        expected = "onbeschadigde accounts; zet een reservekopie terug"
        raise SettingsError(file_name, expected) from None
    return AccountBook(accounts, tries)


def spelled(book: AccountBook) -> str:
    """The text that `parsed` reads."""
    content = {
        "accounts": {name: _entry(account) for name, account in book.accounts.items()},
        "tries": {slot: list(tries) for slot, tries in book.tries.items()},
    }
    return yaml.safe_dump(content, allow_unicode=True)


def _entry(account: Account) -> dict[str, Any]:
    entry = {**asdict(account), "role": account.role.value}
    del entry["username"]
    return entry


def _account(name: str, entry: dict[str, Any]) -> Account:
    """ValueError or TypeError when a field is absent, unknown or of another type."""
    typed = {**entry, "role": Role(entry["role"]), "valid_from": float(entry["valid_from"])}
    account = Account(username=name, **typed)
    # A yes/no that became text would count as yes; a password in plain text as a hash.
    if not all(isinstance(getattr(account, f.name), f.type) for f in fields(account)):  # type: ignore[arg-type]
        raise TypeError(name)
    if not is_username(name) or not _HASH.fullmatch(account.password_hash):
        raise ValueError(name)
    return account
