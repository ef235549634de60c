"""docs/apps-script: run with a small imitation of Google's services, held against our schema."""

import json
from typing import Any

import pytest
import quickjs

from lib.audit import KINDS, Act
from lib.chain import Link, chained, lines_of, verified
from lib.cipher import Cipher
from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS
from tests.conftest import ROOT

SCRIPT = (ROOT / "docs/apps-script/bewerkers.gs").read_text(encoding="utf-8")
TITLE = "Bewerkers"
CONTACTS = [
    ["Contact", "Cliënt", "Aantekening"],
    ["CT-1", "ST-VERZONNEN", "Zilvermeeuw"],
    ["", "ST-VERZONNEN", "x"],
]
GOOGLE = """
var triggers = [], serial = 0;
function Sheet(file, title, rows) { this.file = file; this.title = title; this.rows = rows; }
Sheet.prototype.getName = function () { return this.title; };
Sheet.prototype.getParent = function () { return this.file; };
Sheet.prototype.getLastColumn = function () { return this.rows[0].length; };
Sheet.prototype.appendRow = function (row) { this.rows.push(row); };
Sheet.prototype.setFrozenRows = function () {};
Sheet.prototype.getRange = function (row, column, rows, columns) {
  var all = this.rows, sheet = this;
  return {
    getSheet: function () { return sheet; },
    getRow: function () { return row; }, getColumn: function () { return column; },
    getNumRows: function () { return rows; }, getNumColumns: function () { return columns; },
    getValues: function () {
      var got = [];
      for (var r = row - 1; r < row - 1 + rows; r++)
        got.push((all[r] || []).slice(column - 1, column - 1 + columns));
      return got;
    }
  };
};
function File(sheets) {
  this.sheets = []; for (var t in sheets) this.insertSheet(t).rows = sheets[t];
}
File.prototype.getSheets = function () { return this.sheets; };
File.prototype.getSheetByName = function (title) {
  return this.sheets.filter(function (s) { return s.title === title; })[0] || null;
};
File.prototype.insertSheet = function (title) {
  var made = new Sheet(this, title, []); this.sheets.push(made); return made;
};
var file, SpreadsheetApp = { getActive: function () { return file; } };
var Utilities = { getUuid: function () { serial += 1; return 'uuid-' + serial; } };
var ScriptApp = {
  getProjectTriggers: function () { return triggers; },
  deleteTrigger: function (one) { triggers = triggers.filter(function (t) { return t !== one; }); },
  newTrigger: function (name) {
    return { forSpreadsheet: function () { return { onEdit: function () { return {
      create: function () { triggers.push({ getHandlerFunction: function () { return name; } }); }
    }; } }; } };
  }
};
function edit(title, row, column, rows, columns, address) {
  var user = address === null ? undefined : { getEmail: function () { return address; } };
  var range = file.getSheetByName(title).getRange(row, column, rows, columns);
  bijWijziging({ range: range, user: user });
}
"""


class Google:
    """One file with these sheets, and the script in it."""

    def __init__(self, **sheets: list[list[Any]]) -> None:
        self._js = quickjs.Context()
        self._js.eval(GOOGLE)
        self._js.eval(SCRIPT)
        self._js.eval(f"file = new File({json.dumps(sheets)})")

    def edit(self, title: str, row: int, column: int, rows: int = 1, columns: int = 1,
             address: str | None = "coordinator@example.org") -> None:  # fmt: skip
        given = json.dumps([title, row, column, rows, columns, address])
        self._js.eval(f"edit.apply(null, {given})")

    def rows(self, title: str = TITLE) -> list[list[Any]]:
        found = f"(file.getSheetByName({json.dumps(title)}) || {{rows: []}}).rows"
        rows: list[list[Any]] = json.loads(self._js.eval(f"JSON.stringify({found})"))
        return rows

    def lines(self) -> list[dict[str, Any]]:
        header, *rows = self.rows()
        return [dict(zip(header, row, strict=True)) for row in rows]

    def triggers(self) -> int:
        return int(self._js.eval("triggers.length"))

    def switch_on(self) -> None:
        self._js.eval("aanzetten()")


