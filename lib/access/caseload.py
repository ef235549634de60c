"""Caseload: the clients somebody works with, by what gives them access.

Beyond their own clients a case manager reaches those of running grants (the sheet Toegang). What a
row of that sheet is worth is decided here: who gave it must have the say over the client now, and
a break-glass ends after four hours, whatever was typed.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from lib.access.person import Person
from lib.access.roles import Role
from lib.schema.access import GLASS_DURATION
from lib.schema.choices import GrantKind
from lib.snapshot import Snapshot

Codes = frozenset[str]


@dataclass(frozen=True)
class Caseload:
    """Codes of clients. `offered` ones are to be taken over and not seen before. From `changes_at`
    on it is another one, also when nobody changes a sheet; None: it stays."""

    own: Codes = frozenset()
    stood_in: Codes = frozenset()
    glass: Codes = frozenset()
    offered: Codes = frozenset()
    changes_at: datetime | None = None

    @property
    def kept(self) -> Codes:
        """Whose rows the person keeps: their own and those they stand in for."""
        return self.own | self.stood_in

    def is_over(self, now: datetime) -> bool:
        return self.changes_at is not None and now >= self.changes_at


NO_CLIENTS = Caseload()


def caseload(snapshot: Snapshot, person: Person, now: datetime) -> Caseload:
    """The clients of this person at this moment, as the sheets say."""
    own = _own(snapshot, person)
    if person.role is not Role.CASE_MANAGER or not person.worker:
        return Caseload(own)
    grants = valid_grants(snapshot)
    mine = grants[grants["worker"].eq(person.worker)]
    edges = pd.concat([mine["from_at"], mine["ends_at"]])
    ahead = edges[edges > now]
    current = mine[is_running(mine, now)]
    by_kind = {
        kind: frozenset(current.loc[current["kind"].eq(kind), "client_code"].dropna())
        for kind in GrantKind
    }
    return Caseload(
        own,
        stood_in=by_kind[GrantKind.STAND_IN] - own,
        glass=by_kind[GrantKind.BREAK_GLASS] - by_kind[GrantKind.STAND_IN] - own,
        offered=by_kind[GrantKind.HANDOVER] - own,
        changes_at=ahead.min().to_pydatetime() if len(ahead) else None,
    )


def valid_grants(snapshot: Snapshot) -> pd.DataFrame:
    """Rows of Toegang that give something at some time, with `ends_at`: when each stops by itself
    (missing: never). A handover that was accepted gives nothing any more."""
    grants, clients = _with_end(snapshot.table("access_grants")), snapshot.table("clients")
    # A code on two rows has no one case manager.
    known = clients.dropna(subset="client_code").drop_duplicates("client_code", keep=False)
    managers = known.set_index("client_code")["case_manager"]
    is_given = grants["given_by"].eq(grants["client_code"].map(managers))
    is_glass = grants["kind"].eq(GrantKind.BREAK_GLASS)
    is_stand_in = grants["kind"].eq(GrantKind.STAND_IN) & grants["until_at"].notna()
    is_offer = grants["kind"].eq(GrantKind.HANDOVER) & grants["accepted_at"].isna()
    is_valid = (is_given & (is_stand_in | is_offer)) | (is_glass & grants["reason"].notna())
    return grants[is_valid.fillna(False).astype(bool)]


def break_glasses(snapshot: Snapshot) -> pd.DataFrame:
    """Every break-glass with `ends_at`: not yet reviewed first, then the newest first."""
    grants = _with_end(snapshot.table("access_grants"))
    grants = grants[grants["kind"].eq(GrantKind.BREAK_GLASS)]
    by_review = grants.assign(is_reviewed=grants["reviewed_on"].notna())
    return by_review.sort_values(["is_reviewed", "from_at"], ascending=[True, False])


def _with_end(grants: pd.DataFrame) -> pd.DataFrame:
    is_glass = grants["kind"].eq(GrantKind.BREAK_GLASS)
    latest = (grants["from_at"] + GLASS_DURATION).where(is_glass)
    return grants.assign(ends_at=pd.concat([grants["until_at"], latest], axis=1).min(axis=1))


def is_running(grants: pd.DataFrame, now: datetime) -> pd.Series:
    """Marks the valid grants that count at this moment."""
    return (grants["from_at"] <= now) & ~(grants["ends_at"] <= now)


def _own(snapshot: Snapshot, person: Person) -> Codes:
    clients = snapshot.table("clients")
    if person.role is Role.CASE_MANAGER and person.worker:
        is_own = clients["case_manager"].eq(person.worker)
    elif person.role is Role.EXPERT:
        is_own = clients["expert_involved"].eq(True)
    else:
        return frozenset()
    codes = clients.loc[is_own.fillna(False).astype(bool), "client_code"]
    return frozenset(codes.dropna()) - {""}
