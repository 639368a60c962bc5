"""Job zone, education and experience of roles, from a text release of O*NET.

``python -m careergraph.ontology.onet_facts RELEASE_FOLDER`` compares what the files
of roles say with what the release says; ``--write`` brings them up to date. Only an
exact match to an O*NET occupation, or else a close one, makes a role have its facts;
a broad match does not.
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from careergraph.errors import ArgumentError, CareerGraphError, ContentError
from careergraph.ontology.concept_file import (
    Concept,
    FaultyFileError,
    Statement,
    read_concept,
)
from careergraph.ontology.files import write_text
from careergraph.ontology.formatting import format_concept
from careergraph.ontology.onet_shares import (
    EDUCATION,
    EXPERIENCE,
    Share,
    related_experience,
    typical_education,
)
from careergraph.ontology.problem import Problem, quoted
from careergraph.ontology.source_file import read_sources
from careergraph.ontology.vocabulary import load_vocabulary

PROPERTIES = ("jobZone", "typicalEducation", "relatedExperience")

Row: TypeAlias = dict[str, Any]

_CODE = "O*NET-SOC Code"
_ZONES = "Job Zones"
_SHARES = "Education, Training, and Experience"
_CATEGORIES = "Education, Training, and Experience Categories"
_COLUMNS = {
    _ZONES: {_CODE: r"\d\d-\d{4}\.\d\d", "Job Zone": "[1-5]"},
    _SHARES: {
        _CODE: r"\d\d-\d{4}\.\d\d",
        "Scale ID": "RL|RW",
        "Category": r"\d{1,2}",
        "Data Value": r"\d{1,3}(\.\d+)?",
        "Recommend Suppress": "Y|N|n/a|",
    },
    _CATEGORIES: {
        "Scale ID": "RL|RW",
        "Category": r"\d{1,2}",
        "Category Description": "[ -~]*",
    },
}
"""The columns that are read, by file, and the form of their values."""


@dataclass(frozen=True, slots=True)
class OnetFacts:
    """What a release says about an occupation; empty where it says nothing.

    Attributes:
        job_zone: 1 to 5.
        education: The level of education that most respondents say is asked for,
            and their share.
        experience: The category of experience in related work in which the median
            respondent lies.
    """

    job_zone: str
    education: str
    experience: str

    @property
    def values(self) -> dict[str, str]:
        """The facts that there are, by local name of the property."""
        values = (self.job_zone, self.education, self.experience)
        return {name: v for name, v in zip(PROPERTIES, values, strict=True) if v}


class OnetRelease:
    """The files of a text release that say what a job asks for beforehand."""

    def __init__(self, folder: Path):
        """Read them.

        Raises:
            ContentError: If one cannot be read or lacks a column, or holds
                something else than a number where one is wanted.
        """
        self._zones: dict[str, str] = {
            row[_CODE]: row["Job Zone"] for row in _rows(folder, _ZONES)
        }
        self._texts: dict[tuple[str, int], str] = {
            (row["Scale ID"], int(row["Category"])): row["Category Description"]
            for row in _rows(folder, _CATEGORIES)
        }
        self._shares: dict[tuple[str, str], list[Share]] = {}
        for row in _rows(folder, _SHARES):
            shares = self._shares.setdefault((row[_CODE], row["Scale ID"]), [])
            shares.append(_share(row))

    def facts(self, code: str) -> OnetFacts:
        """Return the facts of an occupation.

        A fact that rests on a share of low precision is left out, as O*NET
        recommends, and so is one whose category has no text.
        """
        return OnetFacts(
            job_zone=self._zones.get(code, ""),
            education=typical_education(
                self._shares.get((code, EDUCATION), ()), self._texts
            ),
            experience=related_experience(
                self._shares.get((code, EXPERIENCE), ()), self._texts
            ),
        )


def occupations(role: Concept) -> list[str]:
    """Return the codes to which a role is matched: the exact ones, else the close."""
    for name in ("exactMatch", "closeMatch"):
        matches = (match.partition(":") for match in role.objects(name))
        if codes := [code for scheme, _, code in matches if scheme == "onet"]:
            return codes
    return []


def with_facts(role: Concept, values: dict[str, str], *, source: str) -> Concept:
    """Return a role that has these facts of O*NET, and no others.

    What other sources state stays.

    Args:
        role: The role as its file has it.
        values: By local name of the property.
        source: Id of the release.
    """
    stated = {(s.property, s.object): s for s in role.statements}
    for key, statement in list(stated.items()):
        others = tuple(s for s in statement.sources if not s.startswith("onet-"))
        if key[0] in PROPERTIES:
            stated[key] = replace(statement, sources=others)
    for key in values.items():
        statement = stated.get(key) or Statement(*key, sources=(), line=0)
        stated[key] = replace(statement, sources=(*statement.sources, source))
    statements = tuple(statement for statement in stated.values() if statement.sources)
    return replace(role, statements=statements)


def _rows(folder: Path, name: str) -> Iterator[Row]:
    """Yield the rows of a file; of its scales only those of the facts."""
    path = folder / f"{name}.txt"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            for column in _COLUMNS[name].keys() - set(reader.fieldnames or ()):
                raise _refusal(path, 1, column, "there is no such column")
            for row in reader:
                if row.get("Scale ID", EDUCATION) not in (EDUCATION, EXPERIENCE):
                    continue
                _check_row(path, reader.line_num, row, _COLUMNS[name])
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refusal(path, 1, "", f"cannot be read ({reason})") from error


def _check_row(path: Path, line: int, row: Row, columns: Mapping[str, str]) -> None:
    for column, pattern in columns.items():
        value = row[column]  # None when the row is too short
        if value is None or not re.fullmatch(pattern, value, re.ASCII):
            message = f"{quoted(value or '')} does not belong there"
            raise _refusal(path, line, column, message)


def _refusal(path: Path, line: int, field: str, message: str) -> ContentError:
    mend = f"{message}; name the folder of a text release of O*NET, as it is given out"
    return ContentError([Problem(str(path), line, field, "not-onet", mend)])


def _share(row: Row) -> Share:
    return Share(
        category=int(row["Category"]),
        percent=float(row["Data Value"]),
        is_uncertain=row["Recommend Suppress"] == "Y",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code, 1 when files differ."""
    options = _parser().parse_args(arguments)
    try:
        release = OnetRelease(options.release)
        _check_source(options.folder / "sources.yaml", options.source)
        differing = 0
        for role in _roles(options.folder):
            differing += _tell(role, release, options)
    except CareerGraphError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2 if isinstance(error, ArgumentError) else 1
    noun = "file differs" if differing == 1 else "files differ"
    done = "written" if options.write else "--write brings up to date"
    print(f"{differing} {noun} from the release{f'; {done}' if differing else ''}")
    return 1 if differing and not options.write else 0


