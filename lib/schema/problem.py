"""What is wrong with a cell, a row or a sheet, as a value: never an exception."""

from dataclasses import dataclass
from typing import NamedTuple


class Fault(NamedTuple):
    """Why one cell cannot be taken as it is. `code` is for code, `sentence` (Dutch) for people."""

    code: str
    sentence: str


@dataclass(frozen=True)
class Problem:
    """A fault and its place. `sheet` and `column` are English names, `row` the number in the
    sheet (1 = header, None = the whole sheet), `text` what was found (empty for secret columns).
    `place` is where it stands (0-based) when that is not where `column` stands. A blocking
    problem stops writing to that sheet."""

    sheet: str
    row: int | None
    column: str | None
    text: str
    code: str
    sentence: str
    is_blocking: bool = False
    place: int | None = None
