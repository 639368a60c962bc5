"""Why a path holds: the statements behind each move, and who makes them."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from careergraph.graph.advice import similarity_told, wrapped
from careergraph.graph.pay import pay_lines
from careergraph.ontology.facts import Fact, Facts

if TYPE_CHECKING:
    from careergraph.graph.paths import Move, Path

PAY = (
    *("forRole", "inPlace", "currency", "low", "lowerQuartile", "median", "mean"),
    *("upperQuartile", "high", "asOf", "experienceLevel", "reports"),
)
"""What is stated of a salary, in the order in which it is listed."""

ONE_VALUED = ("level", "effort", "typicalYearsLow", "typicalYearsHigh")
"""Properties of which two values are a disagreement, where a path rests on one."""

_WORDS = {
    "leadsTo": "{subject} leads to {values}",
    "requires": "{subject} requires {values}",
    "benefitsFrom": "{subject} benefits from {values}",
    "prerequisite": "{subject} rests on {values}",
    "level": "{subject} stands at level {values}",
    "effort": "{subject} {take} {values} hours of effort",
    "typicalYearsLow": "The shortest usual stay as {subject} is {values} years",
    "typicalYearsHigh": "The longest usual stay as {subject} is {values} years",
}


def statements(facts: Facts, move: "Move") -> tuple[Fact, ...]:
    """Return every statement that a move rests on, none of them twice.

    In this order:

    1. ``leadsTo``, from the origin to the target; none for an inferred move;
    2. for an inferred move, ``level`` of both roles, which limits the rise;
    3. ``requires`` of the target;
    4. ``prerequisite`` between what is to be learnt, in learning order;
    5. why the origin gives what the target asks for: its ``requires`` statements,
       for an inferred move also ``benefitsFrom``, and the shortest chains of
       ``prerequisite`` down from these. What an earlier role gave, or the person
       named, has none. For a move that is inferred by similarity then the
       ``benefitsFrom`` of the target that the origin names, too;
    6. ``effort`` of what is to be learnt, in learning order; for a move that is
       inferred by coverage then that of all else the target asks for, of which a
       share is covered;
    7. ``typicalYearsLow`` and ``typicalYearsHigh`` of the target;
    8. each salary of the target: ``forRole`` and then :data:`PAY`.

    Within each of these they are in the order of slugs.

    Args:
        facts: The graph.
        move: A move of it; its origin may be None.
    """
    return tuple(dict.fromkeys(_statements(facts, move)))


def _statements(facts: Facts, move: "Move") -> Iterator[Fact]:
    is_inferred = move.kind == "inferred"
    roles = [role for role in (move.origin, move.target) if role is not None]
    needed = _needed(facts, move.target) if is_inferred else list(move.held)
    if is_inferred:
        yield from _stated(facts, roles, ["level"])
    elif move.origin is not None:
        found = _stated(facts, [move.origin], ["leadsTo"])
        yield from (fact for fact in found if fact.value == move.target)
    yield from _stated(facts, [move.target], ["requires"])
    before = _stated(facts, move.learn, ["prerequisite"])
    yield from (fact for fact in before if fact.value in move.learn)
    if move.origin is not None:
        offers = ["requires", "benefitsFrom"] if is_inferred else ["requires"]
        named = _both_name(facts, move) if move.similar else []
        wanted = dict.fromkeys([*needed, *(fact.value for fact in named)])
        yield from _grounds(facts, move.origin, wanted, offers)
        yield from named
    extra = needed if is_inferred and not move.similar else []
    yield from _stated(facts, [*move.learn, *extra], ["effort"])
    yield from _stated(facts, [move.target], ["typicalYearsLow", "typicalYearsHigh"])
    salaries = [slug for slug, _ in facts.subjects(move.target, "forRole")]
    yield from _stated(facts, salaries, PAY)


def _both_name(facts: Facts, move: "Move") -> list[Fact]:
    """Return what the target benefits from and the origin names, too."""
    assert move.origin is not None
    origin = move.origin
    offered = {
        *facts.objects(origin, "requires"),
        *facts.objects(origin, "benefitsFrom"),
    }
    found = _stated(facts, [move.target], ["benefitsFrom"])
    return [fact for fact in found if fact.value in offered]


def _stated(
    facts: Facts, subjects: Iterable[str], names: Collection[str]
) -> Iterator[Fact]:
    for subject in subjects:
        for name in names:
            for value, sources in facts.values(subject, name):
                yield Fact(subject, name, value, sources)


def _needed(facts: Facts, role: str) -> list[str]:
    """Return the competencies that a role requires and all these rest on, sorted."""
    reached = _reached(facts, role, ["requires"])
    return sorted(slug for slug in reached if facts.is_a(slug, "Competency"))


def _reached(facts: Facts, role: str, names: Collection[str]) -> dict[str, Fact]:
    """Return what a role names, down to the last prerequisite.

    Each comes with the last statement of a shortest chain that leads to it.
    """
    reached: dict[str, Fact] = {}
    queue = deque(f for name in names for f in _stated(facts, [role], [name]))
    while queue:
        fact = queue.popleft()
        if fact.value not in reached:
            reached[fact.value] = fact
            queue.extend(_stated(facts, [fact.value], ["prerequisite"]))
    return reached


def _grounds(
    facts: Facts, role: str, wanted: Iterable[str], names: Collection[str]
) -> list[Fact]:
    """Return the chains from a role to what is wanted: its own statements first."""
    reached = _reached(facts, role, names)
    chains = set()
    for slug in wanted:
        while slug in reached:
            chains.add(reached[slug])
            slug = reached[slug].subject
    return sorted(chains, key=lambda f: (f.subject != role, f.subject, f.value))


class _Sentence(NamedTuple):
    text: str
    sources: tuple[str, ...]


def why_text(path: "Path", facts: Facts, *, width: int) -> str:
    """Return for each move of a path what is stated for it, and by whom, to read.

    Sentences stand under the number of sources that state them, most first; the
    titles of all sources are at the end. Where sources disagree, that is said.

    Args:
        path: The path.
        facts: The graph that it is a path of.
        width: Of a line, at least 40.
    """
    return "\n".join(_Why(facts, max(width, 40)).path(path))


class _Why:
    """Writes lines for one reader: a graph, and a width."""

    def __init__(self, facts: Facts, width: int):
        self.facts = facts
        self.width = width
        self.cited: set[str] = set()

    def path(self, path: "Path") -> Iterator[str]:
        start = "Your skills" if path.start is None else self.facts.label(path.start)
        title = f"{start} → {self.facts.label(path.goal)}"
        if not path.moves:
            yield f"{title}: you are there already; there is nothing to justify."
            return
        yield from self.wrapped(f"{title}: what is stated for each move, by whom", "")
        yield ""
        if path.start is not None and (pay := list(self.pay(path.start))):
            yield from self.by_number_of_sources(pay, "")
            yield ""
        for number, move in enumerate(path.moves, start=1):
            yield from self.move(number, move)
            yield ""
        for source in sorted(self.cited):
            named = f"{source}: {self.facts.source_titles.get(source, source)}"
            yield from self.wrapped(named, "")

    def move(self, number: int, move: "Move") -> Iterator[str]:
        start = "Your skills" if move.origin is None else self.facts.label(move.origin)
        heading = f"{number}. {start} → {self.facts.label(move.target)}"
        yield from self.wrapped(heading, "")
        if move.kind == "inferred":
            words = "No source states this move; it is inferred from what follows."
            if move.similar:
                told = similarity_told(move.similar)
                words = f"No source states this move; it is inferred, {told}."
            yield from self.wrapped(words, "   ")
            for ground in move.similar.grounds(self.facts) if move.similar else ():
                yield from self.wrapped(ground[0].upper() + ground[1:], "   ")
        found = statements(self.facts, move)
        sentences = [*self.sentences(found), *self.pay(move.target)]
        yield from self.by_number_of_sources(sentences, "   ")
        if earlier := self.from_earlier(move, found):
            words = f"Held from an earlier role, or as you said: {earlier}"
            yield from self.wrapped(words, "   ")
        for words in self.disagreements(move, found):
            yield from self.wrapped(f"Sources disagree: {words}", "   ")

    def by_number_of_sources(
        self, sentences: Iterable[_Sentence], indent: str
    ) -> Iterator[str]:
        def number(sentence: _Sentence) -> int:
            return -len(sentence.sources)

        for minus, group in groupby(sorted(sentences, key=number), key=number):
            heading = f"Stated by {-minus} {'source' if minus == -1 else 'sources'}:"
            yield from self.wrapped(heading, indent)
            for sentence in group:
                said = f"{sentence.text}: {self.cite(sentence.sources)}"
                yield from self.wrapped(said, indent + "  ")

    def sentences(self, found: Iterable[Fact]) -> Iterator[_Sentence]:
        """Say once what is stated of one subject, and what takes the same effort."""
        groups: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
        for name, group in groupby(found, key=lambda fact: fact.property):
            for fact in group if name in _WORDS else ():
                ends = self.facts.label(fact.subject), self.said(fact.value)
                shared, listed = reversed(ends) if name == "effort" else ends
                groups.setdefault((name, shared, fact.sources), []).append(listed)
        for (name, shared, sources), items in groups.items():
            ends = shared, ", ".join(items)
            subject, values = reversed(ends) if name == "effort" else ends
            take = "takes" if len(items) == 1 else "each take"
            words = _WORDS[name].format(subject=subject, values=values, take=take)
            yield _Sentence(words, sources)

    def pay(self, role: str) -> Iterator[_Sentence]:
        for line in pay_lines(self.facts, role):
            words = f"Pay as {self.facts.label(role)}, {line.text}"
            yield _Sentence(words, line.sources)

    def from_earlier(self, move: "Move", found: Collection[Fact]) -> str:
        given = {fact.value for fact in found if fact.subject != move.target}
        return ", ".join(self.facts.label(s) for s in move.held if s not in given)

    def disagreements(self, move: "Move", found: Collection[Fact]) -> Iterator[str]:
        roles = [role for role in (move.origin, move.target) if role is not None]
        concepts = dict.fromkeys([*roles, *(fact.subject for fact in found)])
        for slug in concepts:
            for name in ONE_VALUED:
                values = self.facts.values(slug, name)
                if len(values) > 1:
                    term = self.facts.term(name).label
                    said = "; ".join(f"{v} ({self.cite(s)})" for v, s in values)
                    yield f"{term} of {self.facts.label(slug)}: {said}"
        yield from self.pay_disagreements(move.target)

    def pay_disagreements(self, role: str) -> Iterator[str]:
        tellers: dict[str, set[tuple[str, ...]]] = {}
        for slug, _ in self.facts.subjects(role, "forRole"):
            for place in self.facts.objects(slug, "inPlace"):
                tellers.setdefault(place, set()).add(self.facts.entity(slug).sources)
        for place, sources in sorted(tellers.items()):
            if len(sources) > 1:
                who = " and ".join(map(self.cite, sorted(sources)))
                where = self.facts.label(place)
                yield f"{who} each have their own figures of pay in {where}, see above"

    def cite(self, sources: Iterable[str]) -> str:
        """Return the ids of sources, whose titles then come at the end."""
        ids = list(sources)
        self.cited.update(ids)
        return ", ".join(ids)

    def said(self, value: object) -> str:
        """Return a concept by its label, and a literal as it is."""
        is_concept = isinstance(value, str) and value in self.facts
        return self.facts.label(str(value)) if is_concept else str(value)

    def wrapped(self, text: str, indent: str) -> list[str]:
        return wrapped(text, self.width, indent=indent)
