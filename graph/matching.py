"""Match profiles with roles, a batch of Arrow at a time.

The same :class:`Matcher` runs on one machine and, pickled, on the workers of Spark, so
that both give the same numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from careergraph.graph.best_roles import Best, People, RoleIndex
from careergraph.graph.network import TransitionNetwork
from careergraph.graph.profile_names import UNKNOWN, ProfileNames
from careergraph.ontology.facts import Facts

MOST_SKILLS = 1_000
"""Skills that a profile may have; one with more is refused."""

FIRST = 5
"""Competencies to learn first that are named."""

MATCH = pa.schema(
    [
        ("id", pa.string()),
        ("place", pa.string()),
        ("rank", pa.int64()),
        ("role", pa.string()),
        ("label", pa.string()),
        ("score", pa.float64()),
    ]
)
"""A role that suits a profile."""

GAP = pa.schema(
    [
        ("missing", pa.int64()),
        ("effort", pa.int64()),
        ("learn_first", pa.list_(pa.string())),
    ]
)
"""What an explanation adds: how many competencies are missing, their effort (in hours,
or their number where none is stated) and the first of them in learning order."""

REFUSED = pa.schema([("row", pa.int64()), ("id", pa.string()), ("reason", pa.string())])
"""A profile that was not matched."""

LEVEL = "its level is not from 1 to 7"


class Outcome(NamedTuple):
    """What became of some profiles.

    Attributes:
        profiles: How many there were.
        matches: As :data:`MATCH` says, profile by profile, the best role first.
        refused: As :data:`REFUSED` says.
        unknown: How many profiles have a name that was not understood, by the class
            that was wanted and the name.
    """

    profiles: int
    matches: pa.RecordBatch
    refused: pa.RecordBatch
    unknown: dict[tuple[str, str], int]

    def counts(self) -> dict[str, int]:
        """Return the numbers of profiles and matches, as ``Matched`` calls them."""
        with_match = len(self.matches.column("id").unique())
        return {
            "profiles": self.profiles,
            "refused": len(self.refused),
            "without_match": self.profiles - len(self.refused) - with_match,
            "matches": len(self.matches),
        }


class _Named(NamedTuple):
    """Names in profiles: the profile of each, its number, and the names themselves."""

    rows: NDArray[np.int64]
    numbers: NDArray[np.int64]
    unknown: dict[str, int]


@dataclass(frozen=True)
class Matcher:
    """What it takes to match profiles.

    Attributes:
        index: The roles.
        labels: Of all roles.
        skills: The names of skills.
        roles: The names of roles.
        gaps: What finds what is missing; None when that is not wanted.
        top: How many roles at most for each profile.
        max_rise: The most levels that a role may be higher.
    """

    index: RoleIndex
    labels: tuple[str, ...]
    skills: ProfileNames
    roles: ProfileNames
    gaps: "Gaps | None"
    top: int
    max_rise: int

    @property
    def schema(self) -> pa.Schema:
        """The columns of the matches."""
        return pa.schema([*MATCH, *(GAP if self.gaps else ())])

    def match(
        self, profiles: pa.RecordBatch, repeated: pa.Array, *, threads: int = 1
    ) -> Outcome:
        """Match a batch of profiles.

        Args:
            profiles: As ``careergraph.graph.profiles_file.PROFILE`` says.
            repeated: Ids that several profiles have; all these are refused.
            threads: How many to use.
        """
        skills = _named(profiles.column("skills"), self.skills)
        roles = _roles(profiles.column("role"), self.roles)
        known = np.bincount(
            skills.rows[skills.numbers != UNKNOWN], minlength=len(profiles)
        )
        number = np.full(len(profiles), UNKNOWN)
        number[roles.rows] = roles.numbers
        has_any = (known > 0) | (number != UNKNOWN)
        reasons = _reasons(profiles, pa.array(has_any), repeated)
        taken = np.flatnonzero(pc.is_null(reasons).to_numpy(zero_copy_only=False))
        people = self._people(profiles, skills, number, taken)
        best = self.index.best(people, self.top, threads=threads)
        return Outcome(
            len(profiles),
            self._matches(profiles.take(pa.array(taken)), people, best),
            _refused(profiles, reasons),
            {
                (names.kind, name): count
                for names, found in ((self.skills, skills), (self.roles, roles))
                for name, count in found.unknown.items()
            },
        )

    def _people(
        self,
        profiles: pa.RecordBatch,
        skills: _Named,
        roles: NDArray[np.int64],
        taken: NDArray[np.int64],
    ) -> People:
        """Return those of the profiles that are taken, numbered anew."""
        place = np.full(len(profiles), -1)
        place[taken] = np.arange(len(taken))
        counts = (skills.numbers != UNKNOWN) & (place[skills.rows] >= 0)
        level = pc.fill_null(profiles.column("level"), 0).to_numpy()[taken]
        level = np.where(level, level, np.append(self.index.levels, 0)[roles[taken]])
        return People(
            rows=place[skills.rows[counts]],
            competencies=skills.numbers[counts],
            roles=roles[taken],
            ceilings=np.where(level, level + self.max_rise, 0),
        )

    def _matches(
        self, profiles: pa.RecordBatch, people: People, best: Best
    ) -> pa.RecordBatch:
        numbers = pa.array(self.index.ranked[best.roles])
        columns = [
            profiles.column("id").take(pa.array(best.people)),
            profiles.column("place").take(pa.array(best.people)),
            pa.array(best.ranks()),
            pa.array(self.index.roles).take(numbers),
            pa.array(self.labels).take(numbers),
            pa.array(best.scores),
        ]
        if self.gaps:
            columns += self.gaps.columns(people, best.people, numbers.to_numpy())
        return pa.record_batch(columns, schema=self.schema)


class Gaps:
    """What people lack for roles, as ``careergraph gap`` tells it."""

    def __init__(self, network: TransitionNetwork):
        """Take the roles and competencies of a graph."""
        self._network = network

    def columns(
        self, people: People, rows: NDArray[np.int64], roles: NDArray[np.int64]
    ) -> list[pa.Array]:
        """Return the columns of :data:`GAP` for pairs of a person and a role."""
        network = self._network
        held = self._held(people)
        pairs = zip(rows.tolist(), roles.tolist(), strict=True)
        missing = [network.required[role] & ~held[row] for row, role in pairs]
        return [
            pa.array([each.bit_count() for each in missing], pa.int64()),
            pa.array([network.effort(each) for each in missing], pa.int64()),
            pa.array(
                [network.learning_order(each)[:FIRST] for each in missing],
                GAP.field("learn_first").type,
            ),
        ]

    def _held(self, people: People) -> list[int]:
        """Return what each holds: by name, by the present role, and what it rests on."""
        network = self._network
        held = [0 if r == UNKNOWN else network.required[r] for r in people.roles]
        pairs = zip(people.rows.tolist(), people.competencies.tolist(), strict=True)
        for row, competency in pairs:
            held[row] |= network.closed([network.competencies[competency]])
        return held


def matcher(
    facts: Facts,
    network: TransitionNetwork | None = None,
    *,
    top: int,
    max_rise: int,
    scheme: str | None,
) -> Matcher:
    """Return what matches profiles with the roles of a graph.

    Args:
        facts: The graph.
        network: The same as numbers and bits, if what is missing is to be told.
        top: How many roles at most for each profile.
        max_rise: The most levels that a role may be higher.
        scheme: Such as ``esco``; None is that of most roles.

    Raises:
        ArgumentError: If no role is of the scheme.
    """
    index = RoleIndex.of(facts, scheme)
    return Matcher(
        index=index,
        labels=tuple(facts.label(slug) for slug in index.roles),
        skills=ProfileNames(facts, "Competency", index.competencies),
        roles=ProfileNames(facts, "Role", index.roles),
        gaps=Gaps(network) if network else None,
        top=top,
        max_rise=max_rise,
    )


def _named(lists: pa.ListArray, names: ProfileNames) -> _Named:
    """Return what the names in lists mean."""
    flat = pc.fill_null(pc.list_flatten(lists), "")
    rows = pc.list_parent_indices(lists).to_numpy()
    return _understood(flat, rows, names)


def _roles(column: pa.StringArray, names: ProfileNames) -> _Named:
    """Return what the names in a column mean."""
    rows = np.flatnonzero(pc.is_valid(column).to_numpy(zero_copy_only=False))
    return _understood(column.drop_null(), rows, names)


def _understood(
    flat: pa.StringArray, rows: NDArray[np.int64], names: ProfileNames
) -> _Named:
    encoded = flat.dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    numbers = names.numbers(distinct)
    places = encoded.indices.to_numpy()
    unknown: dict[str, int] = {}
    not_known = numbers[places] == UNKNOWN
    if not_known.any():
        width = rows.max() + 1
        pairs = np.unique(places[not_known].astype(np.int64) * width + rows[not_known])
        counts = np.bincount(pairs // width, minlength=len(distinct)).tolist()
        unknown = {n: c for n, c in zip(distinct, counts, strict=True) if c}
    return _Named(rows, numbers[places], unknown)


def _reasons(
    profiles: pa.RecordBatch, has_any: pa.BooleanArray, repeated: pa.Array
) -> pa.StringArray:
    """Return why each profile is refused; null for one that is not."""
    ids, level = profiles.column("id"), profiles.column("level")
    count = pc.fill_null(pc.list_value_length(profiles.column("skills")), 0)
    has_id = pc.fill_null(pc.greater(pc.utf8_length(ids), 0), False)
    in_range = pc.and_(pc.greater_equal(level, 1), pc.less_equal(level, 7))
    has_name = pc.or_(pc.greater(count, 0), pc.is_valid(profiles.column("role")))
    found: Iterable[tuple[Any, str]] = (
        (pc.invert(has_id), "it has no id"),
        (pc.is_in(ids, value_set=repeated), "another profile has the same id"),
        (pc.invert(pc.fill_null(in_range, True)), LEVEL),
        (
            pc.greater(count, MOST_SKILLS),
            f"it has more than {MOST_SKILLS:,} skills",
        ),
        (pc.invert(has_name), "it names neither a skill nor a role"),
        (pc.invert(has_any), "none of its skills is known, nor is its role"),
    )
    reasons = profiles.column("fault")
    for is_so, reason in found:
        reasons = pc.if_else(pc.and_(pc.is_null(reasons), is_so), reason, reasons)
    return reasons


def _refused(profiles: pa.RecordBatch, reasons: pa.StringArray) -> pa.RecordBatch:
    refused = [profiles.column("row"), profiles.column("id"), reasons]
    return pa.record_batch(refused, schema=REFUSED).filter(pc.is_valid(reasons))
