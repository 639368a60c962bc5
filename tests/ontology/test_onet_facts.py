"""Facts of O*NET in the files of roles."""

from pathlib import Path

import pytest

from careergraph.ontology.onet_facts import OnetFacts, OnetRelease, main
from careergraph.ontology.onet_shares import Share, median_share, most_frequent

ZONES = """\
O*NET-SOC Code\tJob Zone\tDate\tDomain Source
15-0001.00\t4\t08/2024\tAnalyst
15-0002.00\t5\t08/2024\tAnalyst
15-0003.00\t3\t08/2024\tAnalyst
"""
# The columns stand in another order than in the release, and one more is there.
SHARES = """\
Title\tO*NET-SOC Code\tScale ID\tCategory\tRecommend Suppress\tData Value
Analyst\t15-0001.00\tRL\t6\tN\t70.50
Analyst\t15-0001.00\tRL\t2\tN\t29.50
Analyst\t15-0001.00\tRW\t8\tN\t40
Analyst\t15-0001.00\tRW\t1\tN\t20
Analyst\t15-0001.00\tRW\t7\tY\t10
Analyst\t15-0001.00\tRW\t9\tN\t30
Analyst\t15-0001.00\tIM\t\tN\t3.01
Analyst\t15-0001.00\tOJ\t1\tN\t100
Scientist\t15-0002.00\tRL\t6\tN\t45
Scientist\t15-0002.00\tRL\t8\tY\t55
Scientist\t15-0002.00\tRW\t1\t\t60
Scientist\t15-0002.00\tRW\t7\t\t40
"""
CATEGORIES = """\
Scale ID\tCategory\tCategory Description
RL\t2\tHigh School Diploma - or the equivalent
RL\t6\tBachelor's Degree
RL\t8\tMaster's Degree
RW\t1\t
RW\t7\tOver 2 years, up to and including 4 years
RW\t8\tOver 4 years, up to and including 6 years
RW\t9\tOver 6 years, up to and including 8 years
OJ\t1\tNone or short demonstration
"""
ROLES = {
    "data-analyst": """\
label: Data Analyst
definition: Answers questions from data.
sources: [editorial]
exact_match:
  onet:15-0001.00: [editorial]
close_match:
  onet:15-0002.00: [editorial]
job_zone:
  2: [onet-1.0]
typical_education:
  A degree: [editorial, onet-1.0]
related_experience:
  Over 4 years, up to and including 6 years: [editorial]
""",
    "data-engineer": """\
label: Data Engineer
definition: Builds pipelines.
sources: [editorial]
broad_match:
  onet:15-0001.00: [editorial]
job_zone:
  4: [onet-1.0]
""",
    "data-scientist": """\
label: Data Scientist
definition: Builds models from data.
sources: [editorial]
close_match:
  onet:15-0002.00: [editorial]
job_zone:
  5: [onet-2.0]
""",
    "statistician": """\
label: Statistician
definition: Plans surveys.
sources: [editorial]
close_match:
  onet:15-0001.00: [editorial]
  onet:15-0003.00: [editorial]
""",
}
ANALYST_AFTERWARDS = """\
label: Data Analyst
definition: Answers questions from data.
sources: [editorial]
exact_match:
  onet:15-0001.00: [editorial]
close_match:
  onet:15-0002.00: [editorial]
job_zone:
  4: [onet-2.0]
typical_education:
  A degree: [editorial]
  Bachelor's Degree (70.5%): [onet-2.0]
related_experience:
  Over 4 years, up to and including 6 years: [editorial, onet-2.0]
"""
SOURCES = "editorial: {title: Ours}\nonet-1.0: {title: Old}\nonet-2.0: {title: New}\n"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    files = {
        "Job Zones": ZONES,
        "Education, Training, and Experience": SHARES,
        "Education, Training, and Experience Categories": CATEGORIES,
    }
    for name, text in files.items():
        path = tmp_path / "release" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.replace("\n", "\r\n").encode())
    return tmp_path / "release"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    roles = tmp_path / "ontology/concepts/role"
    roles.mkdir(parents=True)
    for slug, text in ROLES.items():
        (roles / f"{slug}.yaml").write_text(text, "utf-8")
    (tmp_path / "ontology/sources.yaml").write_text(SOURCES, "utf-8")
    return tmp_path / "ontology"


def run(release: Path, folder: Path, *options: str) -> int:
    return main([str(release), "--folder", str(folder), "--source=onet-2.0", *options])


def roles(folder: Path) -> dict[str, str]:
    files = (folder / "concepts/role").glob("*.yaml")
    return {path.stem: path.read_text("utf-8") for path in files}


