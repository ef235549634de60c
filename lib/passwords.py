"""Passwords: made, hashed with bcrypt, compared."""

import secrets

import bcrypt

from lib.errors import AccountRefused

_MIN_CHARACTERS = 8
_MAX_BYTES = 72  # bcrypt reads no more
_UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789"

# Made of random bytes that nobody kept: comparing with it takes as long as with a real one.
DECOY_HASH = "$2b$12$55IdPLMHkVMf27NoIOEZX.YuT78LmTzkujPfBg5rWJCLh3cSiK7xG"


def hashed(password: str) -> str:
    """AccountRefused when the password is too short, or too long for bcrypt."""
    if len(password) < _MIN_CHARACTERS or len(password.encode()) > _MAX_BYTES:
        raise AccountRefused(
            f"Een wachtwoord telt minstens {_MIN_CHARACTERS} tekens en is hoogstens "
            f"{_MAX_BYTES} bytes lang (een letter met accent telt dubbel)."
        )
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()


def is_match(password: str, password_hash: str) -> bool:
    try:
        return bcrypt.checkpw(password.encode(), password_hash.encode())
    except ValueError:  # more than 72 bytes, which no password here has
        return False


def one_time_password() -> str:
    """Four groups of four characters that cannot be mistaken for one another: 79 bits."""
    groups = ("".join(secrets.choice(_UNAMBIGUOUS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
