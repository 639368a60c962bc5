"""Time of `careergraph check` beside that of reading the same files with PyYAML.

The peer is a process that reads every concept file with PyYAML's C loader and
does nothing else. The two take turns; the ratio is taken pair by pair. To
reach: 4.
"""

import sys
from pathlib import Path

from side_by_side import print_ratio

from careergraph.ontology.content import PACKAGED

RUNS = 9
PEER = f"""
import pathlib, yaml
for path in sorted(pathlib.Path({str(PACKAGED)!r}, "concepts").glob("*/*.yaml")):
    yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""


def main() -> None:
    """Measure, and print medians and the ratio with its range."""
    careergraph = str(Path(sys.executable).with_name("careergraph"))
    ours = [careergraph, "check", str(PACKAGED)]
    peer = [sys.executable, "-c", PEER]
    print_ratio(ours, peer, name="careergraph check", runs=RUNS, reach=4)


if __name__ == "__main__":
    main()
