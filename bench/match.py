"""Matching profiles beside plain scripts on sparse_dot_topn and on SciPy.

    python bench/match.py [STORE] [--counts 10000 100000] [--threads 1]

STORE is an imported graph, such as whole ESCO; without it the graph of the package is
taken. Profiles are drawn by profiles.py. All read them from Parquet and write the best
ten roles of each to Parquet, turn by turn in one run; what is made once (vectors of roles,
names) is ready. The scripts do what cannot be spared: names by a plain dictionary, the
same vectors, the product and the ten largest of each row; they refuse nothing, look for
no repeated ids, know no levels, settle no ties, and cannot be stopped and gone on with.
To reach: 0.9 of the throughput of the better one. One thread is measured by processor
time, several by the clock on the wall. Memory is what a child process adds.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, pairwise
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from in_turn import best, megabytes_of, seconds_in_turn
from profiles import write_profiles
from scipy.sparse import csr_array, csr_matrix
from sparse_dot_topn import sp_matmul_topn

from careergraph import CareerGraph
from careergraph.graph.match_job import MatchJob
from careergraph.graph.matching import matcher
from careergraph.graph.similarity import weighed
from careergraph.ontology.facts import Facts
from careergraph.ontology.title_index import normal_name

TOP = 10
COUNTS = (10_000, 100_000)
REACH = 0.9
RESULT = pa.schema(
    [("id", pa.string()), ("role", pa.string()), ("score", pa.float64())]
)
AT_ONCE = 10_000


class Script:
    """What someone writes who has the vectors and a library that multiplies."""

    def __init__(self, facts: Facts, folder: Path, threads: int):
        """Have all ready that does not depend on the profiles."""
        self.index = matcher(facts, top=TOP, max_rise=1, scheme=None).index
        self.asked = self.index.asked.T.tocsr()
        self.asked_matrix = csr_matrix(self.asked)
        self.roles = pa.array(self.index.roles).take(pa.array(self.index.ranked))
        self.folder, self.threads = folder, threads
        self.skill = _by_label(facts, self.index.competencies)
        self.role = _by_label(facts, self.index.roles)

    def topn(self, path: Path) -> None:
        """Match with sparse_dot_topn."""
        self._match(path, self._topn)

    def scipy(self, path: Path) -> None:
        """Match with SciPy's product, row by row."""
        self._match(path, self._largest)

    def _match(
        self,
        path: Path,
        product: Callable[[csr_array], tuple[np.ndarray, np.ndarray, np.ndarray]],
    ) -> None:
        with pq.ParquetWriter(self.folder / "script.parquet", RESULT) as out:
            for batch in pq.ParquetFile(path).iter_batches(AT_ONCE):
                rows, roles, scores = product(
                    weighed(self._named(batch), self.index.weights)
                )
                ids = batch.column("id").take(pa.array(rows))
                columns = [ids, self.roles.take(pa.array(roles)), pa.array(scores)]
                out.write_batch(pa.record_batch(columns, schema=RESULT))

    def _named(self, batch: pa.RecordBatch) -> csr_array:
        skills = batch.column("skills")
        rows = pc.list_parent_indices(skills).to_numpy()
        columns = _numbers(pc.list_flatten(skills), self.skill)
        roles = _numbers(batch.column("role"), self.role)
        with_role = np.flatnonzero(roles >= 0)
        stated = self.index.offered[roles[with_role]].tocoo()
        rows = np.concatenate([rows[columns >= 0], with_role[stated.coords[0]]])
        columns = np.concatenate([columns[columns >= 0], stated.coords[1]])
        shape = len(batch), len(self.index.competencies)
        named = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        named.data[:] = 1
        return named

    def _topn(self, people: csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        found = sp_matmul_topn(
            csr_matrix(people),
            self.asked_matrix,
            TOP,
            sort=True,
            n_threads=self.threads,
        )
        return _coordinates(found)

    def _largest(self, people: csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        parts = list(chain.from_iterable(map(_largest, self._products(people))))
        rows = np.repeat(np.arange(len(parts)), [len(p[0]) for p in parts])
        return rows, *(np.concatenate(each) for each in zip(*parts, strict=True))

    def _products(self, people: csr_array) -> Iterator[csr_array]:
        """Yield the products of some rows at a time, so that they fit the memory."""
        for first in range(0, people.shape[0], 1_000):
            yield people[first : first + 1_000] @ self.asked


def _largest(product: csr_array) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for a, b in pairwise(product.indptr):
        data = product.data[a:b]
        some = (
            np.argpartition(data, -TOP)[-TOP:] if len(data) > TOP else np.arange(b - a)
        )
        order = some[np.argsort(-data[some])]
        yield product.indices[a:b][order], data[order]


def _coordinates(found: csr_matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    return rows, found.indices, found.data


def _by_label(facts: Facts, slugs: tuple[str, ...]) -> dict[str, int]:
    """Return the number of a concept by each of its labels, in small letters."""
    numbers: dict[str, int] = {}
    for number, slug in enumerate(slugs):
        entity = facts.entity(slug)
        for label in (entity.label, *entity.alt_labels):
            numbers.setdefault(normal_name(label), number)
    return numbers


def _numbers(names: pa.StringArray, known: Mapping[str, int]) -> np.ndarray:
    encoded = names.dictionary_encode()
    distinct = [normal_name(name) for name in encoded.dictionary.to_pylist()]
    numbers = np.array([*(known.get(name, -1) for name in distinct), -1])
    return numbers[pc.fill_null(encoded.indices, len(distinct)).to_numpy()]


def compare(facts: Facts, folder: Path, count: int, runs: int, threads: int) -> None:
    """Print throughput and memory at a number of profiles."""
    path = folder / f"{count}.parquet"
    write_profiles(facts, str(path), count, seed=1)
    script = Script(facts, folder, threads)
    ready = matcher(facts, top=TOP, max_rise=1, scheme=None)

    def ours(path: Path) -> None:
        output = str(folder / "ours.parquet")
        MatchJob(ready, str(path), output, about={}, threads=threads).run(
            lambda _: None
        )

    tasks = {
        "careergraph": ours,
        "sparse_dot_topn": script.topn,
        "scipy": script.scipy,
    }
    clock = process_time if threads == 1 else perf_counter
    seconds = seconds_in_turn(tasks, [path] * runs, clock=clock)
    print(f"{count:,} profiles, {len(ready.index.ranked):,} roles, {threads} thread(s)")
    for name, times in seconds.items():
        memory = megabytes_of(lambda name=name: tasks[name](path))
        rate = count / median(times)
        print(f"  {name:<18}{rate:10,.0f} profiles a second {memory:8.0f} MB")
    peer = best(seconds, list(seconds)[1:])
    ratios = [b / a for a, b in zip(seconds["careergraph"], seconds[peer], strict=True)]
    middle = median(ratios)
    verdict = "yes" if middle >= REACH else "NOT YET"
    print(
        f"  throughput of careergraph / {peer}: {middle:.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}; to reach {REACH}: {verdict})"
    )


def main() -> None:
    """Measure at each number of profiles."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", nargs="?")
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    graph = CareerGraph.open(options.store) if options.store else CareerGraph.load()
    with tempfile.TemporaryDirectory() as folder:
        for count in options.counts:
            compare(graph.facts, Path(folder), count, options.runs, options.threads)


if __name__ == "__main__":
    main()
