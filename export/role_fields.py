"""Fields of roles that ask for much the same, where nobody states their tracks."""

from collections import Counter
from collections.abc import Iterator, Sequence

from careergraph.ontology.facts import Facts

MOST_ASKED = 200
"""What more roles ask for than this says little about their field."""
NEAREST = 10
"""Roles that each is compared with: those that share most with it."""
LEAST_ROLES = 8
"""A field with fewer is none."""
OTHERS = "Other roles"

_COMMON = 1_000_000
_SEED = 1


def role_fields(facts: Facts, roles: Sequence[str]) -> dict[str, str]:
    """Return the name of each role's field, by slug.

    Roles are alike by what both ask for, each competency by how few roles do. The
    fields are the communities of the roles nearest to one another; a field is named
    after the role that is near most others in it.

    Source: V. D. Blondel et al., Fast unfolding of communities in large networks,
    https://doi.org/10.1088/1742-5468/2008/10/P10008

    Args:
        facts: The concepts and statements.
        roles: Slugs, sorted.
    """
    import networkx as nx

    pairs = list(_nearest([_asked(facts, role) for role in roles]))
    likeness: nx.Graph[int] = nx.Graph()
    likeness.add_nodes_from(range(len(roles)))
    likeness.add_weighted_edges_from(pairs)
    named = dict.fromkeys(roles, OTHERS)
    for found in nx.community.louvain_communities(likeness, seed=_SEED):
        if len(found) >= LEAST_ROLES:
            near = Counter(b for a, b, _ in pairs if a in found and b in found)
            middle = min(found, key=lambda role: (-near[role], role))
            title = facts.label(roles[middle]).capitalize()
            named |= {roles[role]: title for role in found}
    return named


def _asked(facts: Facts, role: str) -> set[str]:
    names = ("requires", "benefitsFrom")
    return {v for name in names for v in facts.objects(role, name) if v in facts}


def _nearest(asked: Sequence[set[str]]) -> Iterator[tuple[int, int, int]]:
    """Yield pairs of roles that are near, and how much they share.

    All numbers are whole, so that every machine finds the same.
    """
    import numpy as np
    from scipy.sparse import csr_array

    count = Counter(slug for slugs in asked for slug in slugs)
    telling = sorted(slug for slug, n in count.items() if 2 <= n <= MOST_ASKED)
    number = {slug: i for i, slug in enumerate(telling)}
    rows = [sorted(number[slug] for slug in slugs & number.keys()) for slugs in asked]
    columns = [column for row in rows for column in row]
    starts = np.cumsum([0, *map(len, rows)])
    weights = np.array([_COMMON // count[slug] for slug in telling], dtype=np.int64)
    shape = (len(asked), len(telling))
    ones = np.ones(len(columns), dtype=np.int64)
    has = csr_array((ones, columns, starts), shape=shape)
    weighs = csr_array((weights[columns], columns, starts), shape=shape)
    shared = csr_array(weighs @ has.T)
    shared.sort_indices()
    for role in range(len(asked)):
        part = slice(shared.indptr[role], shared.indptr[role + 1])
        pairs = zip(
            shared.data[part].tolist(), shared.indices[part].tolist(), strict=True
        )
        near = sorted((-weight, other) for weight, other in pairs if other != role)
        for weight, other in near[:NEAREST]:
            yield role, other, -weight
