"""A store of a small ESCO that has the occupation of our data analyst, and of ours."""

from pathlib import Path

from careergraph import CareerGraph
from careergraph.ontology.curated import read_curated
from careergraph.ontology.esco import read_esco
from careergraph.ontology.store import add_release
from tests.ontology import esco_release
from tests.ontology.esco_release import occupation, skill


def joined_store(folder: Path) -> Path:
    """Write the store; its analyst requires our Python, and to sweep."""
    content = esco_release.tables()
    analyst, python = theirs("data-analyst"), theirs("python")
    for file, iri, label in (
        ("occupations_en.csv", occupation(analyst), "data analyst"),
        ("skills_en.csv", skill(python), "Python (computer programming)"),
    ):
        header, first = content[file][:2]
        row = dict(zip(header, first, strict=True))
        row |= {"conceptUri": iri, "preferredLabel": label}
        content[file].append([*row.values()])
    content["occupationSkillRelations.csv"] += [
        [occupation(analyst), "essential", "knowledge", skill(name)]
        for name in (python, "s1")
    ]
    release = esco_release.write_folder(folder / "esco-9.8", content)
    store = folder / "all.store"
    add_release(store, read_esco(release).release)
    add_release(store, read_curated().release)
    return store


def theirs(slug: str) -> str:
    """Return the end of the IRI of what a concept of ours matches exactly in ESCO."""
    matches = CareerGraph.load().facts.objects(slug, "exactMatch")
    [iri] = (str(iri) for iri in matches if "/esco/" in str(iri))
    return iri.rpartition("/")[2]