@pytest.fixture
def google() -> Google:
    return Google(Contacten=[list(row) for row in CONTACTS], Logboek=[["Regel"]])


def test_its_columns_are_those_of_the_logboek_without_the_chain(google: Google) -> None:
    google.switch_on()
    chain = Logbook.column("chain")
    assert google.rows() == [[c.header for c in Logbook.columns if c is not chain]]
    assert TITLE not in {sheet.title for sheet in SHEETS.values()}


def test_switching_on_twice_listens_once(google: Google) -> None:
    google.switch_on()
    google.switch_on()
    assert (google.triggers(), len(google.rows())) == (1, 1)


def test_a_line_says_who_and_where_and_never_what_a_cell_held(google: Google) -> None:
    google.edit("Contacten", 2, 2, columns=2)
    (line,) = google.lines()
    header = {c.name: c.header for c in Logbook.columns}
    assert line[header["who"]] == "coordinator@example.org"
    assert line[header["sheet_title"]] == "Contacten"
    assert line[header["row_key"]] == "CT-1"
    assert line[header["reason"]] == "Cliënt, Aantekening"
    assert line[header["act"]] == Act.CHANGED_BY_HAND
    assert line[header["act"]] in KINDS["Wijziging in het blad"]
    assert line[header["role"]] == line[header["old"]] == line[header["new"]] == ""
    assert not line[header["line_id"]].startswith(f"{Logbook.prefix}-")
    assert line[header["at"]].endswith("Z")  # a moment of Google's, no text
    assert "Zilvermeeuw" not in json.dumps(google.rows())


def test_each_row_of_a_paste_has_its_line_and_a_row_without_a_key_its_number(
    google: Google,
) -> None:
    google.edit("Contacten", 2, 3, rows=2)
    assert [line["Rij"] for line in google.lines()] == ["CT-1", "rij 3"]
    assert len({line["Regel"] for line in google.lines()}) == 2


def test_a_very_large_paste_is_one_line(google: Google) -> None:
    google.edit("Contacten", 2, 1, rows=51)
    assert [line["Rij"] for line in google.lines()] == ["rij 2 tot en met 52"]


@pytest.mark.parametrize("address", [None, ""])
def test_whom_google_does_not_name_is_unknown(google: Google, address: str | None) -> None:
    google.edit("Contacten", 2, 2, address=address)
    assert [line["Wie"] for line in google.lines()] == ["onbekend"]


def test_the_logboek_and_its_own_sheet_are_left_alone(google: Google) -> None:
    google.switch_on()
    google.edit("Logboek", 1, 1)
    google.edit(TITLE, 1, 1)
    assert google.lines() == []
    assert google.rows("Logboek") == [["Regel"]]


def test_columns_moved_by_a_person_are_found_by_their_header(google: Google) -> None:
    google.switch_on()
    moved = Google(Contacten=[list(r) for r in CONTACTS], Bewerkers=[["Wie", "Eigen", "Rij"]])
    moved.edit("Contacten", 2, 2)
    assert moved.rows()[1:] == [["coordinator@example.org", "", "CT-1"]]


def test_in_the_logboek_itself_such_a_line_would_break_the_chain() -> None:
    """Why it has a sheet of its own: the reason that LEESMIJ.md gives."""
    cipher = Cipher({"a": b"a" * 32}, "a")
    places = {column.name: place for place, column in enumerate(Logbook.columns)}
    blank = dict.fromkeys(places, "")
    first = {**blank, "line_id": "LB-1"}
    link = chained(first, Link(0, "casework"), cipher)
    bare = ["BW-1", *[""] * (len(places) - 1)]
    whole = [*["LB-1", *[""] * (len(places) - 2)], link.text]
    assert len(lines_of({2: whole}, places)) == 1
    broken = verified("casework", {2: whole, 3: bare}, places, None, cipher)
    assert not broken.is_whole
    assert broken.first is not None
    assert "met de hand ingevoegd" in broken.first.what
    above = verified("casework", {2: bare, 3: whole}, places, None, cipher)
    assert (above.is_whole, above.bare) == (True, (2,))
