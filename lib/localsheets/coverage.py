"""The table of README.md: what of Google's contract is done here, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable

from lib.localsheets.contract import MESSAGES, METHODS
from lib.localsheets.extent import EXTENT, PARAMETERS
from lib.localsheets.routes import HANDLERS
from lib.localsheets.spreadsheets import KINDS

# Methods of gspread 6.2.1 that end in a refusal, and what is refused then.
GSPREAD_REFUSED: dict[str, str] = {}


def coverage() -> str:
    """Markdown; each name as Google or gspread spells it."""
    queries = {name for method in HANDLERS for name in METHODS[method]["query"]}
    rows = [
        ("methods", HANDLERS, METHODS.keys() - HANDLERS.keys()),
        ("query parameters", queries & PARAMETERS, queries - PARAMETERS),
        ("request kinds", KINDS, MESSAGES["Request"].keys() - KINDS.keys()),
    ]
    rows += [
        (f"{name} sent", EXTENT[name], MESSAGES[name].keys() - EXTENT[name]) for name in EXTENT
    ]
    lines = [f"| {what} | {_listed(done)} | {_listed(refused)} |\n" for what, done, refused in rows]
    gspread = [f"| `{name}` | {why} |\n" for name, why in sorted(GSPREAD_REFUSED.items())]
    return "".join(
        (
            "| what | done | refused with 501 |\n| --- | --- | --- |\n",
            *lines,
            "\nOther messages may be sent whole. Of gspread 6.2.1 all is done but this:\n\n",
            "| method | refused with 501 |\n| --- | --- |\n",
            *gspread,
        )
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
