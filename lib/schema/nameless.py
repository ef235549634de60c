"""What no free text may hold: a client's code, a telephone number, a BSN, an e-mail address.

A name cannot be recognised; the help texts ask not to write one.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from lib.schema.codes import is_client_code, typed_client_code
from lib.schema.sheet import Row, Rule

_CODE = re.compile(r"\bST-?[0-9A-Z]{5}\b", re.IGNORECASE)
# Eight digits or more, however they are grouped: a telephone number or a BSN. Dates stay: a
# day, a month and a year of four digits count eight as well.
_DATE = re.compile(r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{2}-\d{2})\b")
_NUMBER = re.compile(r"(?:\+|\b)\d(?:[ ().-]{0,2}\d){7,}\b")
_ADDRESS = re.compile(r"\S+@\S+\.\S+")


def nameless(*names: str) -> tuple[Rule, ...]:
    """A rule per text column that it names nobody."""
    return tuple(Rule(name, _SENTENCE, _holds(name)) for name in names)


_SENTENCE = (
    "Hierin staat iets dat lijkt op een cliëntcode, een telefoonnummer, een BSN of een "
    "e-mailadres. Haal dat weg."
)


def _holds(name: str) -> Callable[[Row], bool]:
    return lambda row: not names_somebody(row.get(name) or "")


class Told(NamedTuple):
    """What a text tells about a person, and in which words."""

    what: str
    words: str


def names_somebody(text: str) -> bool:
    return bool(told_persons(text))


def told_persons(text: str) -> list[Told]:
    """Every code, number and address in a text, in this order."""
    codes = (match[0] for match in _CODE.finditer(text))
    bare = _DATE.sub(lambda match: "·" * len(match[0]), text)
    return [
        *(Told("een cliëntcode", c) for c in codes if is_client_code(typed_client_code(c))),
        *(Told("een telefoonnummer of BSN", match[0]) for match in _NUMBER.finditer(bare)),
        *(Told("een e-mailadres", match[0]) for match in _ADDRESS.finditer(text)),
    ]
