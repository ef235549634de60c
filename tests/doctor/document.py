"""The table of every damage, as it stands in docs/handleiding.md: `make docs` writes it."""

import re
from pathlib import Path

from tests.doctor.damages import CHAPTERS

PATH = Path(__file__).parents[2] / "docs" / "handleiding.md"
_PART = re.compile(r"(<!-- schade -->\n).*?(<!-- einde -->)", re.DOTALL)


def table() -> str:
    """By chapter what somebody does, what the app says and what Herstel does."""
    lines = []
    for title, damages in CHAPTERS.items():
        lines += [
            f"\n### {title}\n",
            "| Wat er gebeurt | Wat de app zegt | Herstel |",
            "| --- | --- | --- |",
        ]
        lines += [f"| {d.what} | {d.says} | {d.mending} |" for d in damages]
    return "\n".join(lines) + "\n\n"


def with_table(text: str) -> str:
    return _PART.sub(lambda part: part[1] + table() + part[2], text)


if __name__ == "__main__":
    PATH.write_text(with_table(PATH.read_text(encoding="utf-8")), encoding="utf-8")
