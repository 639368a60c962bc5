"""Import whole ESCO beside its bare cost: csv module and bulk load of the same quads.

The peer reads the same files with the csv module, and loads the same quads, which are
written out before, into a store of its own, with its own checks: ours has checked all
IRIs when they are loaded. Each run is a process of its own, in turn.

    python bench/import.py FOLDER-OF-ESCO
"""

import csv
import os
import shutil
import statistics
import sys
import tempfile
import time

FILES = (
    *("occupations_en", "skills_en", "ISCOGroups_en", "skillGroups_en"),
    *("occupationSkillRelations", "skillSkillRelations"),
    *("broaderRelationsOccPillar", "broaderRelationsSkillPillar"),
)


def peer(release: str, quads: str, store: str) -> None:
    """Read the files and load the quads, with nothing in between."""
    from pyoxigraph import RdfFormat, Store

    for name in FILES:
        path = os.path.join(release, f"{name}.csv")
        with open(path, encoding="utf-8-sig", newline="") as file:
            for _ in csv.reader(file):
                pass
    Store(store).bulk_load(path=quads, format=RdfFormat.N_QUADS)


def measured(command: list[str]) -> tuple[float, float, float]:
    """Return the seconds, the seconds of CPU and the most megabytes of a process."""
    actions = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)]
    begin = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    seconds = time.perf_counter() - begin
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def told(name: str, runs: list[tuple[float, float, float]]) -> None:
    wall, cpu, memory = (
        statistics.median(column) for column in zip(*runs, strict=True)
    )
    print(f"{name:<12}{wall:8.2f} s{cpu:8.2f} s CPU{memory:8.0f} MB")


def main(release: str, runs: int = 3) -> None:
    from careergraph.ontology.store import open_store

    place = tempfile.mkdtemp()
    try:
        store, other = os.path.join(place, "ours"), os.path.join(place, "peer")
        quads = os.path.join(place, "quads.nq")
        program = [sys.executable, "-m", "careergraph", "import", "esco", release]
        ours = [*program, "--into", store]
        measured(ours)
        with open(quads, "wb") as file:
            file.write(open_store(store).n_quads)
        theirs = [sys.executable, __file__, "peer", release, quads, other]
        pairs = []
        for _ in range(runs):
            shutil.rmtree(store)
            mine = measured(ours)
            shutil.rmtree(other, ignore_errors=True)
            pairs.append((mine, measured(theirs)))
        told("ours", [mine for mine, _ in pairs])
        told("its peer", [peers for _, peers in pairs])
        for place_of, name in ((0, "wall"), (1, "CPU")):
            ratios = sorted(a[place_of] / b[place_of] for a, b in pairs)
            middle = statistics.median(ratios)
            print(
                f"{name + ' ratio':<12}{middle:8.2f}x ({ratios[0]:.2f} to "
                f"{ratios[-1]:.2f}, {runs} pairs; to reach 1.5)"
            )
        times = []
        for _ in range(20):
            begin = time.process_time()
            opened = open_store(store)
            times.append(1000 * (time.process_time() - begin))
            del opened
        print(f"opening     {statistics.median(times):8.1f} ms CPU (to reach 100)")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "peer":
        peer(*sys.argv[2:])
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        raise SystemExit(__doc__)
