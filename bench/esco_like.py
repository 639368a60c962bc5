"""A graph of the size and shape of ESCO 1.1.1, drawn at random, with its texts.

Counts are those of the release: occupations, skills, essential and optional
relations, alternative labels, letters of labels and descriptions, and an address with
a UUID each. Words are made up, drawn by Zipf's law from as many as pack no better than
the real texts do, so that the size of a page is not flattered.
"""

import random
import uuid
from bisect import bisect
from itertools import accumulate
from typing import Any

from synthetic import _Drawing

from careergraph.ontology.facts import Facts

ROLES = 3_007
SKILLS = 13_890
REQUIRED, OPTIONAL = 24, 22
"""Draws; some meet, so that 22 and 20 are left on the average, as in ESCO."""
OTHER_NAMES = 6.8
DEFINITION_WORDS = 22
VOCABULARY = 12_000
STEEPNESS = 1.12
"""Exponent in the law of Zipf: the rarer words are the rarer, the higher it is."""
SYLLABLES = tuple(c + v for c in "bcdfghklmnprstvw" for v in "aeiou") + tuple("snrltd")
KNOWN_TO = ("drawn",)


def facts_like_esco(seed: int = 4) -> Facts:
    """Return the facts of the graph; the same seed draws the same graph."""
    return Facts(_record(random.Random(seed)))


class _Writer:
    def __init__(self, draw: random.Random):
        self.draw = draw
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            words["".join(draw.choices(SYLLABLES, k=draw.choice((2, 3, 4, 5))))] = None
        self.words = list(words)
        weights = (1 / (rank + 3) ** STEEPNESS for rank in range(VOCABULARY))
        self.zipf = list(accumulate(weights))

    def text(self, count: int) -> list[str]:
        """Draw words, the first of the vocabulary most often."""
        draws = (self.draw.random() * self.zipf[-1] for _ in range(count))
        return [self.words[bisect(self.zipf, at)] for at in draws]

    def other_names(self, label: list[str]) -> tuple[str, ...]:
        """Draw names that share words with a label, as in ESCO."""
        count = self.draw.randrange(round(2 * OTHER_NAMES) + 1)
        names = set()
        for _ in range(count):
            name = self.draw.sample(label, k=len(label))
            name[self.draw.randrange(len(name))] = self.text(1)[0]
            names.add(" ".join(name))
        return tuple(sorted(names))

    def definition(self) -> str:
        words = self.text(max(6, round(self.draw.gauss(DEFINITION_WORDS, 10))))
        words[len(words) // 2] += "."
        return " ".join(words).capitalize() + "."


def _record(draw: random.Random) -> dict[str, Any]:
    writer = _Writer(draw)
    drawing = _Drawing(0, SKILLS, 0, draw.randrange(2**32))
    labels: dict[str, list[str]] = {}
    while len(labels) < ROLES + SKILLS:
        label = writer.text(draw.choice((2, 3, 4, 5, 5)))
        labels.setdefault("-".join(label), label)
    slugs = draw.sample(list(labels), k=len(labels))
    roles, skills = sorted(slugs[:ROLES]), sorted(slugs[ROLES:])
    stated = [(slug, KNOWN_TO) for slug in skills]

    def asked(count: int) -> dict[str, Any]:
        return {
            role: tuple(stated[i] for i in drawing.wants(count + draw.randint(-9, 9)))
            for role in roles
        }

    addresses = {
        slug: ((_address(draw, "occupation" if i < ROLES else "skill"), KNOWN_TO),)
        for i, slug in enumerate(roles + skills)
    }
    kinds = {"Role": ("Role",), "Skill": ("Competency", "Requirement", "Skill")}
    kind_of = dict.fromkeys(roles, "Role") | dict.fromkeys(skills, "Skill")
    return {
        "entities": {
            slug: (
                " ".join(labels[slug]),
                writer.other_names(labels[slug]),
                writer.definition(),
                (kind_of[slug],),
                kinds[kind_of[slug]],
                KNOWN_TO,
            )
            for slug in sorted(kind_of)
        },
        "statements": {
            "benefitsFrom": asked(OPTIONAL),
            "exactMatch": dict(sorted(addresses.items())),
            "requires": asked(REQUIRED),
        },
        "terms": {
            name: (name, "", name in ("requires", "benefitsFrom"))
            for name in (
                *("benefitsFrom", "exactMatch", "requires"),
                *("Competency", "Requirement", *kinds),
            )
        },
        "sources": {"drawn": "Drawn at random"},
    }


def _address(draw: random.Random, kind: str) -> str:
    number = uuid.UUID(int=draw.getrandbits(128), version=4)
    return f"http://data.europa.eu/esco/{kind}/{number}"