def test_facts_are_read_by_header(release: Path) -> None:
    # 20 and 10 percent lie below category 8, so the median respondent is in it.
    assert OnetRelease(release).facts("15-0001.00") == OnetFacts(
        job_zone="4",
        education="Bachelor's Degree (70.5%)",
        experience="Over 4 years, up to and including 6 years",
    )


def test_uncertain_share_and_category_without_text_give_no_fact(release: Path) -> None:
    assert OnetRelease(release).facts("15-0002.00") == OnetFacts("5", "", "")


def test_explanation_of_a_level_is_left_out(release: Path) -> None:
    path = release / "Education, Training, and Experience.txt"
    path.write_text(SHARES.replace("29.50", "80"), "utf-8")
    facts = OnetRelease(release).facts("15-0001.00")
    assert facts.education == "High School Diploma (80%)"


def test_occupation_of_which_little_or_nothing_is_known(release: Path) -> None:
    assert OnetRelease(release).facts("15-0003.00").values == {"jobZone": "3"}
    assert OnetRelease(release).facts("99-9999.00").values == {}


def share(category: int, percent: float) -> Share:
    return Share(category, percent, is_uncertain=False)


def test_lower_category_wins_among_equals() -> None:
    assert most_frequent([share(8, 40), share(6, 40)]) == share(6, 40)
    assert most_frequent([]) is None


def test_median_respondent_is_found_in_any_order_and_with_rounded_shares() -> None:
    assert median_share([share(3, 30), share(1, 30), share(2, 40)]) == share(2, 40)
    # 49.97 of 99.94 is just half.
    assert median_share([share(1, 49.97), share(2, 49.97)]) == share(1, 49.97)
    assert median_share([]) is None


def test_differences_are_told_and_nothing_is_written(
    release: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(release, folder) == 1
    assert roles(folder) == ROLES
    assert (
        capsys.readouterr().out
        == """\
data-analyst (15-0001.00): job zone 4; Bachelor's Degree (70.5%); Over 4 years, up \
to and including 6 years
- concepts/role/data-analyst.yaml: 2: [onet-1.0]
- concepts/role/data-analyst.yaml: A degree: [editorial, onet-1.0]
- concepts/role/data-analyst.yaml: Over 4 years, up to and including 6 years: \
[editorial]
+ concepts/role/data-analyst.yaml: 4: [onet-2.0]
+ concepts/role/data-analyst.yaml: A degree: [editorial]
+ concepts/role/data-analyst.yaml: Bachelor's Degree (70.5%): [onet-2.0]
+ concepts/role/data-analyst.yaml: Over 4 years, up to and including 6 years: \
[editorial, onet-2.0]
- concepts/role/data-engineer.yaml: job_zone:
- concepts/role/data-engineer.yaml: 4: [onet-1.0]
data-scientist (15-0002.00): job zone 5
statistician: matched to 15-0001.00, 15-0003.00; no facts are taken
2 files differ from the release; --write brings up to date
"""
    )


def test_files_are_written_once(
    release: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(release, folder, "--write") == 0
    after = roles(folder)
    assert after.pop("data-analyst") == ANALYST_AFTERWARDS
    assert "job_zone" not in after.pop("data-engineer")
    assert after.items() <= ROLES.items()
    capsys.readouterr()
    assert run(release, folder) == 0
    out = capsys.readouterr().out
    assert out.endswith("\n0 files differ from the release\n")


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("Job Zones", "Job Zone\t", "Zone\t", "1: Job Zone: there is no such column"),
        ("Job Zones", "\t4\t", "\tfour\t", '2: Job Zone: "four" does not belong'),
        (
            "Education, Training, and Experience",
            "29.50",
            "NaN",
            '3: Data Value: "NaN" does not belong',
        ),
        (
            "Education, Training, and Experience Categories",
            "RW\t1\t",
            "RW\t1",
            '5: Category Description: "" does not belong',
        ),
    ],
)
def test_release_of_another_form_is_refused(
    release: Path,
    folder: Path,
    name: str,
    old: str,
    new: str,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = release / f"{name}.txt"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    assert run(release, folder, "--write") == 1
    error = capsys.readouterr().err
    assert error.startswith(f"Error: {path}:{message}")
    assert error.count("\n") == 1
    assert roles(folder) == ROLES


def test_folder_without_a_release_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, folder) == 1
    assert capsys.readouterr().err == (
        f"Error: {folder / 'Job Zones.txt'}:1: cannot be read (No such file or "
        f"directory); name the folder of a text release of O*NET, as it is given out "
        f"[not-onet]\n"
    )


def test_release_must_be_a_source(
    release: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(release, folder, "--source=onet-3.0") == 2
    assert capsys.readouterr().err == (
        f"Error: {folder / 'sources.yaml'} has no source onet-3.0; add it, or name one "
        f"with --source\n"
    )
