"""The curated graph as a release, to stand in one store with ESCO and O*NET.

docs/import.md says how the three are joined.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from careergraph.ontology.compiled import load_compiled
from careergraph.ontology.facts import Facts, value_of
from careergraph.ontology.importing import CC_BY, OURS, Imported
from careergraph.ontology.namespaces import SCHEMA, SOURCE
from careergraph.ontology.statements import Release, Statement

NAME = "careergraph"

PUBLISHERS = ("esco-", "onet-")
"""What the ids of the sources begin with that other importers write."""


def read_curated(*, tell: Callable[[str], None] = lambda _: None) -> Imported:
    """Read the graph that comes with careergraph.

    What it takes over from a release, such as the job zones of its roles, has a source
    of its own, ``onet-29.2-of-careergraph``, so that it is not mixed up with the
    release itself, which may stand beside it.
    """
    from pyoxigraph import RdfFormat, parse

    tell("reading the curated graph")
    compiled = load_compiled()
    facts = Facts(compiled.record)
    new_name = {SOURCE + name: SOURCE + _own(name) for name in facts.source_titles}
    graphs: dict[str, list[Statement]] = defaultdict(list)
    for quad in parse(compiled.n_quads, format=RdfFormat.N_QUADS):
        graph = getattr(quad.graph_name, "value", "")
        if graph and graph != SCHEMA:  # the default graph says the same once more
            subject: Any = quad.subject
            graphs[new_name[graph].removeprefix(SOURCE)].append(
                (
                    new_name.get(subject.value, subject.value),
                    quad.predicate.value,
                    value_of(quad.object),
                    str(quad.object),
                )
            )
    about = _about(facts)
    return Imported(
        release=Release(NAME, _order(about["version"]), about, graphs),
        files=(),
        missing={},
        warnings=(),
        kept_out=0,
        counts=about["counts"],
        languages=("en",),
    )


def _own(source: str) -> str:
    return f"{source}-of-{NAME}" if source.startswith(PUBLISHERS) else source


def _about(facts: Facts) -> dict[str, Any]:
    kinds = Counter(facts.entity(slug).kinds[0] for slug in facts.slugs)
    return {
        "publisher": OURS,
        "title": "The curated graph of careergraph",
        "version": version("careergraph"),
        "language": "en",
        "licence": CC_BY,
        "attribution": "careergraph, by the careergraph project, CC BY 4.0; each "
        "statement names its source.",
        "files": {},
        "missing": {},
        "counts": dict(sorted(kinds.items())),
        "kept_out": [],
    }


def _order(version_text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version_text.split(".") if part.isdigit())
