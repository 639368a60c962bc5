"""Read reports of pay from the CSV file that ai-jobs.net gives out.

A row with a fault is told with its line and left out; a file that is not of that
form is refused as a whole.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from careergraph.errors import ContentError
from careergraph.ontology.problem import Problem, quoted
from careergraph.ontology.yaml_file import text_fault

EXPERIENCE = MappingProxyType(
    {"EN": "entry", "MI": "mid", "SE": "senior", "EX": "executive"}
)
"""The publisher's codes of experience levels, and what careergraph calls them."""

_COLUMNS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "work_year": (re.compile(r"20\d\d", re.ASCII), "a year such as 2024"),
    "experience_level": (re.compile("EN|MI|SE|EX"), "EN, MI, SE or EX"),
    "employment_type": (re.compile("FT|PT|CT|FL"), "FT, PT, CT or FL"),
    "job_title": (re.compile(".{1,200}", re.DOTALL), "up to 200 characters"),
    # Ten digits are enough for a year's pay in any currency in use.
    "salary": (
        re.compile(r"(?=.*[1-9])\d{1,10}(\.\d{1,6})?", re.ASCII),
        "an amount such as 120000, more than 0, of at most ten digits",
    ),
    "salary_currency": (re.compile("[A-Z]{3}"), "a code such as USD"),
    "employee_residence": (re.compile("[A-Z]{2}"), "a code such as US"),
}
"""The columns that are read, and what a value of each must be."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one row says about one job.

    Attributes:
        year: The year in which the pay was paid, such as ``"2024"``.
        experience: entry, mid, senior or executive.
        is_full_time: False for part-time, contract and freelance work.
        title: The job title, as reported.
        pay: Amount in a year, before tax.
        currency: In which it was paid, ISO 4217.
        residence: Country in which the person lived, ISO 3166-1.
    """

    year: str
    experience: str
    is_full_time: bool
    title: str
    pay: Decimal
    currency: str
    residence: str


def read_reports(path: Path) -> tuple[list[Report], list[Problem]]:
    """Read a file of reports.

    Returns:
        The reports of all rows without a fault, in the order of the file, and the
        faults of the other rows.

    Raises:
        ContentError: If the file cannot be read, is no CSV file, lacks a column
            or has one twice.
    """
    reports: list[Report] = []
    problems: list[Problem] = []
    try:
        for line, row in _rows(path):
            if faults := list(_faults(path, line, row)):
                problems += faults
            else:
                reports.append(_report(row))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); name the publisher's CSV file"
        raise _refusal(path, 1, "unreadable-file", message) from error
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 ({error.reason}); save it as CSV in UTF-8"
        raise _refusal(path, 1, "not-utf-8", message) from error
    return reports, problems


def _rows(path: Path) -> Iterator[tuple[int, dict[Any, Any]]]:
    """Yield the line on which a row ends, and its values by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            _check_header(path, reader.fieldnames or ())
            for row in reader:
                yield reader.line_num, row
        except csv.Error as error:
            message = f"is no CSV file: {error}; take the publisher's file as it is"
            line = reader.reader.line_num  # that of the DictReader lags behind
            raise _refusal(path, line, "not-csv", message) from error


def _check_header(path: Path, header: Sequence[str]) -> None:
    for name in _COLUMNS:
        if header.count(name) != 1:
            what = "stands twice" if name in header else "is missing"
            message = f"this column {what}; the first line must name each column once"
            raise _refusal(path, 1, "wrong-columns", message, field=name)


def _faults(path: Path, line: int, row: Mapping[Any, Any]) -> Iterator[Problem]:
    # csv.DictReader keeps surplus values under None, and fills up with None.
    if None in row or None in row.values():
        message = "has more or fewer values than the first line; the row is left out"
        yield Problem(str(path), line, "", "wrong-length", message)
        return
    for name, (pattern, wording) in _COLUMNS.items():
        value = row[name]
        if not pattern.fullmatch(value):
            message = f"{quoted(value)} is not {wording}; the row is left out"
            yield Problem(str(path), line, name, "bad-value", message)
        elif fault := text_fault(value):
            message = f"{fault}; the row is left out"
            yield Problem(str(path), line, name, "unsafe-text", message)


def _report(row: Mapping[str, str]) -> Report:
    return Report(
        year=row["work_year"],
        experience=EXPERIENCE[row["experience_level"]],
        is_full_time=row["employment_type"] == "FT",
        title=row["job_title"],
        pay=Decimal(row["salary"]),
        currency=row["salary_currency"],
        residence=row["employee_residence"],
    )


def _refusal(
    path: Path, line: int, rule: str, message: str, *, field: str = ""
) -> ContentError:
    return ContentError([Problem(str(path), line, field, rule, message)])
