"""Snapshot → numbers. Pure: the day is always an argument, nothing reads a clock.

A *measure* (`result.Measure`) is a question with one definition; `measure.compute(snapshot,
as_of)` answers it as a small table. `catalogue.TEAM` holds them in the order of the memo,
`worklist` is what one person has to do today. Counts behind one sentence are functions too.

Where each fact of the council memo comes from; s = snapshot, d = 1 February 2022:

D1       planning.MILESTONES, reached on 1 August 2021
D2       project.TEAM_MEMBERS; project.team_on(s, 1 October 2021)
D3       project.case_manager_count(s, d) → 3, on 1 March 2022 → 4; TEAM_MEMBERS per employer
D5       planning.MILESTONES, 1 July 2022 with its certainty
D7       planning.MILESTONES, original and target date; planning.DECISIONS
F1       clients.active_count(s, d) → 19; clients.ZONE
F2       clients.good_contact_count(s, d) → 18; clients.CONTACT_STATE
F3       clients.expected_back_count(s, d) → 1
F4–F6    support.INTENSITY → 6, 8, 4; support.approaches_of; support.CONSULT_TOPICS
F8       clients.left_zone_count(s, d) → 8, in_view_count → 27; clients.CARE_OF_LEFT_ZONE
F9, F12  permits.expected_permits(s, d) → 22, 24, month, source; permits.EXPECTED
F10      permits.out_of_view_holders(s) → 22; permits.SITUATION
R1–R5    project.arranged_preconditions(s, d) → (5, 5); project.PRECONDITIONS
E1–E3    project.EXPERIENCES; appointments.APPEARANCE
L1–L4    project.WISHES
K1–K5    bottlenecks.open_bottlenecks(s, d); OPEN_PER_CATEGORY, REGISTER
O        project.INITIATIVES
V1–V4    partner_links.LINKS
C        contacts.CLOSURE_REACH, CLOSURE_CHANNELS, CHANNELS_PER_MONTH
"""
