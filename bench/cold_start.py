"""CPU time of a cold ``careergraph path`` beside that of NetworkX.

The peer is a script that imports networkx, unpickles the same graph and calls
``nx.shortest_path``. The two take turns, A B A B, so that both see the same
machine; the ratio is taken pair by pair. To reach: 0.35.

Run it with the interpreter of an environment in which the wheel is installed;
``make bench`` makes one. An editable install pays 10 ms more for its finder.
"""

import os
import pickle
import statistics
import sys
import tempfile
from pathlib import Path

from careergraph import CareerGraph

RUNS = 31
START, GOAL = "data-analyst", "chief-ai-officer"
PEER = f"""
import pickle, sys
import networkx as nx
with open(sys.argv[1], "rb") as file:
    graph = pickle.load(file)
print(nx.shortest_path(graph, "{START}", "{GOAL}"))
"""


def cpu_milliseconds(command: list[str]) -> float:
    """Return user and system time of one run, output thrown away."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # byte code is there for a user
    pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return 1000 * (usage.ru_utime + usage.ru_stime)


def main() -> None:
    """Measure, and print medians and the ratio with its range."""
    with tempfile.TemporaryDirectory() as folder:
        graph_file, script = Path(folder, "graph.pickle"), Path(folder, "peer.py")
        graph_file.write_bytes(pickle.dumps(CareerGraph.load().nx))
        script.write_text(PEER)
        ours = [str(Path(sys.executable).with_name("careergraph")), "path", START, GOAL]
        peer = [sys.executable, str(script), str(graph_file)]
        cpu_milliseconds(ours)
        cpu_milliseconds(peer)
        pairs = [(cpu_milliseconds(ours), cpu_milliseconds(peer)) for _ in range(RUNS)]
    mine, theirs = zip(*pairs, strict=True)
    ratios = sorted(a / b for a, b in pairs)
    print(f"careergraph path      {statistics.median(mine):6.1f} ms CPU")
    print(f"networkx and a pickle {statistics.median(theirs):6.1f} ms CPU")
    print(
        f"ratio                 {statistics.median(ratios):6.3f}  "
        f"({ratios[0]:.3f} to {ratios[-1]:.3f}, {RUNS} pairs; to reach 0.35)"
    )


if __name__ == "__main__":
    main()
