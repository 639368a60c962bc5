"""Check content by the rules in queries/checks, besides its structure.

A rule is a .rq file that finds nothing when the content is right. The comments
at its top say what it is about, what is wrong and how to mend it::

    # title: A level is between 1 and 7
    # wrong: there is no level {object}
    # mend: write one from 1 (entry) to 7 (executive)

It selects ``?subject``, the concept, source or term of core.ttl at fault;
``?property`` and ``?object``, where it can say them, lead to the line of a concept's
file. Any variable may stand in braces in the header. A line ``# needs: every file``
says that the rule is not applied while a file cannot be read, as that file might
hold what the rule misses.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, unquote

from careergraph.ontology.namespaces import (
    CG,
    DCTERMS,
    EXTERNAL,
    ID,
    PREFIXES,
    RDF,
    SKOS,
    SOURCE,
)
from careergraph.ontology.problem import Problem, shortened
from careergraph.ontology.references import field_of
from careergraph.ontology.slug import is_slug
from careergraph.ontology.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Store

    from careergraph.ontology.concept_file import Concept
    from careergraph.ontology.source_file import Source

Row: TypeAlias = dict[str, str]
"""What a rule found: values by variable."""

_HEADER = re.compile(r"^# (\w+): (.*(?:\n#  +.*)*)", re.MULTILINE)
_VOCABULARIES = (
    CG,
    RDF,
    SKOS,
    DCTERMS,
    "https://schema.org/",
    "http://purl.org/ontology/bibo/",
)
_LABEL_FIELDS = {"prefLabel": "label", "definition": "definition"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of queries/checks.

    Attributes:
        name: The file's name without ``.rq``.
        title: What is right, in a few words.
        wrong: What is wrong, with variables of the query in braces.
        mend: How to mend it.
        needs: ``every file`` when it is to be applied to whole content only.
        query: The whole file.
    """

    name: str
    title: str
    wrong: str
    mend: str
    needs: str
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
    readable = {concept.file for concept in concepts.values()} | {"sources.yaml"}
    is_whole = all(problem.file in readable for problem in problems)
    found: set[Problem] = set()
    for rule in load_rules():
        tell(rule.title)
        if is_whole or not rule.needs:
            rows = _rows(rule, store)
            found.update(_problem(rule, row, concepts, folder) for row in rows)
    problems += [p for p in found if (p.file, p.field) not in at_fault]
    return sorted(problems)


def _rule(name: str, text: str) -> Rule:
    header = {key: re.sub(r"\n# +", " ", value) for key, value in _HEADER.findall(text)}
    return Rule(
        name=name,
        title=header["title"],
        wrong=header["wrong"],
        mend=header["mend"],
        needs=header.get("needs", ""),
        query=text,
    )


def _store(
    concepts: Mapping[str, "Concept"], sources: Mapping[str, "Source"]
) -> "Store":
    """Compile what can be compiled."""
    from pyoxigraph import Store

    from careergraph.ontology.compile import compile_quads
    from careergraph.ontology.content import Content

    sound = {slug: _sound(concept) for slug, concept in concepts.items()}
    named = {quote(name): replace(s, id=quote(name)) for name, s in sources.items()}
    store = Store()
    store.extend(compile_quads(Content(sound, named)))
    return store


def _sound(concept: "Concept") -> "Concept":
    """Return a concept whose sources and references all make an IRI."""
    properties = load_vocabulary().properties
    statements = tuple(
        replace(s, sources=tuple(map(quote, s.sources)))
        for s in concept.statements
        if s.property not in properties
        or not properties[s.property].is_reference
        or is_slug(s.object)
    )
    sources = tuple(map(quote, concept.sources))
    return replace(concept, sources=sources, statements=statements)


def _rows(rule: Rule, store: "Store") -> Iterator[Row]:
    from pyoxigraph import QuerySolutions

    solutions = store.query(rule.query)
    assert isinstance(solutions, QuerySolutions)  # a rule is a SELECT
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: getattr(solution[name], "value", "") for name in names}


def _problem(
    rule: Rule, row: Row, concepts: Mapping[str, "Concept"], folder: Path
) -> Problem:
    from careergraph.ontology.content import PACKAGED

    cut = {name: _local(value) for name, value in row.items()}
    if row["subject"].startswith(ID):
        file, line, field = _place_in_concept(concepts[cut["subject"]], cut)
    elif row["subject"].startswith(SOURCE):
        file, field = "sources.yaml", unquote(cut["subject"])
        line = _line_of(folder / file, rf"{re.escape(field)}:")
    else:
        file, field = "core.ttl", _prefixed(row["subject"])
        line = _line_of(PACKAGED / file, rf"{re.escape(field)} ")
    said = {name: shortened(text) for name, text in cut.items()}
    if file not in ("sources.yaml", "core.ttl"):
        said["property"] = field
    message = f"{rule.wrong}; {rule.mend}".format_map(said)
    return Problem(file, line, field, rule.name, message)


def _place_in_concept(concept: "Concept", row: Row) -> tuple[str, int, str]:
    name, value = row.get("property", ""), row.get("object", "")
    field = (_LABEL_FIELDS.get(name) or field_of(name)) if name else ""
    line = next(
        (s.line for s in concept.statements if (s.property, s.object) == (name, value)),
        concept.lines.get(field, 1),
    )
    return concept.file, line, field


def _line_of(path: Path, pattern: str) -> int:
    """Return the first line that begins with a pattern, or 1."""
    text = path.read_text("utf-8", "replace") if path.is_file() else ""
    found = re.search(f"^{pattern}", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _prefixed(iri: str) -> str:
    """Return an IRI of core.ttl as it is written there."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _local(iri: str) -> str:
    """Return a term of an RDF dataset as it stands in a concept's file, or nearly."""
    for prefix, namespace in EXTERNAL.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    for namespace in (ID, SOURCE, *_VOCABULARIES):
        iri = iri.removeprefix(namespace)
    return iri
