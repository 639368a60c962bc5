"""How properties and numbers are said to people who read a page."""

from careergraph.ontology.facts import Facts

JOB_ZONES = {
    1: "Little or no preparation",
    2: "Some preparation",
    3: "Medium preparation",
    4: "Considerable preparation",
    5: "Extensive preparation",
}
"""Source: https://www.onetonline.org/help/online/zones"""

UNITS = {
    "effort": "hours",
    "growthPercent": "percent",
    "high": "a year",
    "hours": "hours",
    "low": "a year",
    "lowerQuartile": "a year",
    "mean": "a year",
    "median": "a year",
    "typicalYearsHigh": "years",
    "typicalYearsLow": "years",
    "upperQuartile": "a year",
}

SCHEMES = {
    "esco": "ESCO",
    "onet": "O*NET",
    "onet-model": "O*NET",
    "wikidata": "Wikidata",
}
"""Names of the schemes of :data:`careergraph.ontology.namespaces.EXTERNAL`."""

ORDER = (
    "level",
    "careerStage",
    "typicalYearsLow",
    "typicalYearsHigh",
    "jobZone",
    "typicalEducation",
    "relatedExperience",
    "effort",
    "datePublished",
    "url",
    "isbn",
    "doi",
    "status",
    "statusAsOf",
    "hours",
    "cost",
    "stepNumber",
    "experienceLevel",
    "currency",
    "low",
    "lowerQuartile",
    "median",
    "mean",
    "upperQuartile",
    "high",
    "reports",
    "growthPercent",
    "openPositions",
    "period",
    "asOf",
    "exactMatch",
    "closeMatch",
    "broadMatch",
    "track",
    "leadsTo",
    "requires",
    "benefitsFrom",
    "prerequisite",
    "teaches",
    "broader",
    "usedIn",
    "appliedTo",
    "issuedBy",
    "author",
    "hasResponsibility",
    "facesChallenge",
    "collaboratesWith",
    "inIndustry",
    "founded",
    "workedAt",
    "hires",
    "hasHub",
    "demandIn",
    "forRole",
    "inPlace",
    "isReplacedBy",
)
"""The order in which a page shows the properties; it may name too many or too few."""


def property_order(facts: Facts) -> list[str]:
    """Return the properties that state anything, in the order of a page."""
    order = dict.fromkeys([*ORDER, *facts.properties])
    return [name for name in order if name in facts.properties]


def inverse_label(facts: Facts, name: str) -> str:
    """Return what a property is called when it is read from its value."""
    term = facts.term(name)
    return term.inverse or f"{term.label} of"
