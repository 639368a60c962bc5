"""Find the concept that a person means by a name."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from careergraph.errors import (
    AmbiguousConceptError,
    ArgumentError,
    NameWarning,
    StoreError,
    UnknownConceptError,
    WrongKindError,
)
from careergraph.ontology.facts import Facts
from careergraph.ontology.namespaces import concept_name
from careergraph.ontology.title_index import PREFERRED, normal_name

NEAR = 0.75
"""Likeness, as difflib measures it, from which a label may be a name misspelt."""


def resolve(facts: Facts, name: str, *, kind: str | None = None) -> str:
    """Return the slug of the concept with that name.

    A name is, in this order: a slug as it is written, an IRI (also as ``id:slug``, or
    compact as ``esco:isco/C2511``), a preferred label, an alternative or a hidden
    label, a slug written otherwise; case, hyphens and repeated spaces do not matter. A
    concept of the wanted kind goes before one of another kind.

    A title alone is no identity: releases hold alternative labels such as "AI engineer"
    for whom inseminates animals. So what has only such a name is returned, but told of
    by a :class:`NameWarning`.

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
    found, is_certain = _named(facts, name, kind)
    if not found:
        if kind:
            _refuse_other_kind(facts, name, kind)
        raise UnknownConceptError(
            name,
            kind=facts.term(kind).label.lower() if kind else "concept",
            candidates=_close(facts, name, kind),
        )
    if len(found) > 1:
        described = [_described(facts, each) for each in found]
        raise AmbiguousConceptError(name, candidates=found, described=described)
    [slug] = found
    if _is_imported(slug) and not is_certain:
        warnings.warn(NameWarning(name, slug, _described(facts, slug)), stacklevel=2)
    return slug


def _named(facts: Facts, name: str, kind: str | None) -> tuple[list[str], bool]:
    """Return the concepts of a kind with a name, sorted, and whether it is an identity."""
    for found, is_certain in _readings(facts, name):
        known = {s for s in found if s in facts and (not kind or facts.is_a(s, kind))}
        if known:
            return sorted(known), is_certain
    return [], False


def _readings(facts: Facts, name: str) -> Iterator[tuple[Iterable[str], bool]]:
    """Yield what a name may mean, as slugs, and whether it is their identity."""
    slug = concept_name(name.strip()).removeprefix("id:")
    yield (facts.same.get(slug, slug),), True
    wanted = normal_name(slug)
    named = facts.titles.named(wanted)
    yield (each for each, use in named if use == PREFERRED), True
    yield (each for each, use in named if use != PREFERRED), False
    yield _slugs(facts, wanted), True


def _slugs(facts: Facts, wanted: str) -> list[str]:
    """Return the slugs that are written otherwise."""
    if ":" not in wanted:
        return [wanted.replace(" ", "-")]
    return [slug for slug in facts.slugs if normal_name(slug) == wanted]


def _is_imported(slug: str) -> bool:
    """Tell whether a concept is of another scheme, such as ESCO."""
    return ":" in slug


def _described(facts: Facts, slug: str) -> str:
    """Return a slug with what tells a concept of another scheme from its like."""
    if not _is_imported(slug):
        return f'"{slug}"'
    group = group_of(facts, slug)
    return f'"{slug}" ({facts.label(slug)}{f"; in {group}" if group else ""})'


def group_of(facts: Facts, slug: str) -> str:
    """Return the label of the nearest group above a concept; empty if there is none.

    Groups are those of ISCO, of SOC and of the skills of ESCO, through skos:broader.
    """
    seen = {slug}
    above = facts.objects(slug, "broader")
    while above and above[0] not in seen:
        if any(
            facts.is_a(above[0], group) for group in ("RoleGroup", "CompetencyGroup")
        ):
            return facts.label(above[0])
        seen.add(above[0])
        above = facts.objects(above[0], "broader")
    return ""


def _refuse_other_kind(facts: Facts, name: str, kind: str) -> None:
    slugs, _ = _named(facts, name, None)
    if len(slugs) == 1:
        found = facts.term(facts.entity(slugs[0]).kinds[0]).label.lower()
        raise WrongKindError(name, found=found, wanted=facts.term(kind).label.lower())


def _close(facts: Facts, name: str, kind: str | None) -> list[str]:
    """Return up to five labels of concepts that a name comes near to, best first.

    Where the whole of some comes near, those that only hold it are left out.
    """
    from difflib import get_close_matches

    with suppress(StoreError):  # what cannot be searched is unknown all the same
        hits = facts.titles.search(name, kind=kind, definitions=False)
        labels = {normal_name(h.title): facts.label(h.slug) for h in islice(hits, 5)}
        near = get_close_matches(normal_name(name), labels, n=5, cutoff=NEAR)
        return [*dict.fromkeys(labels[each] for each in near or labels)]
    return []


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
    classes = {normal_name(facts.term(each).label): each for each in facts.classes}
    classes |= {each.casefold(): each for each in facts.classes}
    found = classes.get(normal_name(name))
    if found:
        return found
    from difflib import get_close_matches

    near = get_close_matches(normal_name(name), classes, n=1)
    hint = (
        f'did you mean "{classes[near[0]]}"?'
        if near
        else f"choose one of {', '.join(facts.classes)}"
    )
    raise ArgumentError(f'there is no class "{name}"; {hint}')
