"""What the recorded walks share: somebody at a device, and what stands in the whole store."""

import json
import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from lib.audit import HIDDEN, Act
from lib.schema.workbook import SHEETS
from tests.browser.conftest import heading, settle
from tests.conftest import ROOT, DemoWorld

PICTURES = ROOT / "reports" / "walks"  # git does not keep them
NEW = "nieuw"
STAMP = ("Gewijzigd op", "Gewijzigd door")
WORKBOOKS = sorted({schema.workbook for schema in SHEETS.values()})

Row = Mapping[str, Any]
Cells = dict[str, Any]
Rows = dict[str, dict[str, Row]]


class Walker:
    """One person at one device. Every step leaves a picture, numbered in the order of the walk."""

    def __init__(self, page: Page, walk: str) -> None:
        self.page = page
        self._folder = PICTURES / walk
        self._folder.mkdir(parents=True, exist_ok=True)
        self._steps = 0

    def look(self, step: str) -> None:
        settle(self.page)
        self._steps += 1
        self.page.screenshot(path=self._folder / f"{self._steps:02}-{step}.png")

    def go(self, title: str) -> None:
        """To a page by the menu, which is folded away on a phone."""
        unfold = self.page.get_by_test_id("stExpandSidebarButton")
        if unfold.is_visible():
            unfold.click()
        self.page.get_by_test_id("stSidebarNavLink").filter(
            has_text=re.compile(f"{re.escape(title)}$")
        ).click()
        heading(self.page, title).wait_for()
        settle(self.page)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def unfold(self, label: str) -> Locator:
        """The form behind a fold."""
        fold = self.page.get_by_test_id("stExpander").filter(
            has=self.page.locator("summary").filter(has_text=label)
        )
        fold.locator("summary").first.click()
        fold.get_by_test_id("stExpanderDetails").first.wait_for()
        settle(self.page)
        return fold

    def told(self, text: str) -> None:
        """The app says so, and the script rests."""
        self.page.get_by_test_id("stToast").filter(has_text=text).first.wait_for()
        settle(self.page)


def line_of(page: Page, text: str, act: str) -> Locator:
    """The innermost part of a list that is about this and in which that stands as well."""
    blocks = page.get_by_test_id("stVerticalBlock").or_(page.get_by_test_id("stHorizontalBlock"))
    return blocks.filter(has_text=text).filter(has_text=act).last


def pick(form: Locator, option: str) -> None:
    """One of the pills of a form."""
    form.get_by_role("radio", name=option).click()


class Book:
    """Every row of every sheet and every line of the log, as they were when last looked at."""

    def __init__(self, world: DemoWorld) -> None:
        self._world = world
        self._rows, self._lines = self._read(), self._read_lines()

    def written(self, by: str = "") -> dict[str, list[tuple[str, Cells]]]:
        """Since the last look: per sheet the cells that are otherwise now, by the key of their
        row or `NEW`. Each such row has one log line, by the same person; there is no other."""
        before, self._rows = self._rows, self._read()
        told, self._lines = self._lines, self._read_lines()
        found: dict[str, list[tuple[str, Cells]]] = {}
        keys: list[tuple[str, str]] = []
        for sheet, rows in self._rows.items():
            assert list(rows)[: len(before[sheet])] == list(before[sheet])  # none gone or moved
            for key, row in rows.items():
                was = before[sheet].get(key)
                if row == was:
                    continue
                assert row["Gewijzigd door"] == by
                found.setdefault(sheet, []).append((NEW if was is None else key, _new(row, was)))
                keys.append((SHEETS[sheet].title, key))
        lines = [line for name, line in self._lines.items() if name not in told]
        assert sorted((line["Blad"], line["Rij"]) for line in lines) == sorted(keys)
        assert {line["Wie"] for line in lines} == ({by} if lines else set())
        self._compare(lines)
        return found

    def _compare(self, lines: list[Row]) -> None:
        """What a line says stands in the row it names."""
        sheets = {SHEETS[sheet].title: rows for sheet, rows in self._rows.items()}
        for line in lines:
            row, new = sheets[line["Blad"]][line["Rij"]], json.loads(line["Nieuw"])
            for header, cell in new.items():
                assert bool(cell) == (row[header] != ""), (line["Blad"], header)
                assert (cell == HIDDEN) == str(row[header]).startswith("geheim:")

    def _read(self) -> Rows:
        return {name: self._read_sheet(name) for name in SHEETS}

    def _read_sheet(self, name: str) -> dict[str, Row]:
        key = SHEETS[name].key().header
        rows = self._world.records(name)
        by_key = {row[key]: row for row in rows}
        assert len(by_key) == len(rows), f"a key stands twice in {name}"
        return by_key

    def _read_lines(self) -> dict[str, Row]:
        """Changes by the number of their line. Looks come by themselves, a moment later."""
        lines = [line for workbook in WORKBOOKS for line in self._world.log(workbook)]
        return {line["Regel"]: line for line in lines if line["Handeling"] != Act.VIEWED}


def _new(row: Row, was: Row | None) -> Cells:
    """The cells that differ, without key and stamp; what is sealed as the log says it."""
    key = next(iter(row))
    return {
        header: HIDDEN if str(cell).startswith("geheim:") else cell
        for header, cell in row.items()
        if header not in (key, *STAMP) and cell != ("" if was is None else was[header])
    }
