"""Draw profiles of people from a graph, for tests and benches.

    python bench/profiles.py OUTPUT.parquet [STORE] [--count 10000] [--seed 1]

Each person has a role, drawn evenly; of what it requires a share that is drawn evenly
between the half and all, of what it benefits from up to four tenths, and a few
competencies that are drawn by how many roles name them. So how many skills a profile
has, and how often each is named, follows the releases. Eight in ten tell their role,
three in ten a level; one name in five is an alternative label, one in a hundred is
misspelt. The shares are judgements; no profile of a real person stands behind them.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_array

from careergraph import CareerGraph
from careergraph.graph.best_roles import RoleIndex
from careergraph.graph.similar_roles import stated_matrix
from careergraph.ontology.facts import Facts

AT_ONCE = 50_000
TELLS_ROLE, TELLS_LEVEL, OTHER_NAME, MISSPELT = 0.8, 0.3, 0.2, 0.01
LEAST_REQUIRED, MOST_OPTIONAL, MORE = 0.5, 0.4, 3
"""Shares of what the role names, and the mean number of competencies besides."""
PLACES = ("AT", "BE", "DE", "ES", "FR", "IT", "NL", "PL", "RO", "SE")

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("role", pa.string()),
        ("skills", pa.list_(pa.string())),
        ("level", pa.int64()),
        ("place", pa.string()),
    ]
)


class ProfileDrawing:
    """Draws profiles; the same seed and counts draw the same."""

    def __init__(self, facts: Facts, seed: int):
        """Take the roles of the scheme of most roles."""
        index = RoleIndex.of(facts)
        self._random = np.random.default_rng(seed)
        self._roles = index.ranked
        self._levels = index.levels
        self._labels = pa.array([facts.label(slug) for slug in index.roles])
        roles, skills = index.roles, index.competencies
        self._required = stated_matrix(facts, "requires", list(roles), skills)
        self._optional = stated_matrix(facts, "benefitsFrom", list(roles), skills)
        named = np.asarray(index.offered[index.ranked].sum(axis=0)).ravel()
        self._shares = named / named.sum()
        self._names = _names(facts, skills)
        self._drawn = 0

    def batches(self, count: int) -> Iterator[pa.RecordBatch]:
        """Yield so many profiles."""
        for first in range(0, count, AT_ONCE):
            yield self._batch(min(AT_ONCE, count - first))

    def _batch(self, count: int) -> pa.RecordBatch:
        draw = self._random
        roles = draw.choice(self._roles, count)
        rows, skills = self._skills(roles)
        offsets = np.searchsorted(rows, np.arange(count + 1))
        levels = self._levels[roles]
        first, self._drawn = self._drawn, self._drawn + count
        columns = [
            pa.array([f"p{first + i}" for i in range(count)]),
            _some(self._labels.take(pa.array(roles)), draw.random(count) < TELLS_ROLE),
            pa.ListArray.from_arrays(
                pa.array(offsets, pa.int32()), self._named(skills)
            ),
            _some(pa.array(levels), (draw.random(count) < TELLS_LEVEL) & (levels > 0)),
            pa.array(PLACES).take(pa.array(draw.integers(len(PLACES), size=count))),
        ]
        return pa.record_batch(columns, schema=SCHEMA)

    def _skills(
        self, roles: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return persons, in order, and a skill of each; a few stand twice."""
        draw, count = self._random, len(roles)
        parts = [
            _kept(self._required[roles], draw, draw.uniform(LEAST_REQUIRED, 1, count)),
            _kept(self._optional[roles], draw, draw.uniform(0, MOST_OPTIONAL, count)),
        ]
        more = np.repeat(np.arange(count), draw.poisson(MORE, count))
        parts.append((more, draw.choice(len(self._shares), len(more), p=self._shares)))
        rows, skills = (np.concatenate(each) for each in zip(*parts, strict=True))
        order = np.argsort(rows, kind="stable")
        return rows[order], skills[order]

    def _named(self, skills: NDArray[np.int64]) -> pa.StringArray:
        """Return a name of each skill."""
        kind = self._random.choice(
            3, len(skills), p=[1 - OTHER_NAME - MISSPELT, OTHER_NAME, MISSPELT]
        )
        return self._names.take(pa.array(3 * skills + kind))


def _kept(
    stated: csr_array, draw: np.random.Generator, shares: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return a share of what each row names, as rows and columns."""
    rows, columns = stated.tocoo().coords
    kept = draw.random(len(rows)) < shares[rows]
    return rows[kept], columns[kept]


def _names(facts: Facts, skills: tuple[str, ...]) -> pa.StringArray:
    """Return for each skill its label, another name, and a misspelt one."""
    names = []
    for slug in skills:
        entity = facts.entity(slug)
        label = entity.label
        names += [label, next(iter(entity.alt_labels), label), f"{label[1:]}{label[0]}"]
    return pa.array(names)


def _some(values: pa.Array, kept: NDArray[np.bool_]) -> pa.Array:
    return pc.if_else(pa.array(kept), values, None)


def write_profiles(facts: Facts, path: str, count: int, seed: int) -> None:
    """Write so many profiles as Parquet."""
    with pq.ParquetWriter(path, SCHEMA) as file:
        for batch in ProfileDrawing(facts, seed).batches(count):
            file.write_batch(batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("output")
    parser.add_argument("store", nargs="?")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    graph = CareerGraph.open(options.store) if options.store else CareerGraph.load()
    write_profiles(graph.facts, options.output, options.count, options.seed)


if __name__ == "__main__":
    main()
