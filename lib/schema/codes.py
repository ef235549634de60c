"""Row keys: random, readable aloud, never a sequence.

Client code: `ST-` + 4 Crockford base 32 characters + 1 check character (`ST-7K3MQ`).
Other rows: the sheet's prefix, a dash and 10 characters (50 bits: among 100,000 rows the
chance of any clash is below 1 in 200,000, so nobody has to ask the sheet first).
"""

import re
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Ours, or one that somebody numbered by hand; no name looks like either.
_KEY = re.compile(r"[A-Z]{2}-([0-9A-HJKMNP-TV-Z]{10}|[0-9]{1,12})")
_CLIENT = re.compile(r"ST-[0-9A-HJKMNP-TV-Z]{5}")
# So many digits in a row read as a BSN (8 or 9) or a telephone number.
_LONG_NUMBER = re.compile(r"\d{8}")
# What people type for a look-alike character, as Crockford decodes it.
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def client_code(number: int) -> str | None:
    """The code for a random number below 32**4; None when its check character would not be
    a letter or digit (5 in 37), so that the caller draws again."""
    body = _base32(number, 4)
    check = _check(body)
    return f"ST-{body}{ALPHABET[check]}" if check < len(ALPHABET) else None


def is_client_code(text: str) -> bool:
    """True for a code whose check character fits: one wrong or two swapped characters do not."""
    if not _CLIENT.fullmatch(text):
        return False
    check = _check(text[3:7])
    return check < len(ALPHABET) and text[7] == ALPHABET[check]


def typed_client_code(text: str) -> str:
    """What a person typed, brought to the written form (capitals, O→0, I and L→1, dash)."""
    bare = re.sub(r"[\s-]", "", text).upper()
    # Five characters are a code without its prefix, which may itself begin with ST.
    body = bare if len(bare) == 5 else bare.removeprefix("ST")
    return f"ST-{body.translate(_LOOK_ALIKES)}"


def typed_key(text: str) -> str | None:
    """The client code or key of a row that a person typed; None for anything else."""
    code, key = typed_client_code(text), re.sub(r"\s", "", text).upper()
    if is_client_code(code):
        return code
    return key if _KEY.fullmatch(key) else None


def row_key(prefix: str, number: int) -> str | None:
    """The key of a row for a random number below 32**10; None (2 in 10,000) when it reads as
    a BSN or a telephone number, so that the caller draws again."""
    body = _base32(number, 10)
    return None if _LONG_NUMBER.search(body) else f"{prefix}-{body}"


def drawn_row_key(prefix: str, draw: Callable[[], int]) -> str:
    """The first key that numbers of `draw` (each below 32**10) give."""
    while (key := row_key(prefix, draw())) is None:
        pass
    return key


def _base32(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def _check(body: str) -> int:
    # Weights 1…4 modulo a prime above 32 catch every single error and every swap of neighbours.
    return sum(w * ALPHABET.index(c) for w, c in enumerate(body, start=1)) % 37
