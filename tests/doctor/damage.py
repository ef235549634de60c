"""A damage: what somebody does in a sheet, and all that must come of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.store.conftest import Bench

RIGHT, BLOCKED = "right", "blocked"


@dataclass(frozen=True)
class Damage:
    """`what` is told in the first column of the document. `told` are, in their order, cell and
    sentence of what is found when the sheets are read, `spelled` of what counts but is written
    otherwise, `inspected` of what only Controleer finds. `sheet` is where, unless the cell begins
    with another one's title. `link` is what the address of the first ends in.

    `reads` are cells (key, column) that read otherwise than before; every other cell of every row
    reads the same. `rows` is how many more there are. `wiped` is the key that its
    row has no more. `harmless` says why nothing is told. `unreadable`: no row of the sheet can be
    read, and none is gone from it.

    `mends` are the cells that Herstel sets, as they stand there afterwards; `mending` says so in
    the document. `saved` is RIGHT, or the sentence by which a change of the row `key` is refused
    (BLOCKED: with what was told first); `added` the same for a new row.
    """

    what: str
    act: Callable[[Bench], object]
    told: Sequence[tuple[str, str]] = ()
    spelled: Sequence[tuple[str, str]] = ()
    inspected: Sequence[tuple[str, str]] = ()
    sheet: str = "contacts"
    link: str | None = None
    reads: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    rows: int = 0
    wiped: str | None = None
    harmless: str = "het kan geen kwaad, alles wordt goed gelezen"
    unreadable: bool = False
    mends: Mapping[str, Any] = field(default_factory=dict)
    mending: str = "–"
    key: str = "CT-1"
    saved: str = RIGHT
    added: str = RIGHT

    def __str__(self) -> str:
        return self.what

    @property
    def says(self) -> str:
        """What the app says, for the document."""
        found = [*self.told, *self.spelled]
        if not found and self.inspected:
            return f"{self.inspected[0][1]} (na *Controleer*)"
        return found[0][1] if found else f"niets: {self.harmless}"
