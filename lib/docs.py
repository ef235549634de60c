"""The generated parts of the documents: settings, sheets, header rows, who may do what.

A document keeps its own words around `<!-- generated: NAME -->` … `<!-- end -->`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from lib.access.policy import MatrixLine, glass_matrix, matrix
from lib.localsheets.coverage import coverage
from lib.schema.column import Column, Kind
from lib.schema.logbook import Logbook
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES, sheets_of
from lib.settings import SECRETS, VARIABLES

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "lib/localsheets/README.md",
    "docs/gegevenswoordenboek.md",
    "docs/google.md",
    "docs/installatie.md",
    "docs/rechten.md",
)

_KINDS = {
    Kind.KEY: "sleutel",
    Kind.TEXT: "tekst",
    Kind.SECRET: "geheim (versleuteld)",
    Kind.DATE: "datum",
    Kind.MOMENT: "tijdstip",
    Kind.WHOLE: "heel getal",
    Kind.NUMBER: "getal",
    Kind.YES_NO: "ja/nee",
    Kind.ORGANISATION: "organisatie",
    Kind.ORGANISATIONS: "organisaties (meer mogelijk)",
}


def write_docs() -> list[str]:
    """Write every generated part; returns the documents that changed."""
    changed = []
    for name in DOCUMENTS:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        fresh = with_generated_parts(text)
        if fresh != text:
            path.write_text(fresh, encoding="utf-8")
            changed.append(name)
    return changed


def with_generated_parts(text: str) -> str:
    """The document with each generated part made anew; KeyError for an unknown name."""
    return re.sub(
        r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)",
        lambda part: part[1] + _PARTS[part[2]]() + part[3],
        text,
        flags=re.DOTALL,
    )


def _settings() -> str:
    return _table(
        ("Variable", "What it holds", "Default"),
        ((f"`{v.name}`", v.meaning, f"`{v.default}`") for v in VARIABLES),
    )


def _environment() -> str:
    return _table(("Omgeving", "Wat het is"), ((f"`{v.name}`", v.dutch) for v in VARIABLES))


def _secrets() -> str:
    return _table(("In het geheimenbestand", "Wat het is"),
                  ((f"`{s.name}`", s.dutch) for s in SECRETS))  # fmt: skip


def _sheets() -> str:
    parts = []
    for workbook, title in WORKBOOK_TITLES.items():
        parts.append(f"\n## {title}\n")
        parts += [_sheet(sheet) for sheet in sheets_of(workbook)]
    parts.append(f"\n## In elk bestand\n{_sheet(Logbook)}")
    return "".join(parts)


def _sheet(sheet: type[Sheet]) -> str:
    rows = ((c.header, _kind(c), "ja" if c.is_required else "", _help(c)) for c in sheet.columns)
    table = _table(("Kolom", "Soort", "Verplicht", "Uitleg"), rows)
    return f"\n### {sheet.title}\n\n{sheet.what_is_a_row()}\n\n{table}"


def _headers() -> str:
    """Tabs between the headers, so that a copied line fills row 1."""
    parts = []
    for workbook, title in WORKBOOK_TITLES.items():
        parts.append(f"\n### {title}\n")
        sheets: tuple[type[Sheet], ...] = (*sheets_of(workbook), Logbook)
        for sheet in sheets:
            line = "\t".join(column.header for column in sheet.columns)
            parts.append(f"\n**{sheet.title}**\n\n```text\n{line}\n```\n")
    return "".join(parts)


def _rights() -> str:
    return _matrix((line.role.label, line) for line in matrix())


def _glass_rights() -> str:
    return _matrix((f"{line.role.label}, noodinzage", line) for line in glass_matrix())


def _matrix(lines: Iterable[tuple[str, MatrixLine]]) -> str:
    return _table(
        ("Rol", "Blad", "Lezen", "Toevoegen", "Wijzigen"),
        ((who, SHEETS[line.sheet].title, line.read, line.add, line.change) for who, line in lines),
    )


_PARTS: Mapping[str, Callable[[], str]] = {
    "settings": _settings,
    "environment": _environment,
    "secrets": _secrets,
    "sheets": _sheets,
    "headers": _headers,
    "rights": _rights,
    "glass_rights": _glass_rights,
    "coverage": coverage,
}


def _kind(column: Column) -> str:
    if column.kind is Kind.REFERENCE and column.to:
        return f"verwijst naar {SHEETS[column.to].title}"
    if column.choices:
        several = " (meer mogelijk)" if column.is_several else ""
        return f"keuze{several}: " + " · ".join(choice.value for choice in column.choices)
    return _KINDS[column.kind]


def _help(column: Column) -> str:
    by_app = "Vult de app in." if column.is_protected else ""
    return " ".join(filter(None, [column.help, by_app]))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)
