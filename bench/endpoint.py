"""The endpoint under load: do quick queries keep answering while others are slow?

A server of its own is started, and asked from this process: first quick queries
alone, then the same while strangers send queries that never end by themselves.
Quick queries come at a fixed rate, whether or not the last one is answered, and
their time counts from when they were due.
"""

import argparse
import http.client
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import monotonic, sleep
from urllib.parse import urlencode, urlsplit

SECONDS = 60
RATE = 20.0
"""Quick queries a second."""

CONNECTIONS = 8
STRANGERS = 3
PAUSE = 0.5
"""Seconds that a stranger waits between two queries; after a 503 as well."""

DEADLINE = 5.0
GRACE = 0.5
"""Seconds after its deadline within which a query has to be ended."""

QUICK = (
    "SELECT ?skill { id:data-scientist cg:requires ?skill } ORDER BY ?skill",
    "SELECT ?role ?level { ?role cg:level ?level } ORDER BY ?level ?role",
    "SELECT ?role { id:data-analyst cg:leadsTo/cg:leadsTo ?role } ORDER BY ?role",
    "ASK { id:data-analyst cg:leadsTo id:data-scientist }",
    "SELECT (COUNT(?s) AS ?n) { ?s a cg:Role }",
)
SLOW = {
    "cartesian join": "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?{i} }}",
    "deep property path": "SELECT (COUNT(*) AS ?n) {{ ?a (cg:requires|cg:prerequisite"
    "|^cg:requires|cg:leadsTo|^cg:teaches)* ?b . ?b (!cg:none{i})* ?c }}",
    "huge ORDER BY": "SELECT * {{ ?a ?b ?c . ?d ?e ?f{i} }} ORDER BY ?c ?f{i} ?a ?d",
    "catastrophic REGEX": "SELECT (COUNT(*) AS ?n) {{ ?a skos:definition ?b . ?c "
    'skos:definition ?d . ?e ?f ?g FILTER(REGEX(CONCAT(?b, ?d, "{i}"), '
    '"(a+)+(b+)+(c+)+(.*)*$")) }}',
}


@dataclass
class Tally:
    """What was answered, and how fast."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int | str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float, status: int | str) -> None:
        """Note one answer."""
        with self.lock:
            self.seconds.append(seconds)
            self.statuses[status] += 1

    def percentile(self, share: int) -> float:
        """Return the milliseconds within which that share of a hundred was answered."""
        return 1000 * quantiles(self.seconds, n=100)[share - 1]


def main() -> None:
    """Measure quick queries alone, and then among slow ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rate", type=float, default=RATE)
    arguments = parser.parse_args()
    with server() as (address, pid):
        ask_quickly(address, seconds=5, rate=arguments.rate)  # warm
        alone = ask_quickly(address, seconds=arguments.seconds / 3, rate=arguments.rate)
        before = megabytes_of_tree(pid)
        slow: dict[str, Tally] = {name: Tally() for name in SLOW}
        most = [before]
        stop = threading.Event()
        others = [
            threading.Thread(target=ask_slowly, args=(address, slow, stop, seed))
            for seed in range(STRANGERS)
        ]
        others.append(threading.Thread(target=watch, args=(pid, most, stop)))
        for other in others:
            other.start()
        among = ask_quickly(address, seconds=arguments.seconds, rate=arguments.rate)
        stop.set()
        for other in others:
            other.join()
        sleep(2)
        after = megabytes_of_tree(pid)
        again = ask_quickly(address, seconds=5, rate=arguments.rate)
    report(alone, among, slow)
    print(
        f"memory of all its processes: {before:.0f} MB before, {max(most):.0f} at most, {after:.0f} after"
    )
    print(
        f"afterwards: p50 {again.percentile(50):.1f} ms, p99 {again.percentile(99):.1f} ms"
    )


def report(alone: Tally, among: Tally, slow: dict[str, Tally]) -> None:
    """Print both rounds, and whether each bound was kept."""
    for name, tally in {"alone": alone, "among slow ones": among}.items():
        print(
            f"quick queries {name}: {len(tally.seconds):,}, p50 "
            f"{tally.percentile(50):.1f} ms, p99 {tally.percentile(99):.1f} ms, "
            f"{dict(tally.statuses)}"
        )
    ratio = among.percentile(99) / alone.percentile(99)
    print(
        f"p99 among / alone: {ratio:.2f}x (to reach 3: {'yes' if ratio <= 3 else 'NOT YET'})"
    )
    for name, tally in slow.items():
        longest = max(tally.seconds, default=0)
        kept = "yes" if longest <= DEADLINE + GRACE else "NOT YET"
        print(
            f"{name}: {len(tally.seconds)} asked, {dict(tally.statuses)}, the longest "
            f"{longest:.2f} s (to end within {DEADLINE + GRACE}: {kept})"
        )


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """Start a server on a free port; yield its host with port, and its process."""
    command = [sys.executable, "-m", "careergraph", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--seconds", str(DEADLINE)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        address = next(word for word in line.split() if word.startswith("http"))
        yield urlsplit(address).netloc, process.pid
    finally:
        process.terminate()
        process.wait(10)


def ask_quickly(address: str, *, seconds: float, rate: float) -> Tally:
    """Ask quick queries at a rate, over a few connections that stay open."""
    tally = Tally()
    begin = monotonic() + 0.1
    due = iter([begin + n / rate for n in range(int(seconds * rate))])
    lock = threading.Lock()

    def work() -> None:
        draw = random.Random(threading.get_ident())
        connection = http.client.HTTPConnection(address, timeout=60)
        while True:
            with lock:
                at = next(due, None)
            if at is None:
                connection.close()
                return
            sleep(max(0.0, at - monotonic()))
            status = ask(connection, draw.choice(QUICK) + f" # {draw.random()}")
            tally.add(monotonic() - at, status)

    run_all([work] * CONNECTIONS)
    return tally


def ask_slowly(
    address: str, tallies: dict[str, Tally], stop: threading.Event, seed: int
) -> None:
    """Ask one slow query after the other, each time another text."""
    draw = random.Random(seed)
    connection = http.client.HTTPConnection(address, timeout=60)
    while not stop.is_set():
        name = draw.choice([*SLOW])
        begin = monotonic()
        status = ask(connection, SLOW[name].format(i=draw.randrange(10**9)))
        tallies[name].add(monotonic() - begin, status)
        sleep(PAUSE)
    connection.close()


def ask(connection: http.client.HTTPConnection, query: str) -> int | str:
    """Return the status of the answer; the name of the error when there was none."""
    try:
        connection.request("GET", "/sparql?" + urlencode({"query": query}))
        response = connection.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return type(error).__name__


def run_all(works: list[Callable[[], None]]) -> None:
    """Run functions side by side, to their end."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def watch(pid: int, megabytes: list[float], stop: threading.Event) -> None:
    """Note the memory of a process and its children, each second."""
    while not stop.wait(1):
        megabytes.append(megabytes_of_tree(pid))


def megabytes_of_tree(pid: int) -> float:
    """Return the resident memory of a process and of all below it; shared parts count for each."""
    total = resident(pid)
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = [int(child) for child in children.read_text().split()]
        except OSError:
            continue  # it has just ended
        total += sum(map(megabytes_of_tree, below))
    return total


def resident(pid: int) -> float:
    """Return the resident memory of one process in megabytes; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) / 1024 if lines else 0


if __name__ == "__main__":
    main()
