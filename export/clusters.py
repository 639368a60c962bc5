"""Which concepts stand together on the map."""

from collections import defaultdict
from collections.abc import Mapping

from careergraph.export.kinds import GROUPS, group_index
from careergraph.export.role_fields import role_fields
from careergraph.ontology.facts import Facts

MOST_WITHOUT_TRACK = 100
"""More roles without a track than this stand with those that ask for the same."""
ASIDE = ("people", "market")
"""Groups whose concepts stand beside the map of roles and what these ask for."""


def cluster_names(facts: Facts) -> dict[str, str]:
    """Return the name of each concept's cluster, by slug.

    A role stands with its track; without one, with other such roles or, where these
    are many, with those of its field; people and places with their like. Any other
    concept follows its neighbours, nearest roles first: each votes for its own
    cluster, and a vote counts the less, the more neighbours the voter has, so
    that a role that asks for everything does not draw everything to itself. What
    no role reaches stands apart.
    """
    neighbours = _neighbours(facts)
    tracks = _fixed(facts)
    while reached := _reached(neighbours, tracks, facts):
        tracks |= reached
    return {slug: tracks.get(slug) or _apart(facts, slug) for slug in facts.slugs}


def _fixed(facts: Facts) -> dict[str, str]:
    fixed = {}
    for slug in facts.of_class("Role"):
        stated = facts.values(slug, "track")
        fixed[slug] = facts.label(stated[0].value) if stated else "Roles"
    loose = [slug for slug in fixed if not facts.values(slug, "track")]
    if len(loose) > MOST_WITHOUT_TRACK:
        fixed |= role_fields(facts, loose)
    return fixed


def _neighbours(facts: Facts) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in facts.properties:
        for fact in facts.statements(name) if facts.term(name).is_reference else ():
            if fact.value in facts:
                found[fact.subject].add(fact.value)
                found[fact.value].add(fact.subject)
    return {slug: sorted(found[slug]) for slug in facts.slugs}


def _reached(
    neighbours: Mapping[str, list[str]], tracks: Mapping[str, str], facts: Facts
) -> dict[str, str]:
    """Return the clusters of the concepts next to those that have one."""
    reached = {}
    for slug, near in neighbours.items():
        voters = [n for n in near if n in tracks]
        if slug in tracks or not voters or _apart(facts, slug) != "Other":
            continue
        votes: dict[str, float] = defaultdict(float)
        for voter in voters:
            votes[tracks[voter]] += 1 / len(neighbours[voter])
        reached[slug] = min(votes, key=lambda name: (-votes[name], name))
    return reached


def _apart(facts: Facts, slug: str) -> str:
    group = GROUPS[group_index(facts, slug)]
    return group.label if group.name in ASIDE else "Other"
