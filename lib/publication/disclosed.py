"""What releasing a figure discloses, in a sentence, before somebody confirms it."""

from collections.abc import Mapping, Sequence

from lib.disclosure.pattern import GivenAway
from lib.disclosure.policy import POLICIES, Part
from lib.measures.published import MEASURES


def sentences(found: Sequence[GivenAway], values: Mapping[Part, int]) -> list[str]:
    """One sentence per thing that readers can work out; `values` are the exact counts."""
    return [_sentence(leak, values) for leak in found]


def _sentence(leak: GivenAway, values: Mapping[Part, int]) -> str:
    hidden = [cell for cell in leak.cells if isinstance(cell, Part)]
    seen = [cell for cell in leak.seen if isinstance(cell, Part) and cell in values]
    beside = " en ".join(f"'{_named(part)}' ({values[part]})" for part in seen)
    what = " + ".join(f"'{_named(part)}'" for part in hidden if part.row) or "de rest"
    number = str(leak.low) if leak.low == leak.high else f"{leak.low} tot {leak.high}"
    said = f"Uit {beside} is uit te rekenen: {what} is samen {number}."
    if leak.low == leak.high == 1:
        said += " Dat gaat over één vrouw."
    return said


def _named(part: Part) -> str:
    several = len(POLICIES[part.measure].counts) > 1
    return f"{part.row} ({part.column.lower()})" if several else part.row


def titled(part: Part) -> str:
    """A cell as a person looks for it: the title of its measure, its row and column."""
    return f"{MEASURES[part.measure].title}: {_named(part)}"
