"""Likeness of working names: whether two may be meant to be the same, by spelling or by sound."""

import re
import unicodedata

# Dutch spellings of one sound, each brought to one letter; in this order.
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("qu", "kw"), ("th", "t"), ("ch", "g"), ("sj", "s"), ("x", "ks"),
    ("ij", "y"), ("ei", "y"), ("ey", "y"), ("ie", "i"), ("oe", "u"), ("ou", "au"), ("z", "s"),
    ("v", "f"),
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_DOUBLE = re.compile(r"(.)\1+")
# So many letters may differ (typed wrong, left out, swapped) from so many letters on.
_SLIPS = ((8, 2), (4, 1))


def is_like(name: str, other: str) -> bool:
    """The same apart from capitals, accents, spaces and sound, or a slip of the pen away. Short
    names differ by a letter on purpose, so they must sound the same."""
    mine, theirs = _letters(name), _letters(other)
    if not mine or not theirs:
        return False
    if _sound(mine) == _sound(theirs):
        return True
    length = min(len(mine), len(theirs))
    allowed = next((slips for letters, slips in _SLIPS if length >= letters), 0)
    return abs(len(mine) - len(theirs)) <= allowed and _slips(mine, theirs) <= allowed


def _letters(name: str) -> str:
    """Letters and digits without capitals or accents."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def _sound(letters: str) -> str:
    sounds = _SOFT_C.sub("s", _DOUBLE.sub(r"\1", letters))
    for written, heard in _SOUNDS:
        sounds = sounds.replace(written, heard)
    return _DOUBLE.sub(r"\1", sounds.replace("c", "k"))


def _slips(name: str, other: str) -> int:
    """How many letters to add, leave out, replace or swap with a neighbour (optimal string
    alignment)."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, sign in enumerate(name, start=1):
        before, row, last = row, [i], before
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != wanted))
            is_swap = i > 1 and j > 1 and sign == other[j - 2] and name[i - 2] == wanted
            row.append(min(cost, last[j - 2] + 1) if is_swap else cost)
    return row[-1]
