"""How levels, properties and numbers are said to people who read a page."""

from careergraph.ontology.facts import Facts

LEVELS = {
    1: "Entry",
    2: "Junior",
    3: "Practitioner",
    4: "Senior",
    5: "Lead or manager",
    6: "Director",
    7: "Executive",
}

UNITS = {
    "effort": "hours",
    "growthPercent": "percent",
    "hours": "hours",
    "typicalYearsHigh": "years",
    "typicalYearsLow": "years",
}

INVERSES = {
    "level": "",
    "careerStage": "",
    "typicalYearsLow": "",
    "typicalYearsHigh": "",
    "effort": "",
    "hours": "",
    "cost": "",
    "stepNumber": "",
    "track": "roles on this track",
    "leadsTo": "follows",
    "requires": "required by",
    "benefitsFrom": "of benefit to",
    "prerequisite": "prerequisite of",
    "usedIn": "algorithms used in it",
    "appliedTo": "methods applied to it",
    "teaches": "taught by",
    "issuedBy": "issues",
    "author": "author of",
    "hasResponsibility": "responsibility of",
    "facesChallenge": "challenge of",
    "collaboratesWith": "collaborates with",
    "inIndustry": "roles in this industry",
    "founded": "founded by",
    "workedAt": "people who worked here",
    "hires": "hired by",
    "hasHub": "hub of",
    "demandIn": "in demand in",
    "forRole": "figures for this role",
    "inPlace": "figures for this place",
    "isReplacedBy": "replaces",
}
"""What a property is called when it is read from its value; its order is the
order in which a page shows the properties."""


def level_name(level: int) -> str:
    """Return a level with its name.

    >>> level_name(3)
    '3 Practitioner'
    >>> level_name(0)
    'Level not stated'
    """
    if not level:
        return "Level not stated"
    return f"{level} {LEVELS.get(level, '')}".strip()


def property_order(facts: Facts) -> list[str]:
    """Return the properties that state anything, in the order of a page."""
    known = [name for name in INVERSES if name in facts.properties]
    return known + [name for name in facts.properties if name not in INVERSES]


def inverse_label(facts: Facts, name: str) -> str:
    """Return what a property is called when it is read from its value."""
    label = facts.term(name).label
    return INVERSES.get(name) or f"{label} (of)"
