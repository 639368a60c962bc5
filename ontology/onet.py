"""Import O*NET: occupations become roles, and skills, knowledge and software competencies.

*Source:* the O*NET database, https://www.onetcenter.org/database.html.
docs/import.md says what becomes of each column, and why.
"""

import os
from collections.abc import Callable
from functools import partial

from careergraph.ontology.importing import (
    CC_BY,
    OURS,
    Graph,
    Imported,
    Publication,
    judged_of,
    known_version,
    missing_of,
)
from careergraph.ontology.onet_elements import KINDS, Elements
from careergraph.ontology.onet_files import ENDINGS, FILES, find_files, told_version
from careergraph.ontology.onet_level import NOTE
from careergraph.ontology.onet_occupations import Occupations
from careergraph.ontology.onet_rows import OnetRows
from careergraph.ontology.onet_tasks import Tasks
from careergraph.ontology.onet_technologies import Technologies
from careergraph.ontology.release import ReleaseFiles, Table
from careergraph.ontology.store import no_collection

PUBLISHER = "U.S. Department of Labor, Employment and Training Administration"


def read_onet(
    path: str | os.PathLike[str],
    *,
    version: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Imported:
    """Read a release of O*NET, as text or for Excel: a zip, or the folder of it.

    Args:
        path: The zip or the folder.
        version: Of the release; by default what its Read Me or its name tells.
        tell: Told what is done now.

    Raises:
        ReleaseError: If it cannot be read, or is no release of O*NET.
        ArgumentError: If its version is not known, or openpyxl is not installed.
    """
    with ReleaseFiles(path, endings=ENDINGS) as files, no_collection():
        found = find_files(files)
        version = known_version(files.path, version or told_version(files), "29.2")
        rows = OnetRows(files, _publication(version), tell, judged_of(FILES, found))
        occupations = Occupations(rows)
        readers = _readers(rows, occupations)
        for file, table in rows.tables(FILES, found):
            readers[file.name](table)
        occupations.infer_levels()
    return rows.imported(
        _inferred_and_related(rows.publication, occupations),
        missing=missing_of(FILES, found),
    )


def _publication(version: str) -> Publication:
    return Publication(
        name=f"onet-{version}",
        title=f"O*NET {version} Database",
        publisher=PUBLISHER,
        version=version,
        language="en",
        licence=CC_BY,
        attribution=f"This service includes information from the O*NET {version} "
        f"Database by the {PUBLISHER} (USDOL/ETA). Used under the CC BY 4.0 license. "
        f"O*NET is a trademark of USDOL/ETA.",
    )


def _readers(
    rows: OnetRows, occupations: Occupations
) -> dict[str, Callable[[Table], None]]:
    """Return what reads each file."""
    elements = Elements(rows)
    tasks = Tasks(rows, elements)
    return {
        "Occupation Data": occupations.occupations,
        "Content Model Reference": elements.content_model,
        "Alternate Titles": occupations.alternative_titles,
        "Sample of Reported Titles": occupations.reported_titles,
        "Job Zones": occupations.job_zones,
        "Education, Training, and Experience Categories": occupations.share_categories,
        "Education, Training, and Experience": occupations.preparation,
        **{file: partial(elements.rated, file=file) for file in KINDS},
        "Technology Skills": Technologies(rows).technologies,
        "DWA Reference": tasks.activities,
        "Task Statements": tasks.tasks,
        "Task Ratings": elements.task_ratings,
        "Tasks to DWAs": tasks.tasks_to_activities,
        "Related Occupations": occupations.related,
    }


def _inferred_and_related(
    made: Publication, occupations: Occupations
) -> dict[str, Graph]:
    """Return what has sources of its own, so that it can be told and left out."""
    graphs = {}
    if occupations.levels.statements:
        name = f"{made.name}-levels"
        graphs[name] = occupations.levels
        title = f"Levels inferred from the job zones of {made.title}"
        graphs[name].source(name, title=title, publisher=OURS, licence=CC_BY, note=NOTE)
    for tier, graph in sorted(occupations.tiers.items()):
        name = f"{made.name}-{tier.lower()}"
        graphs[name] = graph
        graph.source(
            name,
            title=f"{made.title}, related occupations, {tier}",
            publisher=made.publisher,
            licence=made.licence,
            note=made.attribution,
        )
    return graphs
