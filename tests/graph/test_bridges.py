"""Bridges between two tracks, by hand and against all shortest paths."""

import json
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careergraph import ArgumentError, CareerGraph, UnknownConceptError
from careergraph.cli import commands
from careergraph.errors import WrongKindError
from careergraph.graph.bridges import SHOWN, Bridges, bridges
from careergraph.graph.network import TransitionNetwork
from careergraph.ontology.facts import Facts

FactsMaker = Callable[..., Facts]

ROLES = "abcdefg"


def facts_of(
    make_facts: FactsMaker, moves: Iterable[str], red: str = "", blue: str = ""
) -> Facts:
    """Roles a to g; each move is two letters; some are on the track red or blue."""
    tracks = {"red": "Track", "blue": "Track", "empty": "Track"}
    return make_facts(
        dict.fromkeys(ROLES, "Role") | tracks,
        [
            *((move[0], "leadsTo", move[1]) for move in moves),
            *((role, "track", "red") for role in red),
            *((role, "track", "blue") for role in blue),
            *((role, "level", ROLES.index(role) + 1) for role in ROLES),
        ],
    )


def found(facts: Facts, start: str = "red", goal: str = "blue") -> Bridges:
    return bridges(facts, TransitionNetwork(facts), start, goal)


def shares(answer: Bridges) -> dict[str, float]:
    return {bridge.role: bridge.share for bridge in answer.bridges}


def test_one_path_runs_through_all_between_its_ends(make_facts: FactsMaker) -> None:
    answer = found(facts_of(make_facts, ["ab", "bc", "cd"], red="a", blue="d"))
    assert shares(answer) == {"b": 1, "c": 1}
    assert (answer.pairs, answer.connected) == (1, 1)


def test_equally_short_paths_count_in_part(make_facts: FactsMaker) -> None:
    # a to d by b or c; a to e over d, by b or c; f to d is one move, to e two.
    facts = facts_of(
        make_facts, ["ab", "ac", "bd", "cd", "de", "fd"], red="af", blue="de"
    )
    assert shares(found(facts)) == {"b": 0.25, "c": 0.25, "d": 0.5}


def test_a_longer_way_does_not_count(make_facts: FactsMaker) -> None:
    facts = facts_of(make_facts, ["ab", "bd", "ac", "ce", "ed"], red="a", blue="d")
    assert shares(found(facts)) == {"b": 1}


def test_a_role_of_a_track_is_a_bridge_where_it_lies_between(
    make_facts: FactsMaker,
) -> None:
    # Red a and b, blue c and d, in a row: b lies between a and both, c before d.
    answer = found(facts_of(make_facts, ["ab", "bc", "cd"], red="ab", blue="cd"))
    assert shares(answer) == {"b": 0.5, "c": 0.5}
    b, c = answer.bridges
    assert (b.tracks, b.level, b.moves_in, b.moves_out) == (("red",), 2, ("a",), ("c",))
    assert (c.tracks, c.level, c.moves_in, c.moves_out) == (
        ("blue",),
        3,
        ("b",),
        ("d",),
    )


def test_a_role_of_both_tracks_makes_no_pair_with_itself(
    make_facts: FactsMaker,
) -> None:
    answer = found(facts_of(make_facts, ["ab", "bc"], red="ab", blue="bc"))
    assert (answer.pairs, answer.connected) == (3, 3)  # ab, ac and bc
    assert shares(answer) == {"b": pytest.approx(1 / 3)}
    assert answer.bridges[0].tracks == ("blue", "red")


def test_pairs_without_a_path_are_left_out_of_the_mean(make_facts: FactsMaker) -> None:
    answer = found(facts_of(make_facts, ["ab", "bc"], red="ad", blue="ce"))
    assert (answer.pairs, answer.connected) == (4, 1)
    assert shares(answer) == {"b": 1}


def test_inferred_moves_are_walked_when_asked_for(make_facts: FactsMaker) -> None:
    facts = make_facts(
        {**dict.fromkeys("abc", "Role"), "s": "Skill"}
        | {"red": "Track", "blue": "Track"},
        [
            ("a", "track", "red"),
            ("b", "track", "blue"),
            *((role, "level", 2) for role in "ab"),
            *((role, "requires", "s") for role in "ab"),
            ("s", "effort", 10),
        ],
    )
    network = TransitionNetwork(facts)
    assert bridges(facts, network, "red", "blue").connected == 0
    assert bridges(facts, network, "red", "blue", inferred=True).connected == 1


def test_inferred_moves_go_by_similarity_where_no_effort_is_stated(
    make_facts: FactsMaker,
) -> None:
    # b shares one of its two skills with each of a and c: 1 / √2 of similarity, and
    # too little for a coverage of 0.7; a and c share none.
    needs = [("a", "s"), ("b", "s"), ("b", "t"), ("c", "t")]
    facts = make_facts(
        {**dict.fromkeys("abc", "Role"), "s": "Skill", "t": "Skill"}
        | {"red": "Track", "blue": "Track"},
        [
            *((role, "requires", skill) for role, skill in needs),
            *((role, "level", 1) for role in "abc"),
            ("a", "track", "red"),
            ("c", "track", "blue"),
        ],
    )
    answer = bridges(facts, TransitionNetwork(facts), "red", "blue", inferred=True)
    assert shares(answer) == {"b": 1}


