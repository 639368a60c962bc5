"""The files of an O*NET release: what each holds, and what is lost without it.

*Source:* the data dictionary of the O*NET database,
https://www.onetcenter.org/dictionary/29.2/excel/.
"""

import re

from careergraph.errors import ReleaseError
from careergraph.ontology.importing import File
from careergraph.ontology.release import ReleaseFiles

ENDINGS = (".txt", ".xlsx")
"""Of the files, the preferred first: the text release and the one for Excel."""

_OCCUPATION, _ELEMENT = "O*NET-SOC Code", ("Element ID", "Element Name")
_RATED = (_OCCUPATION, *_ELEMENT, "Scale ID", "Data Value")
_ADVICE = ("Recommend Suppress", "Not Relevant")

FILES = (
    File(
        "Occupation Data",
        (_OCCUPATION, "Title"),
        ("Description",),
        "names and definitions of occupations",
        ("occupation",),
    ),
    File(
        "Content Model Reference",
        _ELEMENT,
        ("Description",),
        "definitions and groups of skills, knowledge and abilities",
    ),
    File(
        "Alternate Titles",
        (_OCCUPATION, "Alternate Title"),
        ("Short Title",),
        "other titles of occupations, by which they are found",
    ),
    File(
        "Sample of Reported Titles",
        (_OCCUPATION, "Reported Job Title"),
        (),
        "titles that people report for their jobs",
    ),
    File(
        "Job Zones",
        (_OCCUPATION, "Job Zone"),
        (),
        "job zones, and so most levels and the guard of inferred moves",
    ),
    File(
        "Education, Training, and Experience Categories",
        ("Scale ID", "Category", "Category Description"),
        (),
        "typical education and related experience",
    ),
    File(
        "Education, Training, and Experience",
        (_OCCUPATION, "Scale ID", "Category", "Data Value"),
        ("Recommend Suppress",),
        "typical education and related experience",
    ),
    File("Skills", _RATED, _ADVICE, "which skills matter, how much, and what follows"),
    File(
        "Knowledge", _RATED, _ADVICE, "which knowledge matters, how much, and at what "
        "level",
    ),
    File("Abilities", _RATED, _ADVICE, "how much each ability matters"),
    File("Work Activities", _RATED, _ADVICE, "how much each work activity matters"),
    File(
        "Technology Skills",
        (_OCCUPATION, "Example", "Commodity Code", "Commodity Title"),
        ("Hot Technology", "In Demand"),
        "the software that occupations use",
    ),
    File(
        "DWA Reference",
        (*_ELEMENT, "IWA ID", "IWA Title", "DWA ID", "DWA Title"),
        (),
        "the activities that tasks belong to",
        ("activity",),
    ),
    File(
        "Task Statements",
        (_OCCUPATION, "Task ID", "Task"),
        (),
        "the tasks of occupations, which are their responsibilities",
        ("task",),
    ),
    File(
        "Task Ratings",
        (_OCCUPATION, "Task ID", "Scale ID", "Data Value"),
        ("Recommend Suppress",),
        "how much each task matters",
    ),
    File(
        "Tasks to DWAs",
        ("Task ID", "DWA ID"),
        (),
        "which tasks of different occupations are alike",
    ),
    File(
        "Related Occupations",
        (_OCCUPATION, "Related O*NET-SOC Code", "Relatedness Tier"),
        (),
        "the moves that O*NET asserts, and so paths that are not inferred",
    ),
)  # fmt: skip


def find_files(files: ReleaseFiles) -> dict[str, str]:
    """Return the names of the files that there are, as text rather than Excel.

    Raises:
        ReleaseError: If there is none that describes occupations.
    """
    known = {file.name.lower(): file.name for file in FILES}
    found: dict[str, str] = {}
    for ending in ENDINGS:
        for name in files.names:
            stem = name.lower().removesuffix(ending)
            if stem != name.lower() and stem in known:
                found.setdefault(known[stem], name)
    if not {"Occupation Data", "Skills", "Knowledge"} & set(found):
        raise ReleaseError(
            f"{files.path}: holds none of Occupation Data, Skills and Knowledge as "
            f".txt or .xlsx, as a release of O*NET does; name one"
        )
    return found


def told_version(files: ReleaseFiles) -> str | None:
    """Return the version that the Read Me or the name of a release tells, as ``29.2``."""
    for name in files.names:
        if name.lower() == "read me.txt":
            found = re.search(r"O\*NET\D{0,9}(\d{1,2}\.\d{1,2})\b", files.text(name))
            if found:
                return found[1]
    for place in files.places:
        found = re.search(
            r"(?:db|onet)\D{0,9}?(\d{1,2})[._](\d{1,2})(?!\d)", place, re.IGNORECASE
        )
        if found:
            return f"{found[1]}.{found[2]}"
    return None
