"""Makes the publications of the demo world: python -m tests.demo.publications"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from lib.cipher import Cipher
from lib.demo.publications import FILE
from lib.demo.team import LEAD
from lib.demo.world import rows, world
from lib.publication.draft import draft
from lib.publication.freezing import issued
from lib.publication.publication import Publication, figure_rows, publication_row
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from tests.demo.reading import snapshot_of

DAYS = (date(2021, 10, 31), date(2021, 11, 30), date(2021, 12, 31), date(2022, 1, 31))
THRESHOLD = 5
TITLE = "Voortgang zorgaanpak straatsekswerkers"
ASKED = "Kennisnemen van de voortgang (fictief)."


def made() -> list[Publication]:
    """One after the other, each knowing what the ones before it showed."""
    snapshot = _before_the_decision()
    published: list[Publication] = []
    for number, as_of in enumerate(DAYS):
        row = {"publication_id": f"PB-{number}", "title_text": TITLE, "asked": ASKED}
        on = as_of + timedelta(days=1)
        one = issued(row, draft(snapshot, as_of, THRESHOLD), published, THRESHOLD, on)
        published.append(one)
        snapshot = snapshot.with_rows(_frozen_rows(one))
    return published


def _before_the_decision() -> Snapshot:
    """The demo world without publications, and with the end of the project where it was."""
    demo = {**world(), "publications": [], "publication_figures": []}
    demo["milestones"] = [
        row | {"target_on": row.get("original_target_on") or row["target_on"]}
        for row in demo["milestones"]
    ]
    return snapshot_of(rows(demo, Cipher({"demo": bytes(32)}, "demo")))


def _frozen_rows(one: Publication) -> list[tuple[str, Mapping[str, Any]]]:
    stamp = {"changed_on": datetime(2022, 2, 1), "changed_by": "demo"}
    row = {"publication_id": one.key, **publication_row(one), **stamp}
    figures = [
        {"cell_id": f"{one.key}-{figure['position']}", "publication_id": one.key} | figure | stamp
        for figure in figure_rows(one.tables)
    ]
    assert {*row} <= {column.name for column in SHEETS["publications"].columns}
    return [("publications", row), *(("publication_figures", figure) for figure in figures)]


def as_json(publications: list[Publication]) -> str:
    names = ("measure", "row_label", "column_label", "value")
    told = [
        {
            "row": publication_row(one) | {"published_by": LEAD},
            "figures": [[figure[name] for name in names] for figure in figure_rows(one.tables)],
        }
        for one in publications
    ]
    return json.dumps(told, ensure_ascii=False, indent=0, default=date.isoformat) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_json(made()), encoding="utf-8")
