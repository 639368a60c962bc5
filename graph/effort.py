"""How what is to be learnt is measured: in hours, or by number where none are stated.

Effort that is not known is never made up. In a graph of which some competencies have
an effort, such as that of the package, one without counts nothing. In a graph that
states no effort at all, such as ESCO, each competency counts as one.
"""

from careergraph.ontology.facts import Facts


def counts_competencies(facts: Facts) -> bool:
    """Tell whether a graph states no effort at all, so that competencies count as one."""
    return not any(facts.statements("effort"))


def effort_of(facts: Facts, number: float) -> str:
    """Return in words what some learning takes: 40 hours, or 3 competencies."""
    one, several = (
        ("competency", "competencies")
        if counts_competencies(facts)
        else ("hour", "hours")
    )
    return f"{number:,.10g} {one if number == 1 else several}"


def short_effort(facts: Facts, number: float) -> str:
    """Return the same for where there is little room: 40 h, or 3 competencies."""
    return effort_of(facts, number) if counts_competencies(facts) else f"{number:,} h"


def effort_legend(facts: Facts, hours: str) -> str:
    """Return a sentence on the numbers: one on hours, or that none is stated."""
    if not counts_competencies(facts):
        return hours
    return (
        "No source of this graph states what a competency takes to learn, so that "
        "competencies are counted; each counts once."
    )


def counted_in(facts: Facts) -> dict[str, str]:
    """Return what a result tells besides when its hours are numbers of competencies."""
    return {"counted_in": "competencies"} if counts_competencies(facts) else {}
