"""Figures of pay from the file of ai-jobs.net."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from careergraph.ontology import pay
from careergraph.ontology.content import PACKAGED, read_content
from careergraph.ontology.formatting import format_files
from careergraph.ontology.pay import main
from careergraph.ontology.pay_figures import FEWEST, read_mapping

HEADER = (
    "work_year,experience_level,employment_type,job_title,salary,salary_currency,"
    "salary_in_usd,employee_residence,remote_ratio,company_location,company_size"
)
TENS = [10_000 * n for n in range(1, 11)]
"""10,000 to 100,000. Their quartiles lie at places 2.25, 4.5 and 6.75, from 0."""

CONTENT = {
    "sources.yaml": """\
ai-jobs-salaries:
  title: ai-jobs.net salaries
editorial:
  title: Our own judgement
""",
    "pay_mapping.yaml": """\
titles:
  Data Analyst: data-analyst
  Data Scientist: data-scientist
  Scientist of Data: data-scientist
places:
  GB:
    place: united-kingdom
    currency: GBP
  US:
    place: united-states
    currency: USD
""",
    "concepts/role/data-analyst.yaml": """\
label: Data Analyst
definition: Answers questions from data.
sources: [editorial]
""",
    "concepts/role/data-scientist.yaml": """\
label: Data Scientist
definition: Builds models from data.
sources: [editorial]
""",
    "concepts/place/united-kingdom.yaml": """\
label: United Kingdom
definition: A country in Europe.
sources: [editorial]
""",
    "concepts/place/united-states.yaml": """\
label: United States
definition: A country in North America.
sources: [editorial]
""",
    "concepts/salary/data-scientist-pay-mars.yaml": """\
label: Data Scientist pay, Mars
definition: What a data scientist earns on Mars.
sources: [editorial]
for_role:
  data-scientist: [editorial]
median:
  1000: [ai-jobs-salaries]
""",
}

ANALYST_FILE = """\
label: Data Analyst pay, United States, 2024, senior level
definition: 'Median and quartiles of the yearly pay before tax that is reported for \
full-time work as Data Analyst: year 2024, senior level, residence United States.'
sources: [ai-jobs-salaries]
for_role:
  data-analyst: [ai-jobs-salaries]
in_place:
  united-states: [ai-jobs-salaries]
currency:
  USD: [ai-jobs-salaries]
median:
  55000: [ai-jobs-salaries]
lower_quartile:
  32500: [ai-jobs-salaries]
upper_quartile:
  77500: [ai-jobs-salaries]
reports:
  10: [ai-jobs-salaries]
experience_level:
  senior: [ai-jobs-salaries]
as_of:
  '2024': [ai-jobs-salaries]
