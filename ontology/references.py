"""Check how concepts refer to sources and to each other."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter

from careergraph.ontology.concept_file import (
    OWN_FIELDS,
    Concept,
    Statement,
    folders_of,
)
from careergraph.ontology.problem import Problem, quoted, suggestion, with_article
from careergraph.ontology.slug import slug_of
from careergraph.ontology.source_file import Source
from careergraph.ontology.vocabulary import Property, load_vocabulary

REPLACED = "isReplacedBy"


def reference_problems(
    concepts: Mapping[str, Concept], *, unreadable: AbstractSet[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the references between concepts.

    Args:
        concepts: By slug.
        unreadable: Slugs of concepts that are there and cannot be read; a
            reference to one of them is taken as right.
    """
    vocabulary = load_vocabulary()
    for concept in concepts.values():
        for statement in concept.statements:
            prop = vocabulary.properties.get(statement.property)
            if prop and prop.is_reference and statement.object not in unreadable:
                fault = _fault(concept, statement, prop, concepts)
                if fault:
                    yield Problem(concept.file, statement.line, prop.field, *fault)
    yield from _cycle_problems(concepts)


def source_problems(
    concepts: Mapping[str, Concept], sources: Mapping[str, Source]
) -> Iterator[Problem]:
    """Yield the sources that concepts name and sources.yaml does not have."""
    for concept in concepts.values():
        for field, line, names in _named_sources(concept):
            for name in names:
                if name not in sources:
                    hint = suggestion(name, sources) or "; add it there, with its title"
                    message = f"sources.yaml has no {quoted(name)}{hint}"
                    yield Problem(concept.file, line, field, "unknown-source", message)


def field_of(name: str) -> str:
    """Return the field in which a statement of a property stands."""
    own = {stated: field for field, stated in OWN_FIELDS.items()}
    return own.get(name) or load_vocabulary().properties[name].field


def _named_sources(concept: Concept) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    yield "sources", concept.lines["sources"], concept.sources
    for s in concept.statements:
        yield field_of(s.property), s.line, s.sources


def _fault(
    concept: Concept,
    statement: Statement,
    prop: Property,
    concepts: Mapping[str, Concept],
) -> tuple[str, str] | None:
    """Return rule and message when a reference is at fault."""
    name = statement.object
    target = concepts.get(name)
    if target is None:
        fitting = [slug for slug, c in concepts.items() if _fits(c, prop)]
        hint = suggestion(slug_of(name), fitting)
        mend = hint or "; add it with `careergraph new`, or remove the line"
        return "dangling-reference", f"there is no concept {quoted(name)}{mend}"
    if name == concept.slug:
        return "self-reference", "refers to the concept itself; remove the line"
    if not _fits(target, prop):
        return "wrong-range", _misfit(target, prop)
    is_live = prop.name == REPLACED or not concept.objects(REPLACED)
    if is_live and (new := target.objects(REPLACED)):
        return "deprecated-reference", f'"{name}" is deprecated; use "{new[0]}"'
    return None


def _misfit(target: Concept, prop: Property) -> str:
    vocabulary = load_vocabulary()
    kind = with_article(vocabulary.classes[target.kind].label.lower())
    folders = folders_of(prop.range, vocabulary)
    return f'"{target.slug}" is {kind}; here belongs one of these kinds: {folders}'


def _fits(target: Concept, prop: Property) -> bool:
    vocabulary = load_vocabulary()
    return any(vocabulary.is_a(kind, prop.range) for kind in target.kinds)


def _cycle_problems(concepts: Mapping[str, Concept]) -> Iterator[Problem]:
    """Yield one problem a cycle: as many as lines have to be removed."""
    needs = {
        slug: {
            s.object: s.line
            for s in concept.statements
            if s.property == "prerequisite" and s.object != slug
        }
        for slug, concept in concepts.items()
    }
    while cycle := _cycle(needs):
        first, later = cycle[0], cycle[1]
        yield Problem(
            concepts[later].file,
            needs[later].pop(first),
            "prerequisite",
            "prerequisite-cycle",
            f"is learnt in a circle: {' before '.join(cycle)}; remove one of the lines",
        )


def _cycle(needs: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return concepts of which each is needed by the next; first and last are one."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return []
