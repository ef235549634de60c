"""What amber and red always carry: cause, effect and adjustment."""

from lib.schema import choices as c
from lib.schema.sheet import Row, required_when


def _needs_explaining(row: Row) -> bool:
    return row.get("progress") in (c.Progress.ATTENTION, c.Progress.STUCK)


EXPLAINED = tuple(
    required_when(
        name, f"Vul {label} in: die hoort bij 'Aandacht' en 'Loopt vast'.", _needs_explaining
    )
    for name, label in (
        ("cause", "de oorzaak"),
        ("effect", "het gevolg"),
        ("adjustment", "de bijsturing"),
    )
)
