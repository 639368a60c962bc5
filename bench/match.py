"""Matching profiles beside plain scripts on sparse_dot_topn and on SciPy.

    python bench/match.py [STORE] [--counts 10000 100000] [--threads 1 2] [--spark]
        [--picture growth.png]

STORE is an imported graph, such as whole ESCO; without it the graph of the package is
taken. Profiles are drawn by profiles.py. All read them from Parquet and write the best
ten roles of each to Parquet, turn by turn in one run, each time in a process of its own;
what is made once (vectors of roles, names) is ready. The scripts do what cannot be
spared: names by a plain dictionary, the same vectors, the product and the ten largest of
each row; they refuse nothing, look for no repeated ids, know no levels, settle no ties,
and cannot be stopped and gone on with.
To reach: 0.9 of the throughput of the better one. One thread is compared by processor
time, several by the clock on the wall. Memory is what the process adds.

With --spark the same is done on Spark with as many cores, once it has started. All its
processes count, and it is compared by the clock on the wall. To reach: 0.7 of
careergraph's throughput.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from itertools import chain, pairwise
from pathlib import Path
from statistics import median
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from in_turn import Cost, cost_of
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
REACH, REACH_ON_SPARK = 0.9, 0.7
OURS, SPARK = "careergraph", "careergraph on Spark"
RESULT = pa.schema(
    [("id", pa.string()), ("role", pa.string()), ("score", pa.float64())]
)
AT_ONCE = SOME = 10_000
Costs: TypeAlias = dict[str, list[Cost]]
"""Run by run, by the name of what was run."""


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


def compare(
    graph: CareerGraph, folder: Path, path: Path, runs: int, threads: int, spark: bool
) -> Costs:
    """Match the profiles of a file in turns, each time in a process of its own.

    Some others are matched before: names are known, libraries and Spark are ready.
    """
    script = Script(graph.facts, folder, threads)
    ready = matcher(graph.facts, top=TOP, max_rise=1, scheme=None)

    def ours(path: Path) -> None:
        output = str(folder / "ours.parquet")
        MatchJob(ready, str(path), output, about={}, threads=threads).run(
            lambda _: None
        )

    def on_spark(path: Path) -> None:
        output, master = folder / "spark", f"local[{threads}]"
        graph.match(path, output, top=TOP, engine="spark", master=master)
        shutil.rmtree(output)
        shutil.rmtree(f"{output}.unknown", ignore_errors=True)

    tasks: dict[str, Callable[[Path], None]] = {
        OURS: ours,
        "sparse_dot_topn": script.topn,
        "scipy": script.scipy,
        **({SPARK: on_spark} if spark else {}),
    }
    some = folder / "some.parquet"
    write_profiles(graph.facts, str(some), SOME, seed=2)
    costs: Costs = {name: [] for name in tasks}
    for _ in range(runs):
        for name, task in tasks.items():
            costs[name].append(cost_of(partial(task, path), before=partial(task, some)))
    return costs


def report(costs: Costs, count: int, threads: int) -> None:
    """Print throughput, memory and the ratios, run by run."""
    print(f"{count:,} profiles, {threads} thread(s)")
    seconds = {name: seconds_of(each, threads) for name, each in costs.items()}
    for name, times in seconds.items():
        megabytes = max(cost.megabytes for cost in costs[name])
        wall = median(cost.wall for cost in costs[name])
        processor = median(cost.processor for cost in costs[name])
        print(
            f"  {name:<21}{count / median(times):10,.0f} profiles a second"
            f"{megabytes:8.0f} MB{wall:8.1f} s{processor:8.1f} s of processor time"
        )
    scripts = [name for name in costs if name not in (OURS, SPARK)]
    peer = min(scripts, key=lambda name: median(seconds[name]))
    print_ratio(OURS, peer, seconds[OURS], seconds[peer], REACH)
    if SPARK in costs:
        walls = [[cost.wall for cost in costs[name]] for name in (SPARK, OURS)]
        print_ratio(SPARK, OURS, *walls, REACH_ON_SPARK)


def seconds_of(costs: list[Cost], threads: int) -> list[float]:
    """Return the times that count: with one thread those that others disturb least."""
    return [cost.processor if threads == 1 else cost.wall for cost in costs]


def print_ratio(
    name: str, peer: str, mine: list[float], theirs: list[float], reach: float
) -> None:
    """Print how the throughput compares, and whether that is enough."""
    ratios = [b / a for a, b in zip(mine, theirs, strict=True)]
    verdict = "yes" if median(ratios) >= reach else "NOT YET"
    print(
        f"  throughput of {name} / {peer}: {median(ratios):.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}; to reach {reach}: {verdict})"
    )


def draw(drawn: Mapping[int, Mapping[int, Costs]], file: Path) -> None:
    """Draw time and memory over the number of profiles, a row for each of threads."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, rows = plt.subplots(
        len(drawn), 2, squeeze=False, figsize=(11, 4 * len(drawn))
    )
    for (threads, by_count), (left, right) in zip(drawn.items(), rows, strict=True):
        counts = sorted(by_count)
        for name in by_count[counts[0]]:
            costs = [by_count[count][name] for count in counts]
            width = 2.5 if name == OURS else 1.2
            seconds = [median(seconds_of(each, threads)) for each in costs]
            left.loglog(counts, seconds, "o-", label=name, lw=width)
            memory = [max(cost.megabytes for cost in each) for each in costs]
            right.loglog(counts, memory, "o-", label=name, lw=width)
        clock = "processor time" if threads == 1 else "time on the wall"
        left.set(title=f"{threads} thread(s): {clock}", ylabel="seconds")
        right.set(title=f"{threads} thread(s): memory that is added", ylabel="MB")
        right.set_ylim(10, 10_000)
        for panel in (left, right):
            panel.set_xlabel("profiles")
            panel.grid(alpha=0.3)
            panel.legend(fontsize=8)
    figure.tight_layout()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file)
    print(f"wrote {file}")


def main() -> None:
    """Measure at each number of threads and profiles."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", nargs="?")
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1])
    parser.add_argument("--spark", action="store_true", help="measure Spark too")
    parser.add_argument("--picture", type=Path, help="file to draw the growth in")
    options = parser.parse_args()
    if options.spark and find_spec("pyspark") is None:
        parser.error("--spark needs pyspark, which is not installed")
    graph = CareerGraph.open(options.store) if options.store else CareerGraph.load()
    drawn: dict[int, dict[int, Costs]] = {threads: {} for threads in options.threads}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in options.counts:
            path = folder / f"{count}.parquet"
            write_profiles(graph.facts, str(path), count, seed=1)
            for threads in options.threads:
                costs = compare(
                    graph, folder, path, options.runs, threads, options.spark
                )
                report(costs, count, threads)
                drawn[threads][count] = costs
    if options.picture:
        draw(drawn, options.picture)


if __name__ == "__main__":
    main()
