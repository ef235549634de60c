"""`python -m lib.manage publish` and `report`: the same gate and documents as on screen.

The solver of the gate and the libraries of the documents take as long to load as all else
together, so they are imported where they are used: no other command waits for them.
"""

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from lib.accounts import Accounts
from lib.audit import Actor
from lib.change import new_key, propose
from lib.cipher import Cipher
from lib.errors import DashboardError
from lib.keys import read_keys
from lib.schema.choices import PublicationState
from lib.settings import Settings
from lib.store.connect import connect
from lib.store.demo import workbooks_of
from lib.store.store import STORE_FOLDER, Store, wall_clock

_ACTOR = Actor("opdrachtregel", "")
_TITLE = "Voortgang zorgaanpak straatsekswerkers"


def add_commands(commands: Any) -> None:
    """To the subparsers of the command line."""
    publish = commands.add_parser("publish", help="count, protect and freeze a publication")
    publish.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    publish.add_argument("--title", default=_TITLE)
    publish.add_argument("--asked", default="", help="what is asked of the committee")
    publish.set_defaults(run=_publish)
    report = commands.add_parser("report", help="a document of a publication")
    report.add_argument("--publication", metavar="KEY", help="default: the newest")
    report.add_argument("--format", required=True, help="docx, pptx, html or pdf")
    report.add_argument("--out", type=Path, required=True, metavar="FILE")
    report.set_defaults(run=_report)


def _publish(given: argparse.Namespace, settings: Settings) -> None:
    from lib.publication.draft import draft
    from lib.publication.freezing import changes, issued, objections, refused_day
    from lib.publication.names import working_names
    from lib.publication.publication import frozen

    cipher = read_keys(settings).cipher()
    store = _store(settings, cipher)
    snapshot = store.read()
    today = settings.today(wall_clock().date())
    if wrong := refused_day(given.as_of, today, frozen(snapshot)):
        raise DashboardError(wrong)
    row = {"as_of": given.as_of, "title_text": given.title, "asked": given.asked or None,
           "state": PublicationState.DRAFT}  # fmt: skip
    key = new_key("publications", snapshot)
    made = draft(snapshot, given.as_of, settings.threshold)
    publication = issued({**row, "publication_id": key}, made, frozen(snapshot),
                         settings.threshold, today)  # fmt: skip
    names = working_names(snapshot, cipher) | Accounts(settings).names()
    if refused := objections(publication, names):
        raise DashboardError("\n".join(refused))
    store.write([propose("publications", key, None, row, snapshot, cipher)], _ACTOR, snapshot)
    snapshot = store.read()
    frozen_changes = changes(
        publication,
        snapshot.row("publications", key) or {},
        None,
        partial(propose, snapshot=snapshot, cipher=cipher),
        partial(new_key, snapshot=snapshot),
    )
    store.write(frozen_changes, _ACTOR, snapshot)
    hidden = len(made.protected.hidden)
    print(f"Publicatie {key} over {given.as_of:%d-%m-%Y} staat vast; {hidden} aantallen zijn niet "
          "als getal getoond.")  # fmt: skip


def _report(given: argparse.Namespace, settings: Settings) -> None:
    from lib.publication.publication import published
    from lib.reports.report import FORMATS, build

    if given.format not in FORMATS:
        raise DashboardError(f"Kies een formaat: {', '.join(FORMATS)}.")
    snapshot = _store(settings, read_keys(settings).cipher()).read()
    public = published(snapshot)
    found = [p for p in public if given.publication in (None, p.key)]
    if not found:
        raise DashboardError("Die publicatie is er niet, of zij is niet (meer) gepubliceerd.")
    given.out.write_bytes(build(found[0], given.format))
    print(f"{given.out} gemaakt uit publicatie {found[0].key}.")


def _store(settings: Settings, cipher: Cipher) -> Store:
    workbooks = workbooks_of(settings)
    return Store(connect(settings), workbooks, settings.data / STORE_FOLDER, cipher=lambda: cipher)
