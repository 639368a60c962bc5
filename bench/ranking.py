"""How good a ranking is, query by query, and how sure that is."""

from hashlib import sha256
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Scores: TypeAlias = NDArray[np.float64]
"""A row for each query, a column for each candidate; the higher, the nearer."""
Flags: TypeAlias = NDArray[np.bool_]

DRAWS = 2_000


class Interval(NamedTuple):
    """A mean over queries, and the middle 95 % of it when they are drawn anew."""

    mean: float
    low: float
    high: float


def is_held_out(names: list[str]) -> Flags:
    """Tell which queries are held out: half of them, by a hash of the name."""
    return np.array([sha256(name.encode()).digest()[0] % 2 == 1 for name in names])


def ranked(scores: Scores, relevant: Flags, left_out: Flags | None = None) -> Flags:
    """Return which candidates are relevant, the nearest of each query first.

    A query is no candidate of its own; nor are those that are left out. Of equal
    scores the first by number goes first.
    """
    scores = np.where(np.eye(len(scores), dtype=bool), -np.inf, scores)
    if left_out is not None:
        scores[left_out] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.take_along_axis(relevant, order, axis=1)


def recall(hits: Flags, count: int) -> Scores:
    """Return the share of the relevant that is among the first, for each query."""
    return hits[:, :count].sum(axis=1) / np.maximum(hits.sum(axis=1), 1)


def precision(hits: Flags, count: int) -> Scores:
    """Return the share of the first that is relevant, for each query."""
    found: Scores = hits[:, :count].mean(axis=1)
    return found


def reciprocal_rank(hits: Flags) -> Scores:
    """Return 1 / the place of the first that is relevant, for each query."""
    return np.where(hits.any(axis=1), 1 / (hits.argmax(axis=1) + 1), 0)


def interval(values: Scores, groups: list[str], seed: int = 1) -> Interval:
    """Return the mean and its bootstrap interval; what is of one group is drawn together.

    *Source:* percentile bootstrap, B. Efron, 1979, doi:10.1214/aos/1176344552.
    """
    _, group = np.unique(groups, return_inverse=True)
    size = np.bincount(group)
    total = np.bincount(group, values)
    draws = np.random.default_rng(seed).multinomial(
        len(size), np.full(len(size), 1 / len(size)), size=DRAWS
    )
    low, high = np.quantile((draws @ total) / (draws @ size), [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))
