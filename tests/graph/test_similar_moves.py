"""Moves inferred by similarity: by hand, against sums in plain Python, and their words."""

import json
import random
from collections.abc import Callable
from itertools import permutations
from math import log, sqrt
from typing import Any

import pytest
from click.testing import CliRunner

from careergraph import CareerGraph
from careergraph.cli import commands
from careergraph.errors import NoPathError
from careergraph.graph import inference, similar_roles
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.request import path_request
from careergraph.graph.similar_roles import RoleSimilarity
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]
Walked = dict[str, list[str]]

ARTISTS = {
    "drawing": "Skill",
    "rhyming": "Skill",
    "writing": "Skill",
    "author": "Role",
    "painter": "Role",
    "poet": "Role",
    "miner": "Role",
}
STATED = [
    ("author", "requires", "writing"),
    ("author", "benefitsFrom", "drawing"),
    ("painter", "requires", "drawing"),
    ("poet", "requires", "rhyming"),
    ("poet", "requires", "writing"),
    ("author", "level", 3),
    ("miner", "level", 3),
    ("painter", "level", 3),
    ("poet", "level", 5),
]


@pytest.fixture
def facts(make_facts: FactsMaker) -> Facts:
    """Of four roles two name writing and two drawing; only the poet rhymes.

    Rarities are ln 2, ln 2 and ln 4, which is 2 ln 2, so that similarities are

    - author to painter: 1 / (√2 · 1) = 0.707
    - author to poet: 1 / (√2 · √3) = 0.408
    - painter to author: ½ / (1 · √1¼) = 0.447
    - poet to author: 1 / (√3 · √1¼) = 0.516

    and those of all others 0.
    """
    return make_facts(ARTISTS, STATED)


def walked(facts: Facts, **limits: Any) -> Walked:
    network = TransitionNetwork(facts)
    moves = network.moves(inferred=True, **{"min_coverage": None, **limits})
    return {
        network.roles[origin]: [network.roles[target] for target in targets]
        for origin, targets in enumerate(moves)
        if targets
    }


def asked(facts: Facts, start: str, goal: str, **limits: Any) -> Path:
    request = path_request(facts, start, goal, inferred=True, **limits)
    (path,) = find_paths(facts, TransitionNetwork(facts), request)
    return path


@pytest.mark.parametrize(
    ("limits", "moves"),
    [
        ({"min_similarity": 0.5}, {"author": ["painter"], "poet": ["author"]}),
        (
            {"min_similarity": 0.44},
            {"author": ["painter"], "painter": ["author"], "poet": ["author"]},
        ),
        (
            {"min_similarity": 0.4, "max_rise": 2},
            {
                "author": ["painter", "poet"],
                "painter": ["author"],
                "poet": ["author"],
            },
        ),
        (
            {"min_similarity": 0.41, "max_rise": 2},
            {"author": ["painter"], "painter": ["author"], "poet": ["author"]},
        ),
    ],
)
def test_a_move_is_inferred_to_what_is_similar_and_not_much_higher(
    facts: Facts, limits: dict[str, Any], moves: Walked
) -> None:
    assert walked(facts, **limits) == moves


def test_a_similarity_of_nothing_leads_to_every_role_that_is_not_much_higher(
    facts: Facts,
) -> None:
    assert walked(facts, min_similarity=0) == {
        "author": ["miner", "painter"],
        "miner": ["author", "painter"],
        "painter": ["author", "miner"],
        "poet": ["author", "miner", "painter"],
    }


def test_a_role_of_no_known_level_has_no_inferred_moves(make_facts: FactsMaker) -> None:
    unknown = [one for one in STATED if one != ("painter", "level", 3)]
    found = walked(make_facts(ARTISTS, unknown), min_similarity=0.4, max_rise=2)
    assert found == {"author": ["poet"], "poet": ["author"]}


def test_roles_that_ask_for_the_same_are_wholly_similar_whatever_is_rounded(
    make_facts: FactsMaker,
) -> None:
    # the roots of 1 / 3, 1 / 5, ... do not add up to 1 in floats
    skills = [f"s{i}" for i in range(9)]
    kinds = dict.fromkeys(skills, "Skill") | dict.fromkeys("abcdef", "Role")
    named = [(role, "requires", skill) for role in "ab" for skill in skills]
    named += [(r, "requires", s) for i, r in enumerate("cdef") for s in skills[: 2 * i]]
    levels = [(role, "level", 1) for role in "abcdef"]
    found = walked(make_facts(kinds, named + levels), min_similarity=1.0)
    assert found == {"a": ["b"], "b": ["a"]}


