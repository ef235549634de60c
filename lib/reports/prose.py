"""What people typed, as paragraphs and lists. Nothing in it is markup but the start of a line."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_BULLET = re.compile(r"[•\-–]\s+")
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
# Letters that turn the reading order round for what comes after them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Part:
    """A paragraph, or a list: `kind` is "text", "bullets" or "numbers"; a paragraph is one line."""

    kind: str
    lines: tuple[str, ...]


def plain(text: object) -> str:
    """Text that every format can hold: without control characters, composed."""
    kept = "".join(
        " " if c == "\t" or unicodedata.category(c) in ("Zl", "Zp") else c
        for c in str(text)
        if c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    )
    return unicodedata.normalize("NFC", "".join(c for c in kept if c not in _TURNING))


def line(text: object) -> str:
    """The same on one line, for cells and titles."""
    return " ".join(plain(text).split())


def parts(text: str) -> tuple[Part, ...]:
    """Lines follow on from each other; an empty line ends a paragraph; "- ", "• " or "1. " at
    the start of a line begins an item of a list."""
    found: list[Part] = []
    for kind, items in groupby(_items(text), key=lambda pair: pair[0]):
        lines = tuple(said for _, said in items)
        found += [Part(kind, (one,)) for one in lines] if kind == "text" else [Part(kind, lines)]
    return tuple(found)


def _items(text: str) -> Iterator[tuple[str, str]]:
    kind, said = "", ""
    for raw in [*plain(text).splitlines(), ""]:
        bare = " ".join(raw.split())
        begins = _kind(bare)
        if kind and (not bare or begins != "text"):
            yield kind, said
            kind = ""
        if not bare:
            continue
        if kind:
            said = f"{said} {bare}"
        else:
            kind = begins
            said = bare if begins == "text" else bare.split(maxsplit=1)[1]


def _kind(bare: str) -> str:
    if _BULLET.match(bare):
        return "bullets"
    return "numbers" if _NUMBER.match(bare) else "text"