def _tell(role: Concept, release: OnetRelease, options: argparse.Namespace) -> bool:
    """Print the facts of a role, and write them if asked to; tell if its file differs."""
    codes = occupations(role)
    if len(codes) > 1:
        print(f"{role.slug}: matched to {', '.join(codes)}; no facts are taken")
    values = release.facts(codes[0]).values if len(codes) == 1 else {}
    if values:
        print(f"{role.slug} ({codes[0]}): job zone {'; '.join(values.values())}")
    wanted = with_facts(role, values, source=options.source)
    text, now = format_concept(wanted), format_concept(role)
    if text == now:
        return False
    for sign, here, there in (("-", now, text), ("+", text, now)):
        for line in here.splitlines():
            if line not in there.splitlines():
                print(f"{sign} {role.file}: {line.strip()}")
    if options.write:
        write_text(options.folder / role.file, text)
    return True


def _roles(folder: Path) -> Iterator[Concept]:
    vocabulary = load_vocabulary()
    for path in sorted((folder / "concepts/role").glob("*.yaml")):
        try:
            yield read_concept(path, root=folder, vocabulary=vocabulary)
        except FaultyFileError as error:
            raise ContentError(error.problems) from error


def _check_source(path: Path, source: str) -> None:
    sources, problems = read_sources(path)
    if problems:
        raise ContentError(problems)
    if source not in sources:
        raise ArgumentError(
            f"{path} has no source {source}; add it, or name one with --source"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m careergraph.ontology.onet_facts",
        description="Compare the facts of O*NET in the files of roles with a release.",
        epilog="docs/pay.md says what the facts mean.",
    )
    parser.add_argument(
        "release",
        metavar="RELEASE_FOLDER",
        type=Path,
        help="folder of a text release of O*NET",
    )
    parser.add_argument("--write", action="store_true", help="write the files")
    parser.add_argument(
        "--source",
        default="onet-29.2",
        help="id of the release in sources.yaml; default: %(default)s",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("ontology"),
        help="holds sources.yaml and concepts/; default: %(default)s",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
