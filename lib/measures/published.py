"""What a publication holds: the topics in the order of the council memo, their measures, and
what stands beside them."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from lib.measures import (
    appointments,
    bottlenecks,
    clients,
    committee,
    contacts,
    partner_links,
    permits,
    planning,
    project,
    support,
)
from lib.measures.result import Counted, Measure
from lib.snapshot import Snapshot

PERMITS_TOPIC, TOP15_TOPIC = "Vergunningen", "Top 15 & 15"

TOPICS: Mapping[str, tuple[Measure, ...]] = {
    "STAP-team": (
        project.STAFFING,
        project.PRECONDITIONS,
        project.EXPERIENCES,
        appointments.APPEARANCE,
    ),
    "Doelgroep": (
        clients.ZONE,
        clients.CONTACT_STATE,
        support.INTENSITY,
        contacts.CHANNELS_PER_MONTH,
    ),
    "Opknappen loods": (project.WISHES,),
    PERMITS_TOPIC: (permits.EXPECTED, permits.GRANTED_SO_FAR, permits.SITUATION),
    "Knelpunten zorglandschap": (
        bottlenecks.REGISTER,
        bottlenecks.REPORT_WAITS,
        appointments.WAITING,
    ),
    "Overweeghuis": (project.INITIATIVES,),
    "Verbinding andere partijen": (partner_links.LINKS,),
    TOP15_TOPIC: (committee.TOP15,),
    "Loopduur project": (planning.MILESTONES, planning.DECISIONS),
}


def _releases(snapshot: Snapshot, as_of: date) -> Counted:
    rows = committee.running_releases(snapshot, as_of)
    titles = rows["measure"].map(lambda name: MEASURES[name].title if name in MEASURES else name)
    parts = rows["part"].fillna("")
    table = pd.DataFrame(
        {
            "Vrijgegeven": [
                ": ".join(filter(None, pair)) for pair in zip(titles, parts, strict=True)
            ],
            "Reden": rows["reason"],
            "Tot en met": rows["until_on"],
        }
    )
    return Counted(table)


RELEASED = Measure(
    name="releases",
    title="Vrijgegeven kerncijfers",
    unit="vrijgaven",
    sheets=("releases",),
    definition="Kleine aantallen die met een reden toch getoond worden.",
    count=_releases,
)
BESIDE = (planning.CLOSURES, RELEASED)
"""What belongs to no topic: dated events behind the charts, and the appendix."""

MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (*(m for measures in TOPICS.values() for m in measures), *BESIDE)
}


def topics(off: frozenset[str]) -> Mapping[str, tuple[Measure, ...]]:
    """Without what is about, or is counted from, sheets that are switched off."""
    is_off = "permits" in off
    return {
        name: measures for name, measures in TOPICS.items() if name != PERMITS_TOPIC or not is_off
    }
