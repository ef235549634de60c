"""Four publications as they would have been made, October 2021 to January 2022.

They are made by the app's own gate from the demo world (`python -m tests.demo.publications`
writes the file), so nothing here counts; a test makes them again and compares.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lib.demo.chance import Row
from lib.demo.days import day

FILE = Path(__file__).with_name("publications.json")
_DAYS = ("as_of", "published_on")


def publications() -> list[Row]:
    return [
        {name: day(value) if name in _DAYS else value for name, value in one["row"].items()}
        for one in _frozen()
    ]


def figures(published: Sequence[Row]) -> list[Row]:
    """`published` are the rows of `publications` with their keys."""
    names = ("measure", "row_label", "column_label", "value")
    return [
        {
            "publication_id": row["publication_id"],
            "position": place,
            **dict(zip(names, cell, strict=True)),
        }
        for row, one in zip(published, _frozen(), strict=True)
        for place, cell in enumerate(one["figures"])
    ]


def _frozen() -> list[dict[str, Any]]:
    frozen: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return frozen
