"""Small worlds by hand: rows under English names, read as a real sheet would be."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from lib.schema.choices import ContactState, Intensity, Zone
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import empty_table, read_table

Rows = list[dict[str, Any]]
TODAY = date(2022, 2, 1)
_EMPTY = {name: empty_table(sheet) for name, sheet in SHEETS.items()}


def snapshot_of(**sheets: Rows) -> Snapshot:
    """`snapshot_of(clients=[{"client_code": "A", …}], …)`; what is not named is empty."""
    tables = dict(_EMPTY)
    for name, rows in sheets.items():
        columns = SHEETS[name].columns
        unknown = {key for row in rows for key in row} - {column.name for column in columns}
        assert not unknown, unknown
        body = [[_cell(row, column.name) for column in columns] for row in rows]
        tables[name] = read_table(SHEETS[name], [[c.header for c in columns], *body])
    return assemble(tables, datetime(2022, 2, 1, 9, 0))


def _cell(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name, "")
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else str(value)


def client(code: str, **more: Any) -> dict[str, Any]:
    """Active and in good contact, unless told otherwise."""
    usual = {
        "client_code": code,
        "zone_status": Zone.ACTIVE,
        "contact_state": ContactState.GOOD,
        "first_contact_on": "2021-08-10",
    }
    return usual | more


def support(code: str, intensity: str, **more: Any) -> dict[str, Any]:
    usual = {
        "support_id": f"BG-{code}-{more.get('from_on', '')}",
        "client_code": code,
        "intensity": intensity,
        "case_manager": "CM-01",
        "from_on": "2021-09-01",
    }
    return usual | more


def contact(number: int, code: str, held_on: str, **more: Any) -> dict[str, Any]:
    return {"contact_id": f"CT-{number}", "client_code": code, "held_on": held_on,
            "channel": "Telefoon", "kind": "Gepland", "outcome": "Gesproken",
            "worker": "CM-01"} | more  # fmt: skip


def _clients_of_the_memo() -> tuple[Rows, Rows]:
    intensities = [Intensity.INTENSIVE] * 6 + [Intensity.LIGHT_ADDITIONAL] * 8
    intensities += [Intensity.LIGHT_CONSULT] * 4
    clients = [client(f"C{n:02}") for n in range(18)]
    clients.append(client("C18", contact_state=ContactState.PAUSED, return_expected="Na opening"))
    clients += [client(f"C{n}", zone_status=Zone.LEFT, care_from="F-ACT") for n in range(19, 27)]
    periods = [
        support(f"C{n:02}", intensity, approach="Presentie" if n < 6 else "Consultatie",
                consult_topics="Sekswerk; Covid" if n >= 14 else "")
        for n, intensity in enumerate(intensities)
    ]  # fmt: skip
    return clients, periods


def _contacts_of_the_memo() -> Rows:
    """Each of the 18 once a month: before the closure on the zone, in it mostly by phone."""
    days = ["2021-08-12", "2021-09-12", "2021-10-12", "2021-11-12", "2021-12-27", "2022-01-12"]
    rows: Rows = []
    for day in days:
        for n in range(18):
            remote = "Telefoon" if n % 3 else "WhatsApp"
            at_zone = "Huiskamer/zone" if n % 4 else "Straat"
            is_remote = day > "2021-12-18" and n != 7
            rows.append(contact(len(rows), f"C{n:02}", day,
                                channel=remote if is_remote else at_zone))  # fmt: skip
        rows.append(contact(len(rows), "C18", day, kind="Contactpoging", outcome="Niet bereikt"))
    return rows


@cache
def memo() -> Snapshot:
    """The counts of the memo, with as few rows as give them."""
    clients, periods = _clients_of_the_memo()
    return snapshot_of(
        clients=clients,
        support=periods,
        contacts=_contacts_of_the_memo(),
        closures=[{"closure_id": "SL-1", "from_on": "2021-12-19", "until_on": "2022-01-28"}],
        appointments=[
            {"appointment_id": f"AF-{n}", "client_code": "C00", "kind": "Intake",
             "planned_on": "2021-11-01", "accompanied_by": "CM-01" if n < 12 else "",
             "outcome": "Niet verschenen" if n == 3 or n > 16 else "Verschenen",
             "referred_on": "2021-10-01", "started_on": "2021-12-10" if n % 2 else ""}
            for n in range(21)
        ],
        permits=[
            {"permit_id": f"VG-{n}", "situation": "Bestaande vergunning", "in_view": n < 14,
             "step": "Geïnformeerd"} for n in range(36)
        ] + [
            {"permit_id": f"VN-{n}", "situation": "Zonder vergunning", "in_view": True,
             "step": "Aangevraagd" if n < 6 else "Wil aanvragen"} for n in range(10)
        ],
        key_figures=[
            {"figure_id": "KC-1", "approach": "STAP", "figure_name": "Verwachte vergunningen",
             "as_of": "2021-10", "value_min": 22, "value_max": 24,
             "source": "Inventarisatie de Cirkel"},
        ],
        team=[
            {"worker": "CM-01", "function": "Casemanager", "organisation": "Iriszorg",
             "started_on": "2021-08-01"},
            {"worker": "CM-02", "function": "Casemanager", "organisation": "GGD",
             "started_on": "2021-08-01"},
            {"worker": "CM-03", "function": "Casemanager", "organisation": "GGD",
             "started_on": "2021-08-01"},
            {"worker": "CM-04", "function": "Casemanager", "organisation": "GGD",
             "started_on": "2022-03-01"},
            {"worker": "ED-01", "function": "Ervaringsdeskundige", "organisation": "IrisZorg",
             "started_on": "2021-10-01"},
        ],
        organisations=[
            {"organisation_id": "OR-1", "organisation_name": "IrisZorg", "aliases": "Iriszorg"},
        ],
        preconditions=[
            {"precondition_id": f"RV-{n}", "description": f"Voorwaarde {n}", "state": "Geregeld",
             "arranged_on": "2021-09-01"} for n in range(5)
        ],
        experiences=[
            {"experience_id": f"EV-{n}", "period": "2021-H2", "theme": "Laagdrempelig",
             "summary": f"Ervaring {n}", "may_be_shared": n < 3} for n in range(4)
        ],
        wishes=[
            {"wish_id": f"WS-{n}", "room": "Loods" if n % 2 else "Huiskamer", "wish": "Verf",
             "state": ["Gewenst", "Akkoord", "In uitvoering", "In uitvoering", "Klaar"][n]}
            for n in range(5)
        ],
        bottlenecks=[
            {"bottleneck_id": f"KP-{n}", "title_text": title, "category": category,
             "since_on": "2021-08-01", "was_foreseen": True, "state": "In overleg",
             "progress": "Op koers", "together_with": "Doorbraakteams; GGD"}
            for n, (title, category) in enumerate([
                ("Geen time-outplekken", "Opvang"), ("Weinig opvang voor vrouwen", "Opvang"),
                ("Lange wachttijd klinische opname", "Zorg"),
                ("Eigen bijdrage beschermd wonen", "Financiën"), ("Toeleiding", "Zorg"),
            ])
        ],
        bottleneck_reports=[
            {"report_id": f"KM-{n}", "bottleneck_id": f"KP-{n % 4}",
             "reported_on": f"2021-{9 + n % 4:02}-15", "waiting_since": "2021-09-01",
             "solved_on": "2021-12-20" if n < 4 else ""} for n in range(11)
        ],
        initiatives=[
            {"initiative_id": "IN-1", "initiative_name": "Overweeghuis", "state": "In overleg",
             "kind": "Burgerinitiatief", "region": "Arnhem/Nijmegen",
             "expected_after_on": "2023-01-31"},
        ],
        partner_links=[
            {"link_id": f"VB-{n}", "partner": partner, "goal": "Afstemming",
             "state": "Gerealiseerd", "agreed_every_days": days}
            for n, (partner, days) in enumerate([
                ("Top 15 & 15", 42), ("Veiliger Wijkteam en handhaving", 30),
                ("Belangenverenigingen voor sekswerk", 60), ("KIS-aanpak", ""),
            ])
        ],
        partner_meetings=[
            {"meeting_id": "OV-1", "link_id": "VB-0", "held_on": "2022-01-18"},
            {"meeting_id": "OV-2", "link_id": "VB-1", "held_on": "2021-12-03"},
            {"meeting_id": "OV-3", "link_id": "VB-1", "held_on": "2021-11-03"},
            {"meeting_id": "OV-4", "link_id": "VB-2", "held_on": "2022-02-10"},
            {"meeting_id": "OV-5", "link_id": "VB-2", "held_on": "2021-12-20"},
        ],
        milestones=[
            {"milestone_id": "MP-1", "title_text": "Start van de zorgaanpak en het STAP-team",
             "kind": "Fase", "target_on": "2021-08-01", "reached_on": "2021-08-01",
             "progress": "Op koers", "certainty": "Vast"},
            {"milestone_id": "MP-2", "title_text": "Vergunningen verstrekt", "kind": "Vergunningen",
             "target_on": "2022-07-01", "certainty": "Verwachting", "progress": "Op koers"},
            {"milestone_id": "MP-3", "title_text": "Einde van het project", "kind": "Fase",
             "target_on": "2023-01-31", "original_target_on": "2022-07-31",
             "certainty": "Vast", "progress": "Aandacht", "cause": "Hulp komt op gang",
             "effect": "Langere looptijd", "adjustment": "Verlenging"},
        ],
        decisions=[
            {"decision_id": "BS-1", "decided_on": "2022-02-01", "touches": "Looptijd",
             "decision": "De looptijd wordt verlengd tot 31 januari 2023"},
        ],
    )  # fmt: skip
