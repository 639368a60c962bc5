"""What makes an inferred move when nothing is said of it."""

from careergraph.graph.effort import counts_competencies
from careergraph.ontology.facts import Facts

MIN_COVERAGE = 0.7
"""Least share of a role's essential effort that opens it."""

MIN_COVERAGE_COUNTED = 0.3
"""The same where no effort is stated, so that competencies are counted.

docs/accuracy.md says what it was measured on.
"""

MIN_SIMILARITY = {"esco": 0.25, "onet": 0.6}
"""Least similarity that makes an inferred move between roles of a scheme, as measured.

docs/accuracy.md says on what, and why it differs.
"""

MIN_SIMILARITY_ELSEWHERE = 0.3
"""The same for the roles of any other scheme, measured on the graph of the package."""

LEAST_TRIED = 0.1
"""Least coverage or similarity that is tried when there is no path.

Of moves of less hardly any is confirmed (docs/accuracy.md), and a large graph has
millions of them.
"""

MAX_RISE = 1
"""Most levels that an inferred move may climb."""


def least_coverage(facts: Facts) -> float:
    """Return how much of a role must be covered to open it, when nothing is said."""
    return MIN_COVERAGE_COUNTED if counts_competencies(facts) else MIN_COVERAGE


def least_similarity(scheme: str) -> float:
    """Return how similar roles of a scheme must be, when nothing is said of it."""
    return MIN_SIMILARITY.get(scheme, MIN_SIMILARITY_ELSEWHERE)
