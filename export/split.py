"""The dataset in several files, as the bulk loaders of large stores take it."""

import os
from itertools import pairwise

from careergraph.errors import ArgumentError
from careergraph.ontology.files import write_bytes


def write_split(
    path: str | os.PathLike[str], n_quads: bytes, parts: int
) -> tuple[str, ...]:
    """Write N-Quads in several files with the same number of lines, or one less.

    No line depends on another, because each node of the graph has an IRI. So loaders
    may read the files at the same time and in any order.

    Args:
        path: The name, of which ``graph.nq`` becomes ``graph-1.nq``, ``graph-2.nq``
            and so on; with as many digits as the last one needs.
        n_quads: The dataset, as :attr:`careergraph.CareerGraph.n_quads`.
        parts: How many files; as many as there are lines at most.

    Returns:
        The names of the files.

    Raises:
        ArgumentError: If there are not so many lines.
        OutputError: If a file cannot be written.
    """
    lines = n_quads.splitlines(keepends=True)
    if parts > len(lines):
        raise ArgumentError(
            f"{len(lines):,} statements cannot be split in {parts:,} files; ask for fewer"
        )
    stem, ending = os.path.splitext(os.fspath(path))
    digits = len(str(parts))
    ends = [part * len(lines) // parts for part in range(parts + 1)]
    names = []
    for number, (first, last) in enumerate(pairwise(ends), start=1):
        names.append(f"{stem}-{number:0{digits}}{ending}")
        write_bytes(names[-1], b"".join(lines[first:last]))
    return tuple(names)
