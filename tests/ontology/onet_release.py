"""A small release in the form in which O*NET is published; all of it is made up here."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.ontology.esco_release import Tables

MODEL = "https://w3id.org/careergraph/onet/"
MOWER, KEEPER, HEAD, GARDENER = "37-0001.00", "37-0002.00", "11-1011.00", "37-0009.00"

READ_ME = "O*NET 30.1 Database\r\nAugust 2026 Release\r\n"
CODE, ELEMENT = "O*NET-SOC Code", ["Element ID", "Element Name"]
RATED = [CODE, *ELEMENT, "Scale ID", "Data Value", "N", "Recommend Suppress",
         "Not Relevant", "Date"]  # fmt: skip
IDS = {"Mowing": "2.B.3.a", "Patience": "2.B.1.a", "Botany": "2.C.4.a",
       "Haste": "2.B.1.b"}  # fmt: skip


def occupation(code: str) -> str:
    return f"https://www.onetonline.org/link/summary/{code}"


def tables() -> Tables:
    """Return each file's rows, the header first."""
    return {
        "Occupation Data": [
            [CODE, "Title", "Description"],
            [MOWER, "Lawn Mowers", 'Mow lawns and "meadows".'],
            [KEEPER, "Green Keepers", "Keep greens."],
            [HEAD, "Heads of Gardens", ""],
            [GARDENER, "Gardeners, All Other", "All who are left."],
        ],
        "Content Model Reference": [
            [*ELEMENT, "Description"],
            ["2", "Worker Requirements", "What is brought."],
            ["2.B", "Cross-Functional Skills", "What helps anywhere."],
            ["2.B.1", "Social Skills", "With people."],
            ["2.B.1.a", "Patience", "Waiting for grass to grow."],
            ["2.B.3", "Technical Skills", "With machines."],
            ["2.B.3.a", "Mowing", "Cutting grass evenly."],
            ["2.C.4.a", "Botany", "Knowledge of plants."],
        ],
        "Alternate Titles": [
            [CODE, "Alternate Title", "Short Title", "Source(s)"],
            [MOWER, "Grass Cutter", "", "09"],
            [MOWER, "Lawn Mowers", "", "09"],
            [HEAD, "Chief Garden Officer (CGO)", "CGO", "02,04"],
            [HEAD, "Chief Garden Officer (CGO)", "", "02"],
            [HEAD, "Garden Boss", "n/a", "02"],
        ],
        "Sample of Reported Titles": [
            [CODE, "Reported Job Title", "Shown in My Next Move"],
            [MOWER, "Grass Cutter", "Y"],
            [MOWER, "Mower Operator", "N"],
        ],
        "Job Zones": [
            [CODE, "Job Zone", "Date"],
            [MOWER, "2", "08/2026"],
            [KEEPER, "5", "08/2026"],
            [HEAD, "5", "08/2026"],
        ],
        "Education, Training, and Experience Categories": [
            [*ELEMENT, "Scale ID", "Category", "Category Description"],
            ["2.D.1", "Education", "RL", "1", "Less than a High School Diploma"],
            ["2.D.1", "Education", "RL", "2", "High School Diploma - or the like"],
            ["3.A.1", "Experience", "RW", "1", "None"],
            ["3.A.1", "Experience", "RW", "2", "Up to and including 1 month"],
        ],
        "Education, Training, and Experience": [
            [CODE, *ELEMENT, "Scale ID", "Category", "Data Value",
             "Recommend Suppress"],
            [MOWER, "2.D.1", "Education", "RL", "1", "36.5", "N"],
            [MOWER, "2.D.1", "Education", "RL", "2", "63.5", "N"],
            [MOWER, "3.A.1", "Experience", "RW", "1", "50.01", "N"],
            [MOWER, "3.A.1", "Experience", "RW", "2", "49.99", "N"],
            [KEEPER, "2.D.1", "Education", "RL", "2", "100", "Y"],
            [KEEPER, "3.A.3", "Training", "OJ", "1", "100", "N"],
        ],
        "Skills": [
            RATED,
            *_rated(MOWER, "Mowing", "4.12", "2.50"),
            *_rated(MOWER, "Patience", "2.5", "0", relevant="Y"),
            *_rated(KEEPER, "Mowing", "3", "7"),
            *_rated(KEEPER, "Patience", "2.99", "3.5", suppress="LV"),
            *_rated(KEEPER, "Haste", "2.49", "1"),
            *_rated(HEAD, "Patience", "4.5", "6.1", suppress="IM"),
        ],
        "Knowledge": [RATED, *_rated(KEEPER, "Botany", "5", "5.25")],
        "Technology Skills": [
            [CODE, "Example", "Commodity Code", "Commodity Title", "Hot Technology",
             "In Demand"],
            [MOWER, "Grass C++", "43230001", "Growth software", "Y", "N"],
            [KEEPER, "Grass C++", "43230001", "Growth software", "Y", "Y"],
            [KEEPER, "grass C++!", "43230002", "Map software", "N", "N"],
        ],
        "DWA Reference": [
            [*ELEMENT, "IWA ID", "IWA Title", "DWA ID", "DWA Title"],
            ["4.A.3", "Handling Things", "4.A.3.I01", "Cut plants.", "4.A.3.I01.D01",
             "Cut grass."],
            ["4.A.3", "Handling Things", "4.A.3.I01", "Cut plants.", "4.A.3.I01.D02",
             "Cut hedges."],
        ],
        "Task Statements": [
            [CODE, "Task ID", "Task", "Task Type"],
            [MOWER, "7", 'Mow "between" the flowers.', "Core"],
            [KEEPER, "8", "Mow the green.", ""],
        ],
        "Tasks to DWAs": [
            [CODE, "Task ID", "DWA ID"],
            [MOWER, "7", "4.A.3.I01.D01"],
            [KEEPER, "8", "4.A.3.I01.D01"],
            [KEEPER, "8", "4.A.3.I01.D02"],
        ],
        "Related Occupations": [
            [CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"],
            [MOWER, KEEPER, "Primary-Short", "1"],
            [KEEPER, HEAD, "Primary-Long", "6"],
            [KEEPER, MOWER, "Supplemental", "11"],
        ],
    }  # fmt: skip


def _rated(
    code: str,
    name: str,
    importance: str,
    level: str,
    *,
    suppress: str = "",
    relevant: str = "N",
) -> list[list[str]]:
    """Return the two rows about an element, which may have what O*NET warns of."""
    return [
        [code, IDS[name], name, scale, value, "8", "Y" if suppress == scale else "N",
         relevant if scale == "LV" else "", "08/2026"]
        for scale, value in (("IM", importance), ("LV", level))
    ]  # fmt: skip


def text_of(rows: list[list[str]]) -> str:
    """Return rows with tabs between the columns, and CRLF, as the publisher does."""
    return "".join("\t".join(row) + "\r\n" for row in rows)


def write_folder(folder: Path, content: Mapping[str, list[list[str]]]) -> Path:
    """Write a text release unpacked."""
    folder.mkdir(parents=True)
    for name, rows in content.items():
        (folder / f"{name}.txt").write_bytes(text_of(rows).encode())
    return folder


def write_zip(path: Path, content: Mapping[str, list[list[str]]]) -> Path:
    """Write a text release as a zip, its files in a folder of it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in content.items():
            archive.writestr(f"db_30_1_text/{name}.txt", text_of(rows))
    return path


def write_excel(folder: Path, content: Mapping[str, list[list[str]]]) -> Path:
    """Write a release for Excel: numbers are numbers, and a title follows each code."""
    from openpyxl import Workbook

    folder.mkdir(parents=True)
    for name, (header, *rows) in content.items():
        book = Workbook(write_only=True)
        sheet = book.create_sheet(name[:31])
        sheet.append([header[0], "Title (again)", *header[1:]])
        for first, *rest in rows:
            sheet.append([first, "x", *map(_cell, rest)])
        book.save(folder / f"{name}.xlsx")
    return folder


def _cell(text: str) -> str | float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return text
