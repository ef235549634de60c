"""The team's measures, in the order and under the headings of the council memo."""

from collections.abc import Mapping

from lib.measures import (
    appointments,
    bottlenecks,
    clients,
    contacts,
    partner_links,
    permits,
    planning,
    project,
    support,
)
from lib.measures.result import Measure

CHAPTERS: Mapping[str, tuple[Measure, ...]] = {
    "STAP-team": (
        project.TEAM_MEMBERS,
        project.PRECONDITIONS,
        project.EXPERIENCES,
        appointments.APPEARANCE,
    ),
    "Doelgroep": (
        clients.ZONE,
        clients.CONTACT_STATE,
        support.INTENSITY,
        support.INTENSITY_PER_MONTH,
        support.APPROACH,
        support.CONSULT_TOPICS,
        clients.CARE_OF_LEFT_ZONE,
        contacts.CHANNELS_PER_MONTH,
        contacts.CLOSURE_CHANNELS,
        contacts.CLOSURE_REACH,
        contacts.REACH_PER_MONTH,
    ),
    "Opknappen loods": (project.WISHES,),
    "Vergunningen": (permits.EXPECTED, permits.SITUATION, permits.STEPS),
    "Knelpunten zorglandschap": (
        bottlenecks.OPEN_PER_CATEGORY,
        bottlenecks.REGISTER,
        bottlenecks.REPORTS_PER_MONTH,
        bottlenecks.REPORT_WAITS,
        appointments.WAITING,
    ),
    "Overweeghuis": (project.INITIATIVES,),
    "Verbinding andere partijen": (partner_links.LINKS,),
    "Loopduur project": (planning.MILESTONES, planning.DECISIONS),
}

# The chapter that is about one sheet, and goes with it.
_ABOUT = {"Vergunningen": "permits"}

TEAM: tuple[Measure, ...] = tuple(m for chapter in CHAPTERS.values() for m in chapter)


def chapters(off: frozenset[str]) -> Mapping[str, tuple[Measure, ...]]:
    """Without what is about, or is counted from, sheets that are switched off."""
    return {
        name: tuple(measure for measure in measures if not off.intersection(measure.sheets))
        for name, measures in CHAPTERS.items()
        if _ABOUT.get(name) not in off
    }
