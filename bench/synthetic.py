"""Career graphs of any size, drawn at random; the same seed draws the same graph.

They have what makes the search hard in a real graph: a few competencies that
most roles ask for and many that few do (Zipf's law), fields that share theirs,
prerequisites, and moves between roles that have much in common and are at most
one level apart upwards.
"""

import random
from bisect import bisect
from itertools import accumulate
from typing import Any

from careergraph.ontology.facts import Facts

HOURS = (10, 40, 120, 300, 800)
HOURS_WEIGHTS = (36, 45, 15, 3, 1)
LEVELS = 7
LITERALS = ("level", "effort", "typicalYearsLow", "typicalYearsHigh")
FIELD = 60
"""Competencies in a field."""

SIZES = {
    50: {"competencies": 300, "moves_each": 4},
    300: {"competencies": 1_500, "moves_each": 10},
    3_000: {"competencies": 14_000, "moves_each": 60},
    100_000: {"competencies": 14_000, "moves_each": 10},
}
"""What :func:`synthetic_facts` takes for each number of roles."""


def synthetic_facts(
    roles: int, *, competencies: int, moves_each: int, seed: int = 4
) -> Facts:
    """Return the facts of a random graph.

    Args:
        roles: How many.
        competencies: How many.
        moves_each: Moves from each role; a role with few neighbours has fewer.
        seed: Another one draws another graph.
    """
    return Facts(_Drawing(roles, competencies, moves_each, seed).record())


def facts_of_size(roles: int) -> Facts:
    """Return the facts of a graph with one of the :data:`SIZES`."""
    return synthetic_facts(roles, **SIZES[roles])


class _Drawing:
    def __init__(self, roles: int, competencies: int, moves_each: int, seed: int):
        self.random = random.Random(seed)
        self.roles = [f"r{i:06}" for i in range(roles)]
        self.skills = [f"s{i:06}" for i in range(competencies)]
        self.moves_each = moves_each
        self.level = [
            1 + int(LEVELS * self.random.betavariate(2.5, 2.5)) for _ in self.roles
        ]
        self.fields = max(1, competencies // FIELD)
        popular = list(range(competencies))
        self.random.shuffle(popular)
        self.popular = popular
        self.zipf = list(accumulate(1 / rank for rank in range(1, competencies + 1)))
        self.required = [self.wants(8 + self.level[r]) for r in range(roles)]

    def wants(self, size: int) -> list[int]:
        """Draw competencies, half of them from one field."""
        draw = self.random
        field = draw.randrange(self.fields) * FIELD
        here = range(field, min(field + FIELD, len(self.skills)))
        wanted = {draw.choice(here) for _ in range(size // 2)}
        wanted.update(
            self.popular[bisect(self.zipf, draw.random() * self.zipf[-1])]
            for _ in range(size - size // 2)
        )
        return sorted(wanted)

    def moves(self) -> list[list[int]]:
        """Draw moves: to a role that shares a competency, more likely a rare one."""
        asking: list[list[int]] = [[] for _ in self.skills]
        for role, skills in enumerate(self.required):
            for skill in skills:
                asking[skill].append(role)
        return [self.moves_from(role, asking) for role in range(len(self.roles))]

    def moves_from(self, role: int, asking: list[list[int]]) -> list[int]:
        skills = self.required[role]
        weights = [len(asking[skill]) ** -0.25 for skill in skills]
        draws = self.random.choices(skills, weights, k=20 * self.moves_each)
        found: set[int] = set()
        for skill in draws:
            target = self.random.choice(asking[skill])
            if target != role and self.level[target] - self.level[role] in (-1, 0, 1):
                found.add(target)
            if len(found) == self.moves_each:
                break
        return sorted(found)

    def before(self, skill: int) -> list[int]:
        """Draw prerequisites: among the earlier competencies of the field."""
        field = skill - skill % FIELD
        if skill == field:
            return []
        draws = self.random.choices(range(field, skill), k=self.random.randrange(3))
        return sorted(set(draws))

    def record(self) -> dict[str, Any]:
        role, skill = _stated(self.roles), _stated(self.skills)
        number = {n: (n, ("drawn",)) for n in (*range(1, 30), *HOURS)}
        draw = self.random
        hours = draw.choices(HOURS, HOURS_WEIGHTS, k=len(self.skills))
        years = [draw.randint(1, 4) for _ in self.roles]
        statements: dict[str, dict[str, Any]] = {
            "requires": _named(self.roles, self.required, skill),
            "benefitsFrom": _named(
                self.roles, [self.wants(8) for _ in self.roles], skill
            ),
            "leadsTo": _named(self.roles, self.moves(), role),
            "prerequisite": _named(
                self.skills, [self.before(s) for s in range(len(self.skills))], skill
            ),
            "level": {
                r: (number[n],) for r, n in zip(self.roles, self.level, strict=True)
            },
            "effort": {
                s: (number[n],) for s, n in zip(self.skills, hours, strict=True)
            },
            "typicalYearsLow": {
                r: (number[n],) for r, n in zip(self.roles, years, strict=True)
            },
            "typicalYearsHigh": {
                r: (number[n + 2],) for r, n in zip(self.roles, years, strict=True)
            },
        }
        kinds = {"Role": ("Role",), "Skill": ("Competency", "Requirement", "Skill")}
        entities = {
            slug: (slug, (), "", (kind,), kinds[kind], ("drawn",))
            for kind, slugs in (("Role", self.roles), ("Skill", self.skills))
            for slug in slugs
        }
        return {
            "entities": entities,
            "statements": statements,
            "terms": {
                name: (name, "", name not in LITERALS)
                for name in (*statements, "Competency", "Requirement", *kinds)
            },
            "sources": {"drawn": "Drawn at random"},
        }


def _stated(slugs: list[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each slug as a statement names it; one object each, for memory."""
    return [(slug, ("drawn",)) for slug in slugs]


def _named(
    slugs: list[str],
    values: list[list[int]],
    stated: list[tuple[str, tuple[str, ...]]],
) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    return {
        slug: tuple(stated[number] for number in numbers)
        for slug, numbers in zip(slugs, values, strict=True)
        if numbers
    }
