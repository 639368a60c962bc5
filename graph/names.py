"""Find the concept that a person means by a name."""

from collections.abc import Callable, Iterable, Iterator

from careergraph.errors import (
    AmbiguousConceptError,
    ArgumentError,
    UnknownConceptError,
    WrongKindError,
)
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import concept_name


def resolve(facts: Facts, name: str, *, kind: str | None = None) -> str:
    """Return the slug of the concept with that name.

    A name is, in this order: a slug, an IRI (also as ``id:slug``, or compact as
    ``esco:isco/C2511``), a preferred label, an alternative label; case, hyphens and
    repeated spaces do not matter. A concept of the wanted kind goes before one of
    another kind.

    Args:
        facts: The graph.
        name: What a person typed.
        kind: Local name of the class that is wanted, such as ``Role``; any
            when None.

    Raises:
        UnknownConceptError: If no concept of that kind has the name; it holds
            the labels that come near. It is a :class:`WrongKindError` when a
            concept of another kind has it.
        AmbiguousConceptError: If several do.
        ArgumentError: If the name is not text.
    """
    if not isinstance(name, str):
        raise ArgumentError(f"a concept is named by text, not by {name!r}")
    wanted = _normal(concept_name(name).removeprefix("id:"))
    for names in (_slug_names, _preferred, _alternative):
        found = _named(facts, kind, names).get(wanted, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousConceptError(name, candidates=found)
    if kind:
        _refuse_other_kind(facts, name, kind)
    raise UnknownConceptError(
        name,
        kind=facts.term(kind).label.lower() if kind else "concept",
        candidates=_close(facts, wanted, _of_kind(facts, kind)),
    )


def _named(
    facts: Facts, kind: str | None, names: Callable[[Facts, str], Iterator[str]]
) -> dict[str, list[str]]:
    """Return the concepts of a kind by their slugs, or by labels of one sort.

    It is made once: a person may name thousands of skills.
    """
    key = kind, names.__name__
    if key not in facts.by_name:
        found: dict[str, list[str]] = {}
        for slug in _of_kind(facts, kind):
            for name in dict.fromkeys(names(facts, slug)):
                found.setdefault(name, []).append(slug)
        facts.by_name[key] = found
    return facts.by_name[key]


def _of_kind(facts: Facts, kind: str | None) -> Iterable[str]:
    return facts.slugs if kind is None else facts.of_class(kind)


def _refuse_other_kind(facts: Facts, name: str, kind: str) -> None:
    try:
        slug = resolve(facts, name)
    except (AmbiguousConceptError, UnknownConceptError):
        return
    found = facts.term(facts.entity(slug).kinds[0]).label.lower()
    raise WrongKindError(name, found=found, wanted=facts.term(kind).label.lower())


def resolve_all(
    facts: Facts, names: str | Iterable[str], *, kind: str
) -> tuple[str, ...]:
    """Return the slugs of several concepts, each once, sorted; one name is one.

    Raises:
        UnknownConceptError: If no concept of that kind has a name.
        AmbiguousConceptError: If several do.
    """
    several = [names] if isinstance(names, str) else names
    return tuple(sorted({resolve(facts, name, kind=kind) for name in several}))


def class_named(facts: Facts, name: str) -> str:
    """Return the local name of the class with that name or label, in any case.

    Raises:
        ArgumentError: If there is no such class; it says which is near.
    """
    classes = {_normal(facts.term(each).label): each for each in facts.classes}
    classes |= {each.casefold(): each for each in facts.classes}
    found = classes.get(_normal(name))
    if found:
        return found
    from difflib import get_close_matches

    near = get_close_matches(_normal(name), classes, n=1)
    hint = (
        f'did you mean "{classes[near[0]]}"?'
        if near
        else f"choose one of {', '.join(facts.classes)}"
    )
    raise ArgumentError(f'there is no class "{name}"; {hint}')


def search(facts: Facts, text: str, *, kind: str | None = None) -> list[str]:
    """Return the concepts whose slug, labels or definition hold a text, best first.

    A whole label goes before whole words, these before the start of a word, and
    that before any other place; then a preferred label before an alternative one,
    and that before the definition; equals are in order of label.

    Raises:
        ArgumentError: If there is no class called ``kind``.
    """
    slugs = facts.of_class(class_named(facts, kind)) if kind else list(facts.slugs)
    wanted = _normal(text)
    if not wanted:
        return []

    def rank(slug: str) -> tuple[int, int] | None:
        entity = facts.entity(slug)
        places = (
            [_normal(slug), _normal(entity.label)],
            map(_normal, entity.alt_labels),
            [_normal(entity.definition)],
        )
        found = (
            (_fit(wanted, text), place)
            for place, texts in enumerate(places)
            for text in texts
            if wanted in text
        )
        return min(found, default=None)

    ranked = [(rank(slug), facts.label(slug), slug) for slug in slugs]
    return [slug for place, _, slug in sorted(r for r in ranked if r[0] is not None)]


def _fit(wanted: str, text: str) -> int:
    """Return 0 for the whole text, 1 for whole words, 2 for the start of a word, 3."""
    if wanted == text:
        return 0
    if f" {wanted} " in f" {text} ":
        return 1
    return 2 if f" {wanted}" in f" {text}" else 3


def _normal(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _slug_names(_facts: Facts, slug: str) -> Iterator[str]:
    yield _normal(slug)


def _preferred(facts: Facts, slug: str) -> Iterator[str]:
    yield _normal(facts.label(slug))


def _alternative(facts: Facts, slug: str) -> Iterator[str]:
    yield from map(_normal, facts.entity(slug).alt_labels)


def _close(facts: Facts, wanted: str, slugs: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # costs 3 ms; needed only to say what is near

    labels: dict[str, str] = {}
    for slug in slugs:
        for name in (*_preferred(facts, slug), *_alternative(facts, slug)):
            labels.setdefault(name, facts.label(slug))
    near = get_close_matches(wanted, labels, n=5, cutoff=0.7)
    within = [name for name in labels if wanted and wanted in name]
    return list(dict.fromkeys(labels[name] for name in [*near, *within]))[:5]
