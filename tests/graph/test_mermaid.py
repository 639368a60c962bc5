import re
from collections.abc import Callable
from typing import TypeAlias

from careergraph import CareerGraph
from careergraph.graph.mermaid import escaped, foremost, path_mermaid
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.pathfinding import find_paths
from careergraph.graph.paths import Path
from careergraph.graph.request import path_request
from careergraph.ontology.facts import Facts

FactsMaker: TypeAlias = Callable[..., Facts]

TEXT = r"([\w ,.\-/()']|#\d+;|<br/>)+"
LINE = re.compile(
    r"flowchart TB"
    r'|  start\(\["Your skills"\]\)'
    rf'|  role_\w+\["{TEXT}"\]'
    rf'|  (role_\w+|start) (-->|-\.->)\|"{TEXT}"\| role_\w+'
)


def path(facts: Facts, start: str | None, goal: str, *, inferred: bool = False) -> Path:
    request = path_request(
        facts,
        start,
        goal,
        inferred=inferred,
        min_coverage=0.1 if inferred else None,
        entry_level=7 if start is None else None,
    )
    return find_paths(facts, TransitionNetwork(facts), request)[0]


def ladder(make_facts: FactsMaker) -> Facts:
    skills = ["a", "b", "c", "d", "e"]
    return make_facts(
        {
            **dict.fromkeys(["junior", "senior", "end"], "Role"),
            **dict.fromkeys(skills, "Skill"),
        },
        [
            ("junior", "leadsTo", "senior"),
            ("junior", "requires", "a"),
            *(("senior", "requires", slug) for slug in ["a", "b", "c", "d"]),
            ("end", "requires", "a"),
            ("senior", "level", 4),
            ("end", "level", 5),
            ("d", "prerequisite", "e"),
            *(("a", "effort", 40), ("b", "effort", 40), ("c", "effort", 120)),
            *(("d", "effort", 40), ("e", "effort", 300)),
        ],
    )


def test_roles_are_nodes_and_moves_are_arrows_with_hours(
    make_facts: FactsMaker,
) -> None:
    facts = ladder(make_facts)
    moves = path(facts, "junior", "end", inferred=True)
    assert path_mermaid(moves, facts).splitlines() == [
        "flowchart TB",
        '  role_junior["JUNIOR"]',
        '  role_senior["SENIOR"]',
        '  role_end["END"]',
        '  role_junior -->|"500 h<br/>C, B, D and 1 more"| role_senior',
        '  role_senior -.->|"inferred, nothing to learn"| role_end',
    ]


def test_what_the_role_names_and_takes_most_effort_comes_first(
    make_facts: FactsMaker,
) -> None:
    facts = ladder(make_facts)
    move = path(facts, "junior", "senior").moves[0]
    assert move.learn == ("b", "c", "e", "d")
    assert foremost(facts, move) == ["c", "b", "d", "e"]


def test_someone_without_a_role_begins_at_their_skills(make_facts: FactsMaker) -> None:
    facts = ladder(make_facts)
    lines = path_mermaid(path(facts, None, "end", inferred=True), facts).splitlines()
    assert lines[1] == '  start(["Your skills"])'
    assert lines[-1] == '  start -.->|"inferred, 40 h<br/>A"| role_end'


def test_a_path_of_no_moves_is_one_node(make_facts: FactsMaker) -> None:
    facts = ladder(make_facts)
    assert path_mermaid(path(facts, "end", "end"), facts) == (
        'flowchart TB\n  role_end["END"]\n'
    )


def test_hostile_labels_are_inert(make_facts: FactsMaker) -> None:
    role, skill = '"]; click x <b>', "</script>|#35;`$$x$$`\u202e%%\n**b**"
    facts = make_facts(
        {role: "Role", "end": "Role", skill: "Skill"},
        [
            (role, "leadsTo", "end"),
            ("end", "requires", skill),
            (skill, "effort", 10),
        ],
    )
    text = path_mermaid(path(facts, role, "end"), facts)
    for line in text.splitlines():
        assert LINE.fullmatch(line), line
    assert "#34;#93;#59; CLICK X #60;B#62;" in text
    assert "#60;/SCRIPT#62;#124;#35;35#59;#96;#36;#36;X#36;#36;#96;#8238;" in text


def test_an_escape_is_the_number_of_the_letter() -> None:
    assert escaped("R&D #1") == "R#38;D #35;1"


def test_real_paths_are_made_of_such_lines(graph: CareerGraph) -> None:
    for inferred in (False, True):
        moves = graph.transition_path(
            "data analyst", "chief AI officer", inferred=inferred
        )
        lines = path_mermaid(moves, graph.facts).splitlines()
        assert all(LINE.fullmatch(line) for line in lines)
        assert len(lines) == 1 + len(moves.roles) + len(moves.moves)
