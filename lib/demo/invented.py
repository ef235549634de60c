"""Invented texts of clients and notes: harmless, and marked as examples."""

from lib.schema.choices import LifeArea

NOTES = tuple(
    f"Voorbeeldnotitie: {text}"
    for text in (
        "samen koffie gedronken en de week doorgenomen.",
        "vertelde over een nieuwe plant op de vensterbank.",
        "wil volgende week graag weer afspreken.",
        "had vragen over de brief van de gemeente; samen gelezen.",
        "rustig gesprek, ging vooral over slapen en eten.",
        "samen naar de afspraak toe gelopen.",
        "heeft een nieuwe fiets gevonden op de markt.",
        "vraagt of de huiskamer snel weer opengaat.",
        "kort gezwaaid, geen tijd voor een gesprek.",
        "samen een formulier ingevuld.",
        "wil meer weten over een cursus tuinieren.",
        "goed bericht ontvangen en dat samen gevierd met taart.",
    )
)

GOALS = (
    (LifeArea.HOUSING, "een eigen sleutel en een plek met een tuin", "samen inschrijven"),
    (LifeArea.FINANCE, "overzicht in de post", "elke maandag samen de post openen"),
    (LifeArea.SEX_WORK_FUTURE, "rustig nadenken over wat er nog meer kan", "drie opties noteren"),
    (LifeArea.WORK, "iets met planten doen", "een dag meekijken in de kas"),
    (LifeArea.PHYSICAL_HEALTH, "weer beter slapen", "een afspraak bij de huisarts maken"),
    (LifeArea.NETWORK, "vaker iets leuks doen met een vriendin", "samen een uitje kiezen"),
    (LifeArea.MENTAL_HEALTH, "meer rust in het hoofd", "een intake bijwonen"),
    (LifeArea.SUBSTANCE_USE, "minder dagen in de war zijn", "bijhouden welke dagen goed gaan"),
    (LifeArea.SEXUAL_HEALTH, "weten waar ze aan toe is", "samen naar de soa-test"),
    (LifeArea.SAFETY, "zich 's avonds veiliger voelen", "een vaste route afspreken"),
)
