"""Logboek: one protected, append-only sheet in every workbook; not part of a Snapshot."""

from datetime import datetime

from lib.schema.column import Key, column
from lib.schema.sheet import Sheet


class Logbook(Sheet, tab="Logboek", workbook="", prefix="LB", is_stamped=False):
    """Eén wijziging: wie, wanneer, welke rij, oud en nieuw. Geheime tekst staat er nooit in."""

    line_id: Key = column("Regel")
    at: datetime = column("Tijdstip")
    who: str = column("Wie")
    role: str | None = column("Rol")
    act: str = column("Handeling")
    sheet_title: str = column("Blad")
    row_key: str = column("Rij")
    old: str | None = column("Oud", help="Kop en oude waarde van elke gewijzigde cel.")
    new: str | None = column("Nieuw", help="Kop en nieuwe waarde van elke gewijzigde cel.")
    reason: str | None = column("Reden")
    chain: str | None = column(
        "Keten",
        help="Merk van deze regel en die ervoor: zo valt op wat is gewijzigd of verwijderd.",
        is_protected=True,
    )
