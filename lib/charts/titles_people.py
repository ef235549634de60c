"""Titles of what is measured about team, clients, contacts and appointments."""

import pandas as pd

from lib.charts import theme
from lib.charts.lookup import Answer, top, totals, value
from lib.charts.story import story_title
from lib.charts.texts import capital, counted, share
from lib.measures.appointments import WITH, WITHOUT
from lib.measures.result import Result
from lib.schema import choices as c


def _team(table: pd.DataFrame, _: Result) -> str:
    managers = table[table["Functie"].eq(c.TeamFunction.CASE_MANAGER)]
    now, later = int(managers["Nu"].sum()), int(managers["Straks"].sum())
    title = capital(f"{counted(now, 'casemanager', 'casemanagers')} in het team")
    starts = managers["Eerstvolgende start"].min()
    return (
        title if later == now else f"{title}, vanaf {theme.day(starts.date())} zijn het er {later}"
    )


def _preconditions(table: pd.DataFrame, _: Result) -> str:
    arranged = int(table["Stand"].eq(c.PreconditionState.ARRANGED).sum())
    return f"{arranged} van de {len(table)} randvoorwaarden geregeld"


def _experiences(table: pd.DataFrame, _: Result) -> str:
    return capital(f"{counted(len(table), 'ervaring', 'ervaringen')} van straatsekswerkers")


def _appearance(table: pd.DataFrame, _: Result) -> str:
    came, missed = table.columns[1:]
    kept = {name: value(table, name, came) for name in (WITH, WITHOUT)}
    all_of = {name: kept[name] + value(table, name, missed) for name in kept}
    spoken = {name: share(kept[name], all_of[name]) for name in kept if all_of[name]}
    if len(spoken) < 2:
        company = "met" if WITH in spoken else "zonder"
        return f"{next(iter(spoken.values()))} verschenen, {company} iemand van het team erbij"
    return f"Met iemand van het team erbij verschenen {spoken[WITH]}, zonder {spoken[WITHOUT]}"


def _zone(table: pd.DataFrame, _: Result) -> str:
    active = value(table, c.Zone.ACTIVE, "Cliënten")
    return f"{totals(table).sum()} in beeld, van wie {active} actief op of rond de zone"


def _contact_state(table: pd.DataFrame, _: Result) -> str:
    good = value(table, c.ContactState.GOOD, "Cliënten")
    return f"Met {share(good, int(totals(table).sum()))} is goed contact"


def _intensity(table: pd.DataFrame, _: Result) -> str:
    intensive = value(table, c.Intensity.INTENSIVE, "Cliënten")
    verb = "wordt" if intensive == 1 else "worden"
    return capital(f"{share(intensive, int(totals(table).sum()))} {verb} intensief begeleid")


def _intensity_per_month(table: pd.DataFrame, _: Result) -> str:
    sums = table.iloc[:, 1:].sum(axis=1)
    first = table["Maand"].iloc[0]
    verb = "wordt" if sums.iloc[-1] == 1 else "worden"
    now = counted(int(sums.iloc[-1]), "cliënt", "cliënten")
    return capital(f"{now} {verb} begeleid, eind {first} waren het er {theme.number(sums.iloc[0])}")


def _approach(table: pd.DataFrame, _: Result) -> str:
    name, count = top(table, "Cliënten")
    return f"Meest gebruikte werkwijze: {name.lower()} ({theme.number(count)})"


def _consult_topics(table: pd.DataFrame, _: Result) -> str:
    name, count = top(table, "Cliënten")
    return f"Meest gevraagd in consultatie: {name.lower()} ({theme.number(count)})"


def _care(table: pd.DataFrame, _: Result) -> str:
    name, count = top(table, "Cliënten")
    return f"{name} geeft zorg aan {theme.number(count)} van wie de zone heeft verlaten"


def _channels(table: pd.DataFrame, result: Result) -> str:
    sums = totals(table)
    top = str(sums.drop("Overig", errors="ignore").idxmax())
    spoken = counted(int(sums.sum()), "contact", "contacten")
    since = theme.month(result.since or result.as_of)
    return capital(f"{spoken} sinds {since}, vooral via {_inline(top)}")


def _inline(channel: str) -> str:
    return channel if channel == "WhatsApp" else channel.lower()


def _closure_channels(table: pd.DataFrame, _: Result) -> str:
    remote = sum(value(table, name, "Contacten") for name in ("Telefoon", "WhatsApp"))
    verb = "liep" if remote == 1 else "liepen"
    spoken = share(remote, int(totals(table).sum()))
    return f"Tijdens de sluiting {verb} {spoken} contacten via telefoon of WhatsApp"


def _closure_reach(table: pd.DataFrame, _: Result) -> str:
    remote = value(table, "Via telefoon of WhatsApp", "Cliënten")
    spoken = share(remote, int(totals(table).sum()))
    return f"Tijdens de sluiting gesproken via telefoon of WhatsApp: {spoken}"


def _reach(table: pd.DataFrame, _: Result) -> str:
    sums = totals(table)
    spoken = share(int(sums["Gesproken"]), int(sums.sum()))
    return f"Bij {spoken} contacten en pogingen is iemand gesproken"


ANSWERS: dict[str, Answer] = {
    "team": _team,
    "preconditions": _preconditions,
    "experiences": _experiences,
    "appearance": _appearance,
    "zone": _zone,
    "contact_state": _contact_state,
    "intensity": _intensity,
    "intensity_per_month": _intensity_per_month,
    "approach": _approach,
    "consult_topics": _consult_topics,
    "care_of_left_zone": _care,
    "channels_per_month": _channels,
    "closure_channels": _closure_channels,
    "closure_reach": _closure_reach,
    "reach_per_month": _reach,
    "client_story": story_title,
}
