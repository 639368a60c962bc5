"""Write figures of pay as concept files, from the CSV file that ai-jobs.net gives out.

``python -m careergraph.ontology.pay SALARIES.csv`` makes the files anew;
docs/pay.md says what the figures mean.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from careergraph.errors import (
    ArgumentError,
    CareerGraphError,
    ContentError,
    OutputError,
)
from careergraph.ontology.concept_file import (
    Concept,
    FaultyFileError,
    Statement,
    read_concept,
)
from careergraph.ontology.content import concept_files
from careergraph.ontology.formatting import format_concept
from careergraph.ontology.pay_figures import (
    FEWEST,
    PayFigure,
    PayTable,
    pay_table,
    read_mapping,
)
from careergraph.ontology.pay_reports import Report, read_reports
from careergraph.ontology.problem import Problem
from careergraph.ontology.source_file import read_sources
from careergraph.ontology.vocabulary import load_vocabulary

SOURCE = "ai-jobs-salaries"
"""Id of the source of all figures that are written here."""

_SHOWN = 10
"""Faults, and titles of no role, that are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What was done to the files.

    Attributes:
        new: Slugs of figures that had no file.
        changed: Slugs of figures whose file said something else.
        kept: Slugs of figures whose file was right.
        removed: Slugs of files that no figure has any more.
    """

    new: list[str]
    changed: list[str]
    kept: list[str]
    removed: list[str]


def write_pay(folder: Path, figures: Iterable[PayFigure]) -> Changes:
    """Write a concept file for each figure, and remove those of other figures.

    Only files whose one source is ``ai-jobs-salaries`` are changed or removed. All
    are written aside first: when one of them cannot be written, none is changed.

    Args:
        folder: Holds ``sources.yaml`` and ``concepts/``.
        figures: All that are to be there afterwards.

    Raises:
        ArgumentError: If another file has the name of one that is to be written.
        ContentError: If the source is not in ``sources.yaml``, or the file of a
            role or place has faults.
        OutputError: If the files cannot be written.
    """
    _check_source(folder / "sources.yaml")
    texts = _texts(folder, figures)
    old = _written_before(folder)
    _check_free(folder, texts.keys() - old.keys())
    different = {slug for slug, text in texts.items() if old.get(slug) != text}
    removed = sorted(old.keys() - texts.keys())
    _replace(folder, {slug: texts[slug] for slug in sorted(different)}, removed)
    return Changes(
        new=sorted(different - old.keys()),
        changed=sorted(different & old.keys()),
        kept=sorted(texts.keys() - different),
        removed=removed,
    )


def _check_source(path: Path) -> None:
    sources, problems = read_sources(path)
    if not problems and SOURCE not in sources:
        message = "is not there; add it, with its title, publisher, license and note"
        problems = [Problem(path.name, 1, SOURCE, "unknown-source", message)]
    if problems:
        raise ContentError(problems)


def _texts(folder: Path, figures: Iterable[PayFigure]) -> dict[str, str]:
    """Return the text of each file, by slug."""
    texts = {}
    for figure in figures:
        concept = _concept(folder, figure)
        texts[concept.slug] = format_concept(concept)
    return texts


def _concept(folder: Path, figure: PayFigure) -> Concept:
    cell = figure.cell
    values = {
        "forRole": cell.role,
        "inPlace": cell.place,
        "currency": figure.currency,
        "median": figure.median,
        "lowerQuartile": figure.lower_quartile,
        "upperQuartile": figure.upper_quartile,
        "reports": figure.reports,
        "experienceLevel": cell.experience,
        "asOf": cell.year,
    }
    role = _label(folder, f"role/{cell.role}.yaml")
    place = _label(folder, f"place/{cell.place}.yaml")
    return Concept(
        slug=f"{cell.role}-pay-{cell.place}-{cell.year}-{cell.experience}",
        kind="Salary",
        file="",
        label=f"{role} pay, {place}, {cell.year}, {cell.experience} level",
        definition=(
            f"Median and quartiles of the yearly pay before tax that is reported for "
            f"full-time work as {role}: year {cell.year}, {cell.experience} level, "
            f"residence {place}."
        ),
        sources=(SOURCE,),
        statements=tuple(
            Statement(name, str(value), (SOURCE,), line=0)
            for name, value in values.items()
        ),
        lines={},
    )


def _label(folder: Path, name: str) -> str:
    try:
        return _read(folder, name).label
    except FaultyFileError as error:
        raise ContentError(error.problems) from error


def _written_before(folder: Path) -> dict[str, str]:
    """Return the texts of the files that this module has written, by slug."""
    old = {}
    for path in sorted((folder / "concepts/salary").glob("*.yaml")):
        try:
            concept = _read(folder, f"salary/{path.name}")
        except FaultyFileError:
            continue  # not ours to mend: `careergraph check` tells of it
        if {concept.sources, *(s.sources for s in concept.statements)} == {(SOURCE,)}:
            old[path.stem] = path.read_bytes().decode()
    return old


def _check_free(folder: Path, slugs: Collection[str]) -> None:
    for path in concept_files(folder):
        if path.stem in slugs:
            raise ArgumentError(
                f"{path} has the name of a figure of {SOURCE}, but is not made of "
                f"that source alone; rename it or remove it, nothing is changed"
            )


def _read(folder: Path, name: str) -> Concept:
    path = folder / "concepts" / name
    return read_concept(path, root=folder, vocabulary=load_vocabulary())


def _replace(folder: Path, texts: Mapping[str, str], removed: Iterable[str]) -> None:
    """Write files and remove others, when all that is to be written is there."""
    target = folder / "concepts/salary"
    try:
        with TemporaryDirectory(prefix=".pay-", dir=folder) as aside:
            for slug, text in texts.items():
                Path(aside, f"{slug}.yaml").write_bytes(text.encode())
            target.mkdir(parents=True, exist_ok=True)
            for slug in texts:
                os.replace(Path(aside, f"{slug}.yaml"), target / f"{slug}.yaml")
        for slug in removed:
            (target / f"{slug}.yaml").unlink()
    except OSError as error:
        raise OutputError(
            f"cannot write to {target}: {error.strerror}; see who may write there, and "
            f"whether the disk is full"
        ) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        lines = list(_run(options.salaries, options.folder, options.fewest))
    except CareerGraphError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2 if isinstance(error, ArgumentError) else 1
    print("\n".join(lines))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m careergraph.ontology.pay",
        description="Write median and quartiles of pay as concept files.",
        epilog="docs/pay.md says what the figures mean.",
    )
    parser.add_argument(
        "salaries", metavar="SALARIES.csv", type=Path, help="the file of ai-jobs.net"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("ontology"),
        help="holds sources.yaml, pay_mapping.yaml and concepts/; default: %(default)s",
    )
    parser.add_argument(
        "--fewest",
        metavar="N",
        type=int,
        default=FEWEST,
        help=f"make no figure from fewer different amounts; {FEWEST} or more",
    )
    return parser


def _run(salaries: Path, folder: Path, fewest: int) -> Iterator[str]:
    """Do it, and yield what there is to say."""
    if fewest < FEWEST:
        raise ArgumentError(
            f"--fewest {fewest} is too few; it must be {FEWEST} or more"
        )
    if not (folder / "pay_mapping.yaml").is_file():
        raise ArgumentError(
            f"{folder} holds no pay_mapping.yaml; name with --folder the folder that "
            f"holds it, sources.yaml and concepts/"
        )
    mapping = read_mapping(folder / "pay_mapping.yaml")
    reports, faults = read_reports(salaries)
    for line in _first(list(map(str, faults))):
        print(line, file=sys.stderr)
    table = pay_table(reports, mapping, fewest=fewest)
    if not table.figures:
        raise ContentError([_nothing(salaries)])
    changes = write_pay(folder, table.figures)
    yield from _summary(reports, faults, table, changes)


def _nothing(salaries: Path) -> Problem:
    message = (
        "no group of reports has enough different amounts for a figure; nothing is "
        "changed"
    )
    return Problem(str(salaries), 1, "", "no-figure", message)


def _summary(
    reports: Sequence[Report],
    faults: Collection[Problem],
    table: PayTable,
    changes: Changes,
) -> Iterator[str]:
    years = sorted({report.year for report in reports})
    yield f"{len(reports):,} reports, {years[0]} to {years[-1]}; left out of them:"
    for reason, count in table.left_out.items():
        yield f"{count:>7,} {reason}"
    yield f"Rows with faults, left out besides: {len({f.line for f in faults}):,}"
    titles = Counter(table.titles_left_out).most_common()
    names = [f"{title} ({count:,})" for title, count in titles]
    yield f"Titles that are no role's: {', '.join(_first(names)) or 'none'}"
    yield (
        f"Figures: {len(table.figures):,}; {len(changes.new):,} new, "
        f"{len(changes.changed):,} changed, {len(changes.kept):,} as they were, "
        f"{len(changes.removed):,} removed"
    )
    yield f"Say years and number of reports in the note of {SOURCE} in sources.yaml."


def _first(items: list[str]) -> list[str]:
    """Return the first few, and how many more there are."""
    more = len(items) - _SHOWN
    return [*items[:_SHOWN], *([f"and {more:,} more"] if more > 0 else [])]


if __name__ == "__main__":
    sys.exit(main())
