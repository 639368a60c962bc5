"""The crosswalk becomes matches that say no more than its columns do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from careergraph import ArgumentError, CareerGraph, ReleaseError
from careergraph.ontology.crosswalk import read_crosswalk
from careergraph.ontology.esco import read_esco
from careergraph.ontology.namespaces import SKOS, SOURCE
from careergraph.ontology.onet import read_onet
from careergraph.ontology.store import add_release
from tests.ontology import esco_release, onet_release
from tests.ontology.esco_release import rows, text_of

HEADER = ["id", "esco_occupation", "onet_code", "confidence", "concept_uri"]
BEFORE = "11-9999.00"


def row(name: str, code: str, confidence: str) -> list[str]:
    return ["1", name, code, confidence, esco_release.occupation(name)]


MATCHES = [
    row("o1", onet_release.MOWER, "2.0"),
    row("o2", onet_release.MOWER, "0.5"),
    row("o3", BEFORE, "1.0"),
    row("o4", "37-0002.01", "1.0"),
]
CODES = [
    ["O*NET-SOC 2019 Occupation Listings"],
    [""],
    ["O*NET-SOC 2010 Code", "O*NET-SOC 2010 Title", "O*NET-SOC 2019 Code"],
    [onet_release.MOWER, "Mowers", onet_release.MOWER],
    [BEFORE, "Heads", onet_release.HEAD],
    ["37-0002.01", "Keepers", onet_release.KEEPER],
    ["37-0002.01", "Keepers", onet_release.GARDENER],
]


def written(folder: Path, matches: list[list[str]]) -> Path:
    path = folder / "esco_onet_crosswalk_Nov2020.csv"
    path.write_text(text_of([HEADER, *matches]), "utf-8")
    return path


@pytest.fixture
def crosswalk(tmp_path: Path) -> Path:
    return written(tmp_path, MATCHES)


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    path = tmp_path / "2010_to_2019_Crosswalk.csv"
    path.write_text(text_of(CODES), "utf-8")
    return path


def said(path: Path, **options: object) -> dict[str, set[tuple[str, str, str]]]:
    """Return the matches by source, with the last part of each IRI."""
    found = read_crosswalk(path, **options)  # type: ignore[arg-type] # given by name
    return {
        name: {
            (s.rpartition("/")[2], p.removeprefix(SKOS), str(o).rpartition("/")[2])
            for s, p, o, _ in statements
            if p.startswith(SKOS)
        }
        for name, statements in found.release.graphs.items()
    }


def test_a_match_is_close_alone_broad_among_several_and_unsure_where_a_code_split(
    crosswalk: Path, codes: Path
) -> None:
    assert said(crosswalk, codes=codes) == {
        "esco-onet-2020.11": set(),
        "esco-onet-2020.11-confidence-0.5": {
            ("o2", "broadMatch", onet_release.MOWER),
        },
        "esco-onet-2020.11-confidence-1": {
            ("o3", "closeMatch", onet_release.HEAD),
            ("o4", "related", onet_release.KEEPER),
            ("o4", "related", onet_release.GARDENER),
        },
        "esco-onet-2020.11-confidence-2": {
            ("o1", "broadMatch", onet_release.MOWER),
        },
    }


def test_without_the_table_codes_are_taken_as_they_are(crosswalk: Path) -> None:
    found = read_crosswalk(crosswalk)
    statements = said(crosswalk)["esco-onet-2020.11-confidence-1"]

    assert ("o3", "closeMatch", BEFORE) in statements
    assert list(found.missing) == ["codes"]


def test_an_excel_table_says_the_same(
    crosswalk: Path, codes: Path, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in CODES:
        sheet.append([cell or None for cell in line])
    book.save(tmp_path / "codes.xlsx")

    excel = said(crosswalk, codes=tmp_path / "codes.xlsx")
    assert excel == said(crosswalk, codes=codes)


def test_rows_that_lead_nowhere_in_the_store_are_kept_out_and_told(
    crosswalk: Path, codes: Path
) -> None:
    known = [f"esco:occupation/o{n}" for n in (1, 3, 4)]
    known += [f"onet:{code}" for code in (onet_release.MOWER, onet_release.KEEPER)]
    found = read_crosswalk(crosswalk, codes=codes, known=known)
    name = "esco_onet_crosswalk_Nov2020.csv: 1 row kept out: "

    assert found.warnings == (
        f"{name}esco:occupation/o2, which no release in the store describes",
        f"{name}onet:{BEFORE}, which no release in the store describes",
    )
    # Of the code that was split one part is known, and o1 is alone with its own.
    matches = said(crosswalk, codes=codes, known=known)
    assert matches["esco-onet-2020.11-confidence-2"] == {
        ("o1", "closeMatch", onet_release.MOWER)
    }
    assert matches["esco-onet-2020.11-confidence-1"] == {
        ("o4", "related", onet_release.KEEPER)
    }


def test_a_scheme_that_is_not_in_the_store_is_not_judged(crosswalk: Path) -> None:
    known = [f"onet:{onet_release.MOWER}"]
    found = read_crosswalk(crosswalk, known=known)

    assert found.kept_out == 2  # by their codes
    assert read_crosswalk(crosswalk).kept_out == 0


@pytest.mark.parametrize(
    ("match", "warning"),
    [
        (row("o1", BEFORE, "2.0"), "esco:occupation/o1 once more"),
        (row("o5", BEFORE, "3.0"), 'the confidence "3.0", which is not known'),
        (
            row("o5", "11-9", "1.0"),
            (
                '"http://data.europa.eu/esco/occupation/o5" and "11-9", which are no '
                "occupations of ESCO and O*NET"
            ),
        ),
        (
            row("o5", "37-0008.00", "1.0"),
            "onet:37-0008.00, which the table of codes lacks",
        ),
    ],
)
def test_a_row_that_cannot_be_used_is_kept_out_and_told(
    tmp_path: Path, codes: Path, match: list[str], warning: str
) -> None:
    found = read_crosswalk(written(tmp_path, [*MATCHES, match]), codes=codes)

    assert [line.partition("out: ")[2] for line in found.warnings] == [warning]


def test_what_is_no_crosswalk_is_told(tmp_path: Path, codes: Path) -> None:
    other = written(tmp_path, [["1", "x", "15", "1.0", "http://example.org/x"]])

    with pytest.raises(ReleaseError, match=r"row 1 matches .* name the crosswalk of N"):
        read_crosswalk(other)
    with pytest.raises(ReleaseError, match="has no column concept_uri"):
        read_crosswalk(codes, version="2020.11")
    with pytest.raises(ReleaseError, match=r"has no column O\*NET-SOC 2010 Code"):
        read_crosswalk(written(tmp_path, MATCHES), codes=other)
    with pytest.raises(ArgumentError, match="tells no version; say it, such as"):
        read_crosswalk(other.rename(tmp_path / "crosswalk.csv"))


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "careergraph", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ
    )


def test_the_command_joins_what_the_store_holds(
    crosswalk: Path, codes: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    esco = esco_release.write_folder(tmp_path / "esco-1.2.0", esco_release.tables())
    onet = onet_release.write_folder(tmp_path / "onet-30.1", onet_release.tables())
    add_release(store, read_esco(esco).release)
    add_release(store, read_onet(onet).release)
    options = ["--codes", codes, "--into", store, "--format", "json"]
    strict = run("import", "crosswalk", crosswalk, *options, "--strict")
    done = run("import", "crosswalk", crosswalk, *options)

    assert strict.returncode == 1  # o4 is not in that release of ESCO
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["name"] == "esco-onet-2020.11"
    assert told["licence"] == "https://spdx.org/licenses/MIT"
    assert [one["what"][:18] for one in told["kept_out"]] == ["esco:occupation/o4"]
    graph = CareerGraph.open(store)
    found = rows(graph, "SELECT ?g ?o { GRAPH ?g { ?x skos:closeMatch ?o } }")
    assert [(r["g"], r["o"]) for r in found] == [
        (
            f"{SOURCE}esco-onet-2020.11-confidence-1",
            onet_release.occupation(onet_release.HEAD),
        )
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("onet", "--language", "de"),
        ("esco", "--codes", "x"),
        ("crosswalk", "--language=en"),
    ],
)
def test_an_option_of_another_publisher_is_refused(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    publisher, *options = arguments
    done = run("import", publisher, "x", "--into", tmp_path / "s", *options)

    assert done.returncode == 2
    assert "alone, not for" in done.stderr
