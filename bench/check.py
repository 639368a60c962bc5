"""Time of `careergraph check` beside that of reading the same files with PyYAML.

The peer is a process that reads every concept file with PyYAML's C loader and
does nothing else. The two take turns; the ratio is taken pair by pair. To
reach: 4.
"""

import statistics
import sys
from pathlib import Path

from cold_start import cpu_milliseconds

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
    pairs = [(cpu_milliseconds(ours), cpu_milliseconds(peer)) for _ in range(RUNS)]
    mine, theirs = zip(*pairs, strict=True)
    ratios = sorted(a / b for a, b in pairs)
    print(f"careergraph check     {statistics.median(mine):7.1f} ms CPU")
    print(f"PyYAML, C loader      {statistics.median(theirs):7.1f} ms CPU")
    print(
        f"ratio                 {statistics.median(ratios):7.2f}  "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f}, {RUNS} pairs; to reach 4)"
    )


if __name__ == "__main__":
    main()
