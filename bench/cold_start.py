"""CPU time of a cold ``careergraph path`` beside that of NetworkX.

The peer is a script that imports networkx, unpickles the same graph and calls
``nx.shortest_path``. The two take turns, A B A B, so that both see the same
machine; the ratio is taken pair by pair. To reach: 0.35.

Run it with the interpreter of an environment in which the wheel is installed;
``make bench`` makes one. An editable install pays 10 ms more for its finder.
"""

import pickle
import sys
import tempfile
from pathlib import Path

from side_by_side import print_ratio

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


def main() -> None:
    """Measure, and print medians and the ratio with its range."""
    with tempfile.TemporaryDirectory() as folder:
        graph_file, script = Path(folder, "graph.pickle"), Path(folder, "peer.py")
        graph_file.write_bytes(pickle.dumps(CareerGraph.load().nx.copy()))
        script.write_text(PEER)
        ours = [str(Path(sys.executable).with_name("careergraph")), "path", START, GOAL]
        peer = [sys.executable, str(script), str(graph_file)]
        print_ratio(ours, peer, name="careergraph path", runs=RUNS, reach=0.35)


if __name__ == "__main__":
    main()