def test_without_a_path_the_answer_is_a_sentence(make_facts: FactsMaker) -> None:
    answer = found(facts_of(make_facts, ["ba"], red="a", blue="b"))
    assert (answer.pairs, answer.connected, answer.bridges) == (1, 0, ())
    assert answer.to_text(width=1000) == (
        "From RED to BLUE: no moves lead from a role of the one to a role of the "
        "other; inferred moves may (inferred=True, --inferred)."
    )


def test_direct_moves_alone_need_no_bridge(make_facts: FactsMaker) -> None:
    answer = found(facts_of(make_facts, ["ab"], red="a", blue="b"))
    assert str(answer) == (
        "From RED to BLUE: every path is a single move; no role lies between."
    )


def test_text_names_tracks_level_and_the_moves_beside(make_facts: FactsMaker) -> None:
    answer = found(facts_of(make_facts, ["ab", "bc", "db"], red="ad", blue="c"))
    assert str(answer).splitlines()[:5] == [
        "From RED to BLUE: one role lies between.",
        "",
        "1. B: 100.0% (no track; level 2)",
        "   from A, D",
        "   on to C",
    ]


@pytest.mark.parametrize(
    ("start", "goal", "message"),
    [
        ("red", "red", '"RED" is named twice; name two different tracks'),
        ("red", "empty", 'no role is on the track "EMPTY"; name another'),
        ("empty", "red", 'no role is on the track "EMPTY"; name another'),
    ],
)
def test_tracks_that_cannot_be_bridged_are_told(
    make_facts: FactsMaker, start: str, goal: str, message: str
) -> None:
    facts = facts_of(make_facts, ["ab"], red="a", blue="b")
    with pytest.raises(ArgumentError) as caught:
        found(facts, start, goal)
    assert str(caught.value) == message


def test_an_unknown_track_is_told(make_facts: FactsMaker) -> None:
    facts = facts_of(make_facts, ["ab"], red="a", blue="b")
    with pytest.raises(UnknownConceptError, match='no track called "reed"; did you'):
        found(facts, "reed", "blue")
    with pytest.raises(WrongKindError, match='"a" is no track but a role'):
        found(facts, "red", "a")


def brute_force(moves: set[str], red: str, blue: str) -> dict[str, Fraction]:
    """Mean over the connected pairs of the part of shortest paths through a role."""
    graph: nx.DiGraph[str] = nx.DiGraph((move[0], move[1]) for move in moves)
    graph.add_nodes_from(ROLES)
    ends = [
        (s, t) for s, t in product(red, blue) if s != t and nx.has_path(graph, s, t)
    ]
    total = dict.fromkeys(ROLES, Fraction())
    for s, t in ends:
        paths = list(nx.all_shortest_paths(graph, s, t))
        for path in paths:
            for role in path[1:-1]:
                total[role] += Fraction(1, len(paths) * len(ends))
    return {role: share for role, share in total.items() if share}


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    moves=st.sets(
        st.sampled_from([a + b for a in ROLES for b in ROLES if a != b]), max_size=20
    ),
    red=st.sets(st.sampled_from(ROLES), min_size=1, max_size=3).map("".join),
    blue=st.sets(st.sampled_from(ROLES), min_size=1, max_size=3).map("".join),
)
def test_shares_are_those_of_all_shortest_paths(
    make_facts: FactsMaker, moves: set[str], red: str, blue: str
) -> None:
    answer = found(facts_of(make_facts, moves, red=red, blue=blue))
    expected = brute_force(moves, red, blue)
    assert [bridge.role for bridge in answer.bridges] == sorted(
        expected, key=lambda role: (-expected[role], role)
    )
    assert shares(answer) == pytest.approx({r: float(s) for r, s in expected.items()})


def test_the_dictionary_and_the_rows_hold_the_same(graph: CareerGraph) -> None:
    answer = graph.bridges("Analytics", "leadership")
    value = json.loads(json.dumps(answer.to_dict()))
    assert value["goal"] == "leadership-track"
    assert 0 < value["connected"] <= value["pairs"]
    assert [b["role"] for b in value["bridges"]] == [b.role for b in answer.bridges]
    for row, bridge in zip(answer.rows(), value["bridges"], strict=True):
        assert row["moves_in"] == ", ".join(bridge["moves_in"])


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(graph: CareerGraph, width: int) -> None:
    text = graph.bridges("analytics", "leadership").to_text(width=width)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("level") == SHOWN


def test_no_connection_is_exit_code_1() -> None:
    here = ["bridges", "analytics", "leadership"]
    assert CliRunner().invoke(commands, here).exit_code == 0
    back = ["bridges", "leadership", "analytics", "--format", "json"]
    done = CliRunner().invoke(commands, back)
    assert (done.exit_code, json.loads(done.stdout)["connected"]) == (1, 0)
