"""What people write for the committee: no code, no number of a person, no name, and no number
that is in none of the tables without somebody having looked at it."""

import re
from collections.abc import Collection, Iterable, Mapping

from lib.disclosure.safe_table import SafeTable
from lib.schema.dates import MONTHS
from lib.schema.nameless import Told, told_persons

_NUMBER = re.compile(r"\d+(?:,\d+)?")
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b\d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}\b|\b(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{4}})?\b"
    r"|\b20\d\d(?:-H[12])?\b",
    re.IGNORECASE,
)


def told_in(text: str, names: Collection[str] = ()) -> list[Told]:
    """What a text tells about persons; `names` are those of workers and clients (working names).
    Names of one or two letters are words too often to look for."""
    found = told_persons(text)
    for name in names:
        if len(name) > 2 and (match := re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)):
            found.append(Told("een naam van een persoon", match[0]))
    return found


def loose_numbers(text: str, tables: Iterable[SafeTable]) -> list[str]:
    """Numbers in a text that stand in none of the tables; dates and years are no numbers."""
    known = {
        number
        for table in tables
        for row in table.rows
        for cell in row
        for number in _NUMBER.findall(cell)
    }
    known |= {str(len(table.rows)) for table in tables}
    found = _NUMBER.findall(_DATE.sub(" ", text))
    return list(dict.fromkeys(number for number in found if number not in known))


def refusals(texts: Mapping[str, str], names: Collection[str]) -> list[str]:
    """One sentence per thing that may not be there; the keys of `texts` are their places."""
    return [
        f"{place}: hierin staat {told.what} ({told.words}). Haal dat weg."
        for place, text in texts.items()
        for told in told_in(text, names)
    ]
