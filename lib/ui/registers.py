"""What a list of each sheet shows and what its form asks, once for every page."""

from collections.abc import Mapping

from lib.ui.language import _
from lib.ui.navigation import (
    APPOINTMENTS,
    BOTTLENECKS,
    CLIENT,
    CONSENTS,
    CONTACTS,
    EXPERIENCES,
    KEY_FIGURES,
    PARTNER_LINKS,
    PERMITS,
    PLACE,
    PLANNING,
)
from lib.ui.register import Register

_ALL = (
    Register(
        "support", CLIENT, _("Periode van begeleiding"), "intensity",
        ask=("client_code", "intensity", "case_manager", "from_on", "until_on"),
        more=("approach", "consult_topics"),
        facts=("from_on", "until_on", "approach", "consult_topics", "case_manager"),
    ),
    Register(
        "consents", CONSENTS, _("Toestemming"), "client_code",
        ask=("client_code", "form_version", "letter_version", "signed_on", "purposes",
             "share_with", "data_kinds", "reconfirm_on"),
        more=("asked_by", "withdrawn_on", "processed_on"),
        facts=("signed_on", "purposes", "share_with", "data_kinds", "reconfirm_on",
               "withdrawn_on", "processed_on"),
    ),
    Register(
        "contacts", CONTACTS, _("Contact"), "client_code",
        ask=("client_code", "channel", "outcome"),
        more=("held_on", "daypart", "kind", "with_expert", "duration_min", "life_areas",
              "follow_up_on", "note"),
        badges=("outcome",), facts=("held_on", "channel", "kind", "worker", "follow_up_on"),
        texts=("note",),
    ),
    Register(
        "appointments", APPOINTMENTS, _("Afspraak"), "client_code",
        ask=("client_code", "kind", "planned_on", "provider", "accompanied_by", "outcome"),
        more=("referred_on", "intake_on", "started_on", "follow_up"),
        badges=("outcome",),
        facts=("planned_on", "kind", "provider", "accompanied_by", "referred_on", "intake_on",
               "started_on"),
        texts=("follow_up",),
    ),
    Register(
        "goals", CLIENT, _("Doel"), "life_area",
        ask=("client_code", "life_area", "wish", "step", "state", "target_on"),
        more=("finished_on",), badges=("state",), facts=("target_on", "finished_on"),
        texts=("wish", "step"),
    ),
    Register(
        "bottleneck_reports", BOTTLENECKS, _("Melding"), "bottleneck_id",
        ask=("bottleneck_id", "client_code", "reported_on", "waiting_since"),
        more=("result", "solved_on", "reported_by"),
        badges=("result",), facts=("client_code", "reported_on", "waiting_since", "solved_on"),
    ),
    Register(
        "permits", PERMITS, _("Vergunning"), "step",
        ask=("client_code", "situation", "in_view", "step"),
        more=("ground", "informed_on", "applied_on", "decided_on", "guided_by", "explanation"),
        badges=("situation",),
        facts=("client_code", "informed_on", "applied_on", "decided_on", "guided_by"),
        texts=("explanation",),
    ),
    Register(
        "bottlenecks", BOTTLENECKS, _("Knelpunt"), "title_text",
        ask=("title_text", "category", "state", "progress", "cause", "effect", "adjustment",
             "owner", "next_step", "next_step_on", "together_with"),
        more=("description", "since_on", "was_foreseen", "severity", "solved_on"),
        badges=("progress", "state"),
        facts=("category", "owner", "together_with", "since_on", "next_step_on"),
        texts=("next_step",),
    ),
    Register(
        "partner_links", PARTNER_LINKS, _("Verbinding"), "partner",
        ask=("partner", "goal", "form", "state", "agreed_every_days", "owner", "next_step",
             "next_step_on"),
        more=("agreements",), badges=("state",),
        facts=("form", "owner", "next_step", "next_step_on"), texts=("goal",),
    ),
    Register(
        "partner_meetings", PARTNER_LINKS, _("Overleg"), "link_id",
        ask=("link_id", "held_on", "form", "attendees", "discussed", "agreements",
             "follow_up_on"),
        facts=("held_on", "form", "attendees", "follow_up_on"), texts=("discussed", "agreements"),
    ),
    Register(
        "milestones", PLANNING, _("Mijlpaal"), "title_text",
        ask=("title_text", "kind", "target_on", "certainty", "progress", "cause", "effect",
             "adjustment", "reached_on", "owner"),
        more=("starts_on", "original_target_on"), badges=("progress", "certainty"),
        facts=("kind", "target_on", "original_target_on", "reached_on", "owner"),
    ),
    Register(
        "preconditions", PLANNING, _("Randvoorwaarde"), "description",
        ask=("description", "state", "arranged_by", "arranged_on", "evidence"),
        badges=("state",), facts=("arranged_by", "arranged_on", "evidence"),
    ),
    Register(
        "wishes", PLACE, _("Wens"), "wish",
        ask=("room", "wish", "state", "priority"), more=("done_on", "told_back_on"),
        badges=("state",), facts=("priority", "done_on", "told_back_on"),
    ),
    Register(
        "experiences", EXPERIENCES, _("Ervaring"), "period",
        ask=("theme", "period", "summary", "may_be_shared"),
        facts=("may_be_shared",), texts=("summary",),
    ),
    Register(
        "initiatives", PLANNING, _("Initiatief"), "initiative_name",
        ask=("initiative_name", "state", "region", "expected_after_on", "explanation"),
        more=("kind",), badges=("state",), facts=("kind", "region", "expected_after_on"),
        texts=("explanation",),
    ),
    Register(
        "decisions", PLANNING, _("Besluit"), "decision",
        ask=("decided_on", "decision", "touches", "motivation"),
        badges=("touches",), facts=("decided_on",), texts=("motivation",),
    ),
    Register(
        "actions", PLANNING, _("Actie"), "what",
        ask=("what", "who", "due_on", "state"), more=("belongs_to", "done_on"),
        badges=("state",), facts=("who", "due_on", "done_on"),
    ),
    Register(
        "closures", PLANNING, _("Sluiting"), "reason", ask=("from_on", "until_on", "reason"),
        facts=("from_on", "until_on"),
    ),
    Register(
        "team", PLANNING, _("Medewerker"), "worker",
        ask=("function", "organisation", "started_on", "stopped_on", "state"),
        badges=("function",), facts=("organisation", "started_on", "stopped_on", "state"),
    ),
    Register(
        "organisations", PARTNER_LINKS, _("Organisatie"), "organisation_name",
        ask=("organisation_name", "kind", "aliases"), facts=("kind", "aliases"),
    ),
    Register(
        "key_figures", KEY_FIGURES, _("Kerncijfer"), "figure_name",
        ask=("approach", "figure_name", "as_of", "value", "value_min", "value_max", "unit",
             "source", "explanation"),
        badges=("approach",), facts=("as_of", "value", "value_min", "value_max", "unit", "source"),
    ),
)  # fmt: skip

REGISTERS: Mapping[str, Register] = {register.sheet: register for register in _ALL}
