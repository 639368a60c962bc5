"""Check content by the rules in queries/checks, besides its structure.

A rule is a .rq file that finds nothing when the content is right. The comments
at its top say what it is about, what is wrong and how to mend it::

    # title: A level is between 1 and 7
    # wrong: there is no level {object}
    # mend: write one from 1 (entry) to 7 (executive)

It selects ``?subject``, the concept at fault; ``?property`` and ``?object``, where
it can say them, lead to the line of the file. Any variable may stand in braces
in the header.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from careergraph.ontology.namespaces import CG, DCTERMS, ID, SKOS, SOURCE
from careergraph.ontology.problem import Problem, shortened
from careergraph.ontology.references import field_of
from careergraph.ontology.slug import is_slug
from careergraph.ontology.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Store

    from careergraph.ontology.concept_file import Concept
    from careergraph.ontology.source_file import Source

Row: TypeAlias = dict[str, str]
"""What a rule found: values by variable, IRIs cut to their last part."""

_HEADER = re.compile(r"^# (\w+): (.*(?:\n#  +.*)*)", re.MULTILINE)
_LABEL_FIELDS = {"prefLabel": "label", "definition": "definition"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of queries/checks.

    Attributes:
        name: The file's name without ``.rq``.
        title: What is right, in a few words.
        wrong: What is wrong, with variables of the query in braces.
        mend: How to mend it.
        query: The whole file.
    """

    name: str
    title: str
    wrong: str
    mend: str
    query: str


def load_rules() -> list[Rule]:
    """Return all rules by name.

    >>> load_rules()[0].name
    'algorithm-without-approach'
    """
    folder = files("careergraph.queries").joinpath("checks")
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".rq")),
        key=lambda path: path.name,
    )
    return [
        _rule(path.name.removesuffix(".rq"), path.read_text("utf-8")) for path in paths
    ]


def check_content(
    folder: Path, *, progress: Callable[[str], None] | None = None
) -> list[Problem]:
    """Return all that is wrong with some content: structure, references, rules.

    Files that cannot be read are left out when the rules are applied, and a field
    that is at fault by itself is not judged by a rule besides.

    Args:
        folder: Holds ``sources.yaml`` and ``concepts/``.
        progress: Is told what is looked at next.

    Returns:
        Problems by file and line; none when the content is right.
    """
    from careergraph.ontology.content import survey_content

    tell = progress or (lambda _: None)
    tell("Structure and references")
    concepts, sources, problems = survey_content(folder)
    store = _store(concepts, sources)
    at_fault = {(problem.file, problem.field) for problem in problems}
    found: set[Problem] = set()
    for rule in load_rules():
        tell(rule.title)
        found.update(_problem(rule, row, concepts) for row in _rows(rule, store))
    problems += [p for p in found if (p.file, p.field) not in at_fault]
    return sorted(problems)


def _rule(name: str, text: str) -> Rule:
    header = {key: re.sub(r"\n# +", " ", value) for key, value in _HEADER.findall(text)}
    return Rule(name, header["title"], header["wrong"], header["mend"], text)


def _store(
    concepts: Mapping[str, "Concept"], sources: Mapping[str, "Source"]
) -> "Store":
    """Compile what can be compiled."""
    from pyoxigraph import Store

    from careergraph.ontology.compile import compile_quads
    from careergraph.ontology.content import Content

    named = {name: source for name, source in sources.items() if is_slug(name)}
    sound = {slug: _sound(concept, named) for slug, concept in concepts.items()}
    store = Store()
    store.extend(compile_quads(Content(sound, named)))
    return store


def _sound(concept: "Concept", sources: Mapping[str, "Source"]) -> "Concept":
    """Return a concept without the sources and references that make no IRI."""
    properties = load_vocabulary().properties

    def known(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in sources)

    statements = tuple(
        replace(s, sources=known(s.sources))
        for s in concept.statements
        if s.property not in properties
        or not properties[s.property].is_reference
        or is_slug(s.object)
    )
    return replace(concept, sources=known(concept.sources), statements=statements)


def _rows(rule: Rule, store: "Store") -> Iterator[Row]:
    from pyoxigraph import QuerySolutions

    solutions = store.query(rule.query)
    assert isinstance(solutions, QuerySolutions)  # a rule is a SELECT
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: _local(getattr(solution[name], "value", "")) for name in names}


def _problem(rule: Rule, row: Row, concepts: Mapping[str, "Concept"]) -> Problem:
    concept = concepts[row["subject"]]
    name, value = row.get("property", ""), row.get("object", "")
    field = (_LABEL_FIELDS.get(name) or field_of(name)) if name else ""
    line = next(
        (s.line for s in concept.statements if (s.property, s.object) == (name, value)),
        concept.lines.get(field, 1),
    )
    said = {key: shortened(text) for key, text in row.items()} | {"property": field}
    message = f"{rule.wrong}; {rule.mend}".format_map(said)
    return Problem(concept.file, line, field, rule.name, message)


def _local(iri: str) -> str:
    for namespace in (ID, CG, SOURCE, SKOS, DCTERMS):
        iri = iri.removeprefix(namespace)
    return iri