def test_a_stated_move_is_walked_once_and_stays_stated(make_facts: FactsMaker) -> None:
    facts = make_facts(ARTISTS, [*STATED, ("author", "leadsTo", "painter")])
    found = walked(facts, min_similarity=0.44)
    assert found["author"] == ["painter"]
    (move,) = asked(facts, "author", "painter").moves
    assert (move.kind, move.similarity, move.coverage) == ("asserted", None, None)


# ------------------------------------------------------------------ every pair


def drawn(make_facts: FactsMaker, seed: int) -> tuple[Facts, dict[str, Any]]:
    """A random graph, and what it says as sets."""
    draw = random.Random(seed)
    roles = [f"r{i:02}" for i in range(draw.randint(2, 9))]
    skills = [f"s{i:02}" for i in range(draw.randint(1, 12))]
    groups = [f"g{i}" for i in range(draw.randint(0, 3))]
    said: dict[str, Any] = {
        "requires": {r: {s for s in skills if draw.random() < 0.3} for r in roles},
        "benefitsFrom": {r: {s for s in skills if draw.random() < 0.2} for r in roles},
        "broader": {s: {g for g in groups if draw.random() < 0.4} for s in skills},
        "level": {r: {draw.randint(1, 4)} for r in roles if draw.random() < 0.9},
    }
    kinds = dict.fromkeys(roles, "Role") | dict.fromkeys(skills, "Skill")
    facts = make_facts(
        kinds | dict.fromkeys(groups, "CompetencyGroup"),
        [
            (subject, name, value)
            for name, values in said.items()
            for subject, objects in values.items()
            for value in objects
        ],
    )
    return facts, said


def by_sums(said: dict[str, Any], origin: str, target: str) -> float:
    """The formula of docs/accuracy.md, with dictionaries."""
    asks = {
        role: dict.fromkeys(said["benefitsFrom"][role], 0.5) | dict.fromkeys(needs, 1.0)
        for role, needs in said["requires"].items()
    }
    offers = {role: dict.fromkeys(named, 1.0) for role, named in asks.items()}
    skills = cosine(asks.values(), offers[origin], asks[target])
    if not any(said["broader"].values()):
        return skills
    under = said["broader"]
    above = {role: headings(named, under) for role, named in asks.items()}
    offered = headings(offers[origin], under)
    return (skills + cosine(above.values(), offered, above[target])) / 2


