import re
from collections.abc import Callable

from careergraph import CareerGraph
from careergraph.export.diagrams import to_mermaid

LINE = re.compile(
    r"flowchart LR|  end"
    r'|  subgraph level_\d\["[\w ]+"\]'
    r'|    role_\w+\["([\w ,.\-/()\']|#\d+;)*"\]'
    r"|  role_\w+ --> role_\w+"
)


def test_roles_stand_in_their_level_and_moves_are_arrows(tiny: CareerGraph) -> None:
    assert to_mermaid(tiny.facts).splitlines() == [
        "flowchart LR",
        '  subgraph level_2["2 Junior"]',
        '    role_analyst["Analyst"]',
        "  end",
        '  subgraph level_3["3 Practitioner"]',
        '    role_scientist["Scientist"]',
        "  end",
        "  role_analyst --> role_scientist",
    ]


def test_a_role_without_a_level_is_shown(
    graph_of: Callable[..., CareerGraph],
) -> None:
    graph = graph_of(("Role", "end", "End", {}))
    assert to_mermaid(graph.facts).splitlines() == [
        "flowchart LR",
        '  subgraph level_0["Level not stated"]',
        '    role_end["End"]',
        "  end",
    ]


def test_all_real_roles_and_moves_are_there(graph: CareerGraph) -> None:
    text = to_mermaid(graph.facts)
    assert text.count("    role_") == len(graph.facts.of_class("Role"))
    assert text.count(" --> ") == len(list(graph.facts.statements("leadsTo")))
    assert text == to_mermaid(graph.facts)


def test_hostile_labels_are_inert(hostile: CareerGraph) -> None:
    text = to_mermaid(hostile.facts)
    for line in text.splitlines():
        assert LINE.fullmatch(line), line
    assert "#60;/script#62;#60;script#62;window.hacked #61; 1" in text
    assert "left #8238;right to left" in text
