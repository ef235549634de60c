"""Which sheet is in which workbook, in the order of the tabs."""

from collections.abc import Mapping

from lib.schema import (
    access,
    bottlenecks,
    clients,
    committee,
    contacts,
    partner_links,
    permits,
    project,
)
from lib.schema.sheet import Sheet

WORKBOOK_TITLES: Mapping[str, str] = {
    "casework": "STAP casuïstiek",
    "permits": "STAP vergunningen",
    "progress": "STAP voortgang",
    "committee": "Begeleidingscommissie",
}

_ORDER: tuple[type[Sheet], ...] = (
    clients.Clients,
    clients.Support,
    clients.Consents,
    contacts.Contacts,
    contacts.Appointments,
    clients.Goals,
    contacts.BottleneckReports,
    access.AccessGrants,
    permits.Permits,
    bottlenecks.Bottlenecks,
    partner_links.PartnerLinks,
    partner_links.PartnerMeetings,
    project.Milestones,
    project.Preconditions,
    project.Wishes,
    project.Experiences,
    project.Initiatives,
    project.Decisions,
    project.Actions,
    project.Closures,
    project.Team,
    project.Organisations,
    committee.KeyFigures,
    committee.Releases,
    committee.Publications,
    committee.PublicationFigures,
)

SHEETS: Mapping[str, type[Sheet]] = {sheet.name: sheet for sheet in _ORDER}


def sheets_of(workbook: str) -> tuple[type[Sheet], ...]:
    """The sheets of one workbook, without its Logboek."""
    return tuple(sheet for sheet in _ORDER if sheet.workbook == workbook)