def headings(named: dict[str, float], under: dict[str, set[str]]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for skill, count in named.items():
        for heading in under[skill]:
            counts[heading] = counts.get(heading, 0) + count
    return {heading: log(1 + count) for heading, count in counts.items()}


def cosine(rows: Any, offered: dict[str, float], wanted: dict[str, float]) -> float:
    rows = list(rows)
    rarity = {
        name: log(len(rows) / sum(name in row for row in rows))
        for name in {*offered, *wanted}
    }

    def dot(a: dict[str, float], b: dict[str, float]) -> float:
        return sum(rarity[name] * a[name] * b[name] for name in a if name in b)

    length = sqrt(dot(offered, offered)) * sqrt(dot(wanted, wanted))
    return dot(offered, wanted) / length if length else 0.0


def expected(said: dict[str, Any], least: float, max_rise: int) -> Walked:
    level = {role: next(iter(known)) for role, known in said["level"].items()}
    found: Walked = {}
    for a in sorted(level):
        for b in sorted(level):
            near = a != b and level[b] - level[a] <= max_rise
            if near and by_sums(said, a, b) >= least - 1e-9:
                found.setdefault(a, []).append(b)
    return found


@pytest.fixture(params=["plain", "products", "small products"])
def computed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In plain Python, and by products of matrices, a row at a time at last."""
    few = similar_roles.FEW_ROLES if request.param == "plain" else 0
    monkeypatch.setattr(similar_roles, "FEW_ROLES", few)
    cells = 1 if request.param == "small products" else inference.CELLS
    monkeypatch.setattr(inference, "CELLS", cells)


@pytest.mark.usefixtures("computed")
def test_every_pair_is_compared_by_the_formula(make_facts: FactsMaker) -> None:
    moves = 0
    for seed in range(100):
        facts, said = drawn(make_facts, seed)
        roles = sorted(said["requires"])
        draw = random.Random(seed)
        exactly = by_sums(said, *draw.sample(roles, 2))
        for least in (0.05, 0.3, exactly):
            rise = draw.randint(0, 2)
            if least <= 0:
                continue
            found = walked(facts, min_similarity=least, max_rise=rise)
            assert found == expected(said, least, rise), (seed, least, rise)
            moves += sum(map(len, found.values()))
    assert moves > 1000


@pytest.mark.parametrize("seed", range(20))
def test_few_roles_and_many_have_the_same_grounds(
    make_facts: FactsMaker, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    facts, said = drawn(make_facts, seed)
    few = RoleSimilarity(facts, "")
    monkeypatch.setattr(similar_roles, "FEW_ROLES", 0)
    many = RoleSimilarity(facts, "")
    assert (few.is_small, many.is_small) == (True, False)
    for a, b in permutations(said["requires"], 2):
        one, other = few.between(a, b), many.between(a, b)
        assert one.similarity == pytest.approx(by_sums(said, a, b))
        assert one.similarity == pytest.approx(other.similarity)
        for ours, theirs in (
            (one.in_common, other.in_common),
            (one.of_a_kind, other.of_a_kind),
        ):
            assert [common.concept for common in ours] == [c.concept for c in theirs]
            assert [common.share for common in ours] == pytest.approx(
                [common.share for common in theirs]
            )


@pytest.mark.usefixtures("computed")
def test_a_wider_limit_asked_for_later_has_its_own_moves(facts: Facts) -> None:
    network = TransitionNetwork(facts)

    def count(least: float) -> int:
        moves = network.moves(
            inferred=True, min_coverage=None, min_similarity=least, max_rise=2
        )
        return sum(map(len, moves))

    assert [count(least) for least in (0.6, 0.05, 0.0, 0.45, 0.6)] == [1, 4, 12, 2, 1]


# --------------------------------------------------------------------- schemes


@pytest.mark.usefixtures("computed")
def test_roles_of_two_schemes_are_not_compared_and_each_has_its_own_limit(
    make_facts: FactsMaker,
) -> None:
    # In each scheme two of three roles name s and one each names another: the
    # similarity is 1 / √(1 + ln 3 / ln 1.5) = 0.52, enough for ESCO, not for O*NET.
    kinds = {"s": "Skill", "t": "Skill", "u": "Skill"}
    named: list[tuple[str, str, str | int]] = []
    for scheme in ("esco:", "onet:", ""):
        a, b, c = (f"{scheme}{one}" for one in "abc")
        kinds |= dict.fromkeys((a, b, c), "Role")
        named += [(a, "requires", "s"), (b, "requires", "s"), (b, "requires", "t")]
        named += [(c, "requires", "u")]
        named += [(role, "level", 2) for role in (a, b, c)]
    facts = make_facts(kinds, named)
    similarity = 1 / sqrt(1 + log(3) / log(1.5))
    assert 0.3 < similarity < 0.6
    both = {"a": ["b"], "b": ["a"]}
    ours = both | {f"esco:{a}": [f"esco:{one}" for one in b] for a, b in both.items()}
    theirs = {f"onet:{a}": [f"onet:{one}" for one in b] for a, b in both.items()}
    assert walked(facts) == ours
    assert walked(facts, min_similarity=0.5) == ours | theirs
    everything = walked(facts, min_similarity=0)
    assert everything["esco:a"] == ["esco:b", "esco:c"]
    assert everything["a"] == ["b", "c"]


@pytest.mark.parametrize("known", [[], ["drawing"], ["drawing", "writing", "rhyming"]])
def test_similarity_is_the_rule_however_much_effort_is_known(
    make_facts: FactsMaker, known: list[str]
) -> None:
    efforts = [(skill, "effort", 40) for skill in known]
    (move,) = asked(make_facts(ARTISTS, [*STATED, *efforts]), "author", "painter").moves
    assert move.similarity == pytest.approx(1 / sqrt(2))
    assert move.coverage is None


def test_a_coverage_that_is_asked_for_is_the_rule_anywhere(facts: Facts) -> None:
    (move,) = asked(facts, "author", "painter", min_coverage=0.5).moves
    assert (move.coverage, move.similar) == (1.0, None)


# ------------------------------------------------------------------ what is told


def test_a_move_tells_its_similarity_and_what_adds_most_to_it(facts: Facts) -> None:
    path = asked(facts, "poet", "painter")
    first, second = path.moves
    assert [move.target for move in path.moves] == ["author", "painter"]
    assert first.similarity == pytest.approx(1 / sqrt(3.75))
    assert second.similarity == pytest.approx(1 / sqrt(2))
    told = path.to_dict()["moves"]
    assert told[0]["in_common"] == [{"concept": "writing", "share": pytest.approx(1.0)}]
    assert told[0]["of_a_kind"] == []
    assert [move["coverage"] for move in told] == [None, None]
    assert [row["similarity"] for row in path.rows()] == [
        first.similarity,
        second.similarity,
    ]
    lines = [line.strip() for line in str(path).splitlines()]
    told_by = "Who says so: nobody; inferred, for its similarity to the role before is"
    assert f"{told_by} 0.52." in " ".join(lines)
    assert "In common: WRITING 100%" in lines
    assert "In common: DRAWING 100%" in lines


def test_why_names_the_statements_that_make_roles_similar(facts: Facts) -> None:
    (move,) = asked(facts, "painter", "author").moves
    stated = [(one.subject, one.property, one.value) for one in move.statements]
    assert stated == [
        ("painter", "level", 3),
        ("author", "level", 3),
        ("author", "requires", "writing"),
        ("painter", "requires", "drawing"),
        ("author", "benefitsFrom", "drawing"),
    ]
    why = " ".join(asked(facts, "painter", "author").why().split())
    assert "No source states this move; it is inferred, for its similarity" in why
    assert "role before is 0.45. In common: DRAWING 100%" in why


def test_what_the_similarity_of_esco_is_worth_is_told(make_facts: FactsMaker) -> None:
    kinds = {"esco:a": "Role", "esco:b": "Role", "esco:c": "Role", "s": "Skill"}
    named = [("esco:a", "requires", "s"), ("esco:b", "requires", "s")]
    levels = [(role, "level", 3) for role in ("esco:a", "esco:b", "esco:c")]
    path = asked(make_facts(kinds, named + levels), "esco:a", "esco:b")
    told = " ".join(str(path).split())
    assert (
        "role before is 1.00; of pairs so similar 75% are confirmed by O*NET." in told
    )


# -------------------------------------------------------------- when there is none


def refused(facts: Facts, start: str, goal: str, **limits: Any) -> NoPathError:
    with pytest.raises(NoPathError) as caught:
        asked(facts, start, goal, **limits)
    return caught.value


def test_the_least_similarity_that_gives_a_path_is_told(facts: Facts) -> None:
    error = refused(facts, "author", "painter", min_similarity=0.9)
    assert str(error).endswith(
        "it appears when min_similarity is 0.7, not 0.9 (--min-similarity 0.7)"
    )
    assert error.relaxations == ({"min_similarity": 0.7},)
    assert asked(facts, "author", "painter", **error.relaxations[0]).moves
    refused(facts, "author", "painter", min_similarity=0.71)


def test_the_limit_that_was_not_said_is_widened_too(make_facts: FactsMaker) -> None:
    # Of 16 roles 8 name the common skill, and each of two has a rarer one besides:
    # ln 2 / (√(ln 2 + ln 16) · √(ln 2 + ln 16)) = 1 / 5 of similarity.
    roles = [f"r{i:02}" for i in range(16)]
    kinds = dict.fromkeys(roles, "Role") | dict.fromkeys(["s", "t", "u"], "Skill")
    named = [(role, "requires", "s") for role in roles[:8]]
    named += [("r00", "requires", "t"), ("r01", "requires", "u")]
    levels = [(role, "level", 3) for role in roles]
    facts = make_facts(kinds, named + levels)
    error = refused(facts, "r00", "r01", max_moves=1)
    assert {"min_similarity": 0.2} in error.relaxations
    assert (
        "min_similarity is 0.2, not what it is when not said (--min-similarity 0.2)"
        in str(error)
    )


def test_a_path_and_similar_roles_say_the_same(facts: Facts) -> None:
    (move,) = asked(facts, "author", "painter").moves
    (found,) = RoleSimilarity(facts, "").similar_roles("author").similar
    assert move.similar == found


def test_the_command_infers_by_the_rule_that_is_named(graph: CareerGraph) -> None:
    ends = "statistician", "AI ethicist"
    asked_for = ["path", *ends, "--inferred", "--format", "json", "--min-similarity"]
    path = graph.transition_path(*ends, inferred=True, min_similarity=0.2)
    done = CliRunner().invoke(commands, [*asked_for, "0.2"])
    told = json.loads(done.stdout)["moves"]
    assert [move["similarity"] for move in told] == [m.similarity for m in path.moves]
    assert any(move["similarity"] for move in told)
