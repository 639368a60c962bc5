"""Six typical queries on a million triples: ours, raw pyoxigraph, and rdflib.

The graph is drawn at random, see synthetic.py. All three hold it in memory and
answer the same text in turns; each must find the same number of rows.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from statistics import median
from typing import Any

import rdflib
from in_turn import print_ratio, print_times, seconds_in_turn
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize
from synthetic import synthetic_facts

from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import CG, ID, PREFIXES, RDF, SKOS, XSD
from careergraph.queries.engine import Engine

ROLES, COMPETENCIES, MOVES_EACH = 30_000, 14_000, 10
ROUNDS = 15
RDFLIB_ROUNDS = 3

QUERIES = {
    "what a role requires": """
        SELECT ?skill ?hours { id:r000007 cg:requires ?skill . ?skill cg:effort ?hours }
        ORDER BY ?skill""",
    "who asks for a skill": """
        SELECT ?role ?level {
          ?role cg:requires id:s000100 ; cg:level ?level } ORDER BY ?level ?role""",
    "two moves away": """
        SELECT DISTINCT ?role { id:r000007 cg:leadsTo/cg:leadsTo ?role } ORDER BY ?role""",
    "what to learn before": """
        SELECT DISTINCT ?skill {
          id:r000007 cg:requires/cg:prerequisite* ?skill } ORDER BY ?skill""",
    "most in common": """
        SELECT ?role (COUNT(?skill) AS ?shared) {
          id:r000007 cg:requires ?skill . ?role cg:requires ?skill
          FILTER(?role != id:r000007) }
        GROUP BY ?role ORDER BY DESC(?shared) ?role LIMIT 20""",
    "roles by level": """
        SELECT ?level (COUNT(?role) AS ?roles) { ?role cg:level ?level }
        GROUP BY ?level ORDER BY ?level""",
}


def main() -> None:
    """Draw the graph, load it three times, and time the queries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roles", type=int, default=ROLES, help="of the graph")
    arguments = parser.parse_args()
    facts = synthetic_facts(
        arguments.roles, competencies=COMPETENCIES, moves_each=MOVES_EACH
    )
    data = n_quads(facts)
    engine = Engine(data, facts)
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    graph = rdflib.Graph()
    graph.parse(BytesIO(data), format="nt")  # the default graph alone: no fourth term
    print(f"{len(store):,} triples, {arguments.roles:,} roles")
    for name, text in QUERIES.items():
        report(name, text, engine, store, graph)


def report(
    name: str, text: str, engine: Engine, store: Store, graph: rdflib.Graph
) -> None:
    """Time one query in all three, and print the ratios."""
    ours = partial(ask_ours, engine, text)
    raw = partial(ask_raw, store, text)
    found = {len(ours()), len(raw()), len(ask_rdflib(graph, text))}
    assert len(found) == 1, f"{name}: {found}"
    print(f"{name}: {found.pop():,} rows")
    tasks: dict[str, Callable[[int], Any]] = {
        "careergraph": lambda _: ours(),
        "pyoxigraph": lambda _: raw(),
    }
    seconds = seconds_in_turn(tasks, range(ROUNDS))
    slow: dict[str, Callable[[int], Any]] = {
        "careergraph": tasks["careergraph"],
        "rdflib": lambda _: ask_rdflib(graph, text),
    }
    against_rdflib = seconds_in_turn(slow, range(RDFLIB_ROUNDS))
    print_times({**seconds, "rdflib": against_rdflib["rdflib"]})
    print_ratio(seconds, "careergraph", "pyoxigraph", reach=1.2)
    share = median(against_rdflib["careergraph"]) / median(against_rdflib["rdflib"])
    print(f"  careergraph / rdflib: {share:.4f}x (to reach 0.05)")


def ask_ours(engine: Engine, text: str) -> list[Any]:
    """Return the rows, as a user of ``graph.query`` has them."""
    return list(engine.run(text).rows)  # type: ignore[union-attr] # a SELECT


def ask_raw(store: Store, text: str) -> list[Any]:
    """Return the solutions of pyoxigraph."""
    return list(store.query(text, prefixes=PREFIXES))  # type: ignore[arg-type] # a SELECT


def ask_rdflib(graph: rdflib.Graph, text: str) -> list[Any]:
    """Return the rows of rdflib."""
    return list(graph.query(text, initNs=PREFIXES))


def n_quads(facts: Facts) -> bytes:
    """Return what the facts state, each once in the default graph."""
    data = serialize(quads(facts), format=RdfFormat.N_QUADS)
    assert data is not None  # None only when an output is given
    return data


def quads(facts: Facts) -> Iterator[Quad]:
    """Yield the kind and label of each concept, and each statement."""
    a, label = NamedNode(RDF + "type"), NamedNode(SKOS + "prefLabel")
    for slug in facts.slugs:
        concept = NamedNode(ID + slug)
        yield Quad(concept, a, NamedNode(CG + facts.entity(slug).kinds[0]))
        yield Quad(concept, label, Literal(slug))
    for fact in facts.statements():
        is_number = isinstance(fact.value, int)
        value = (
            Literal(str(fact.value), datatype=NamedNode(XSD + "integer"))
            if is_number
            else NamedNode(f"{ID}{fact.value}")
        )
        yield Quad(NamedNode(ID + fact.subject), NamedNode(CG + fact.property), value)


if __name__ == "__main__":
    main()