"""
ANALYST = "data-analyst-pay-united-states-2024-senior"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in CONTENT.items():
        path = tmp_path / "ontology" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "ontology"


def row(
    salary: object,
    *,
    title: str = "Data Analyst",
    year: object = 2024,
    level: str = "SE",
    kind: str = "FT",
    currency: str = "USD",
    residence: str = "US",
) -> str:
    return (
        f"{year},{level},{kind},{title},{salary},{currency},1,{residence},0,"
        f"{residence},M"
    )


ANALYSTS = [row(pay) for pay in TENS]


def write(folder: Path, rows: Iterable[str], *, header: str = HEADER) -> Path:
    path = folder.parent / "salaries.csv"
    path.write_bytes("\n".join([header, *rows, ""]).encode())
    return path


def run(folder: Path, rows: Iterable[str], *options: str) -> int:
    path = write(folder, rows)
    return main([str(path), "--folder", str(folder), *options])


def written(folder: Path) -> dict[str, str]:
    """Return the texts of the generated files by slug."""
    files = (folder / "concepts/salary").glob("*.yaml")
    texts = {path.stem: path.read_text("utf-8") for path in files}
    assert texts.pop("data-scientist-pay-mars")  # by hand, never touched
    return texts


def figures(folder: Path) -> dict[str, list[int]]:
    """Return reports, lower quartile, median and upper quartile, by slug."""
    fields = ("reports", "lower_quartile", "median", "upper_quartile")
    return {
        slug: [next(iter(yaml.safe_load(text)[field])) for field in fields]
        for slug, text in sorted(written(folder).items())
    }


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_figure_is_written_as_a_formatted_file(folder: Path) -> None:
    assert run(folder, ANALYSTS) == 0
    assert written(folder) == {ANALYST: ANALYST_FILE}
    assert format_files(folder, write=False) == []
    assert ANALYST in read_content(folder).concepts


def test_quartiles_between_reports_are_rounded_half_up(folder: Path) -> None:
    # 100 to 109 in no order: 102.25, 104.5 and 106.75.
    pays = [109, 100, 104, 103, 108, 101, 107, 102, 105, 106]
    run(folder, [row(pay) for pay in pays])
    assert figures(folder) == {ANALYST: [10, 102, 105, 107]}


def test_amounts_may_have_decimals(folder: Path) -> None:
    # 1.5 to 10.5: quartiles 3.75, 6 and 8.25.
    run(folder, [row(f"{n}.5") for n in range(1, 11)])
    assert figures(folder) == {ANALYST: [10, 4, 6, 8]}


def test_equal_reports_count_in_the_figure(folder: Path) -> None:
    # With two more of 100,000 the places are 2.75, 5.5 and 8.25 of 12 reports.
    run(folder, [*ANALYSTS, row(100_000), row(100_000)])
    assert figures(folder) == {ANALYST: [12, 37_500, 65_000, 92_500]}


def test_titles_of_one_role_are_counted_together(folder: Path) -> None:
    first = [row(pay, title="Data Scientist") for pay in TENS[:5]]
    last = [row(pay, title="Scientist of Data") for pay in TENS[5:]]
    run(folder, [*first, *last])
    slug = "data-scientist-pay-united-states-2024-senior"
    assert figures(folder) == {slug: [10, 32_500, 55_000, 77_500]}


def test_each_year_level_place_and_role_has_a_figure(folder: Path) -> None:
    groups: list[dict[str, Any]] = [
        {},
        {"year": 2023},
        {"level": "EN"},
        {"level": "MI"},
        {"level": "EX"},
        {"residence": "GB", "currency": "GBP"},
        {"title": "Data Scientist"},
    ]
    run(folder, [row(pay, **group) for group in groups for pay in TENS])
    assert sorted(written(folder)) == [
        "data-analyst-pay-united-kingdom-2024-senior",
        "data-analyst-pay-united-states-2023-senior",
        "data-analyst-pay-united-states-2024-entry",
        "data-analyst-pay-united-states-2024-executive",
        "data-analyst-pay-united-states-2024-mid",
        "data-analyst-pay-united-states-2024-senior",
        "data-scientist-pay-united-states-2024-senior",
    ]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"kind": "PT"}, "not full-time"),
        ({"kind": "CT"}, "not full-time"),
        ({"kind": "FL"}, "not full-time"),
        ({"title": "Data Wizard"}, "under a title that is no role's"),
        ({"residence": "FR"}, "from a country that is no place's"),
        ({"currency": "GBP"}, "not in the country's own currency"),
        ({"year": 2023}, "in groups with too few different amounts"),
    ],
)
def test_what_does_not_count_is_left_out_and_counted(
    folder: Path,
    other: dict[str, Any],
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    others = [row(10**6 + n, **other) for n in range(9)]
    assert run(folder, [*ANALYSTS, *others]) == 0
    assert written(folder) == {ANALYST: ANALYST_FILE}
    counts = capsys.readouterr().out.splitlines()[1:6]
    assert [line for line in counts if not line.startswith("      0 ")] == [
        f"      9 {reason}"
    ]


def test_titles_of_no_role_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = ["Data Wizard", "AI Seer", "Data Wizard"]
    run(folder, [*ANALYSTS, *(row(1, title=title) for title in titles)])
    out = capsys.readouterr().out
    assert "Titles that are no role's: Data Wizard (2), AI Seer (1)\n" in out


def test_nine_reports_make_no_figure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(folder)
    assert run(folder, ANALYSTS[:9]) == 1
    assert bytes_of(folder) == before
    assert capsys.readouterr().err.endswith(
        "salaries.csv:1: no group of reports has enough different amounts for a "
        "figure; nothing is changed [no-figure]\n"
    )


def test_one_advertisement_many_times_makes_no_figure(folder: Path) -> None:
    # Nine amounts in 90 reports: one too few.
    assert run(folder, ANALYSTS[:9] * 10) == 1
    assert written(folder) == {}


def test_limit_can_be_raised_and_not_lowered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, ANALYSTS, "--fewest", "11") == 1
    assert run(folder, ANALYSTS, "--fewest", "9") == 2
    assert capsys.readouterr().err.endswith(
        "Error: --fewest 9 is too few; it must be 10 or more\n"
    )
    assert FEWEST == 10


BAD_ROWS = {
    row("a lot"): 'salary: "a lot" is not an amount',
    row("120_000"): 'salary: "120_000" is not an amount',
    row("NaN"): 'salary: "NaN" is not an amount',
    row("-5"): 'salary: "-5" is not an amount',
    row("0"): 'salary: "0" is not an amount',
    row("1e5"): 'salary: "1e5" is not an amount',
    row(""): 'salary: "" is not an amount',
    row("9" * 11): f'salary: "{"9" * 11}" is not an amount',
    row("٣٠٠"): 'salary: "٣٠٠" is not an amount',
    row(1, year="24"): 'work_year: "24" is not a year',
    row(1, level="XX"): 'experience_level: "XX" is not EN, MI, SE or EX',
    row(1, kind="?"): 'employment_type: "?" is not FT, PT, CT or FL',
    row(1, currency="usd"): 'salary_currency: "usd" is not a code',
    row(1, residence="USA"): 'employee_residence: "USA" is not a code',
    row(1, title=""): 'job_title: "" is not up to 200 characters',
    row(1, title="Data\x1b[2J"): "job_title: holds U+001B (an escape code)",
    row(1, title="Data, Analyst"): "has more or fewer values than the first line",
    "2024,SE,FT": "has more or fewer values than the first line",
}


@pytest.mark.parametrize(("bad", "message"), BAD_ROWS.items())
def test_bad_row_is_told_with_its_line_and_left_out(
    folder: Path, bad: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, [*ANALYSTS[:3], bad, *ANALYSTS[3:]]) == 0
    assert written(folder) == {ANALYST: ANALYST_FILE}
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith(f"{folder.parent / 'salaries.csv'}:5: {message}")
    assert "the row is left out" in line or "remove it" in line
    assert "\nRows with faults, left out besides: 1\n" in told.out


def test_many_bad_rows_are_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, [*ANALYSTS, *[row("x")] * 25]) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 11
    assert told[-1] == "and 15 more"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1: work_year: this column is missing"),
        (HEADER.replace("salary,", "").encode(), "1: salary: this column is missing"),
        (f"{HEADER},salary".encode(), "1: salary: this column stands twice"),
        (f'{HEADER}\n2024,"SE'.encode(), "2: is no CSV file: unexpected end of data"),
        (HEADER.encode("utf-16"), "1: is not UTF-8"),
        (f"{HEADER}\n".encode(), "1: no group of reports has enough"),
    ],
)
def test_file_of_another_form_is_refused(
    folder: Path, data: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(folder)
    path = folder.parent / "salaries.csv"
    path.write_bytes(data)
    assert main([str(path), "--folder", str(folder)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"Error: {path}:{message}")
    assert error.count("\n") == 1
    assert bytes_of(folder) == before


def test_file_that_is_not_there_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "none.csv"
    assert main([str(path), "--folder", str(folder)]) == 1
    assert capsys.readouterr().err == (
        f"Error: {path}:1: cannot be read (No such file or directory); name the "
        f"publisher's CSV file [unreadable-file]\n"
    )


def test_folder_without_content_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(folder, ANALYSTS)
    assert main([str(path), "--folder", str(folder / "concepts")]) == 2
    assert "holds no pay_mapping.yaml; name with --folder" in capsys.readouterr().err


def test_byte_order_mark_line_ends_and_blank_lines_are_accepted(folder: Path) -> None:
    path = folder.parent / "salaries.csv"
    path.write_bytes("\r\n".join(["\ufeff" + HEADER, *ANALYSTS, "", ""]).encode())
    assert main([str(path), "--folder", str(folder)]) == 0
    assert written(folder) == {ANALYST: ANALYST_FILE}


def test_second_run_changes_no_byte(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, ANALYSTS)
    before = bytes_of(folder)
    assert run(folder, reversed(ANALYSTS)) == 0
    assert bytes_of(folder) == before
    assert "Figures: 1; 0 new, 0 changed, 1 as they were, 0 removed\n" in (
        capsys.readouterr().out
    )


def test_figures_follow_a_newer_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, ANALYSTS)
    newer = [row(pay, year=2025) for pay in TENS]
    run(folder, [*newer, *ANALYSTS, row(110_000)])
    assert figures(folder) == {
        "data-analyst-pay-united-states-2024-senior": [11, 35_000, 60_000, 85_000],
        "data-analyst-pay-united-states-2025-senior": [10, 32_500, 55_000, 77_500],
    }
    capsys.readouterr()
    run(folder, newer)
    assert list(written(folder)) == ["data-analyst-pay-united-states-2025-senior"]
    assert "Figures: 1; 0 new, 0 changed, 1 as they were, 1 removed\n" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    "text",
    [
        ANALYST_FILE.replace("55000: [ai-jobs-salaries]", "55000: [editorial]"),
        ANALYST_FILE.replace("label: ", "labl: "),
    ],
)
def test_file_by_hand_of_that_name_is_never_touched(
    folder: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "concepts/salary" / f"{ANALYST}.yaml"
    path.write_text(text, "utf-8")
    before = bytes_of(folder)
    assert run(folder, ANALYSTS) == 2
    assert bytes_of(folder) == before
    assert capsys.readouterr().err == (
        f"Error: {path} has the name of a figure of ai-jobs-salaries, but is not made "
        f"of that source alone; rename it or remove it, nothing is changed\n"
    )


def test_full_disk_leaves_all_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, ANALYSTS)
    before = bytes_of(folder)
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "2025" in path.name:
            whole(path, data[:20])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(path, data)

    rows = [row(pay, year=year) for year in (2023, 2025) for pay in TENS]
    path = write(folder, rows)
    monkeypatch.setattr(Path, "write_bytes", full)
    assert main([str(path), "--folder", str(folder)]) == 1
    assert bytes_of(folder) == before
    assert list(folder.glob(".pay-*")) == []
    assert "No space left on device; see who may write there" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "titles:\n  Data Analyst: data-analyst",
            "titles:\n  Data Analyst: data-analist",
            (
                '2: Data Analyst: there is no role "data-analist"; did you mean '
                '"data-analyst"? [dangling-reference]'
            ),
        ),
        (
            "place: united-kingdom",
            "place: atlantis",
            '7: GB: there is no place "atlantis" [dangling-reference]',
        ),
        (
            "place: united-kingdom",
            "place: united-states",
            "10: US: is the place of GB too; remove one [duplicate-place]",
        ),
        (
            "    currency: GBP\n",
            "",
            (
                "7: GB: has the wrong fields; write place and currency below it, see "
                "docs/pay.md [wrong-fields]"
            ),
        ),
        (
            "titles:",
            "title:",
            (
                "1: has the wrong fields; write titles and places below it, see "
                "docs/pay.md [wrong-fields]"
            ),
        ),
    ],
)
def test_fault_in_the_mapping_is_told(
    folder: Path, old: str, new: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "pay_mapping.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert run(folder, ANALYSTS) == 1
    assert capsys.readouterr().err == f"Error: pay_mapping.yaml:{message}\n"
    assert written(folder) == {}


def test_source_must_be_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sources.yaml").write_text("editorial:\n  title: Ours\n", "utf-8")
    assert run(folder, ANALYSTS) == 1
    assert "sources.yaml:1: ai-jobs-salaries: is not there" in capsys.readouterr().err


def test_each_title_is_a_name_of_its_role() -> None:
    concepts = read_content().concepts
    for title, slug in read_mapping(PACKAGED / "pay_mapping.yaml").titles.items():
        names = [concepts[slug].label, *concepts[slug].objects("altLabel")]
        assert title.casefold() in map(str.casefold, names), title


def test_packaged_figures_are_complete_and_in_order() -> None:
    written = [
        concept
        for concept in read_content().concepts.values()
        if concept.sources == (pay.SOURCE,)
    ]
    assert len(written) >= 50
    for concept in written:
        (reports,) = concept.objects("reports")
        assert int(reports) >= 10, concept.file
        low, middle, high = (
            int(concept.objects(name)[0])
            for name in ("lowerQuartile", "median", "upperQuartile")
        )
        assert 0 < low <= middle <= high, concept.file
        for name in ("forRole", "inPlace", "currency", "experienceLevel", "asOf"):
            assert len(concept.objects(name)) == 1, (concept.file, name)
