"""What each question answers, worked out by hand.

SMALL is read off data/small.trig. CONTENT is read off the concept files and the
list of what the three articles say; rows of the source ``editorial`` are left out
there, as our judgement may change.
"""

from typing import TypeAlias

import pytest
from pyoxigraph import RdfFormat, parse

from careergraph.ontology.namespaces import ID, SOURCE
from careergraph.queries.engine import Engine
from careergraph.queries.questions import load_question, question_names
from careergraph.queries.results import Rows, Triples, Value

Row: TypeAlias = tuple[Value, ...]
Case: TypeAlias = tuple[str, dict[str, str | int], list[Row]]

NIL: Value = None  # not bound

INDUSTRIES: list[Row] = [
    ("finance", "Finance", "asks for people in", "land", "Land", "two"),
    ("finance", "Finance", "employs", "scientist", "Scientist", "one"),
]
SMALL: list[Case] = [
    (
        "skills-of-role",
        {"role": "scientist"},
        [
            ("scientist", "degree", "Degree", "essential", "one"),
            ("scientist", "pandas", "pandas", "essential", "one"),
            ("scientist", "python", "Python", "essential", "one"),
            ("scientist", "python", "Python", "essential", "two"),
            ("scientist", "degree", "Degree", "optional", "two"),
            ("scientist", "pandas", "pandas", "optional", "editorial"),
        ],
    ),
    (
        "roles-needing-skill",
        {"skill": "python"},
        [
            ("python", "scientist", "Scientist", "essential", "one"),
            ("python", "scientist", "Scientist", "essential", "two"),
            ("python", "analyst", "Analyst", "optional", "one"),
        ],
    ),
    (
        "taught-by",
        {"resource": "certificate"},
        [
            ("certificate", "pandas", "pandas", "two"),
            ("certificate", "python", "Python", "two"),
        ],
    ),
    (
        "resources-for-skill",
        {"skill": "python"},
        [
            ("python", "book", "A book of snakes", "Book", 20.5, "USD 30", "one"),
            ("python", "book", "A book of snakes", "Book", 20.5, "USD 30", "two"),
            ("python", "certificate", "Certificate", "Certification", NIL, NIL, "two"),
        ],
    ),
    (
        "gap-between-roles",
        {"start": "analyst", "goal": "scientist"},
        [
            ("analyst", "scientist", "degree", "Degree", NIL),
            ("analyst", "scientist", "pandas", "pandas", 40),
        ],
    ),
    (
        "who-says-role-needs-skill",
        {"role": "scientist", "skill": "degree"},
        [
            ("scientist", "degree", "essential", "one", "Source one"),
            ("scientist", "degree", "optional", "two", "Source two"),
        ],
    ),
    (
        "algorithms-by-approach",
        {},
        [
            ("supervised", "Supervised", "trees", "Trees", "editorial"),
            ("supervised", "Supervised", "trees", "Trees", "one"),
            ("unsupervised", "Unsupervised", "k-means", "k-Means", "two"),
        ],
    ),
    (
        "algorithms-by-approach",
        {"approach": "unsupervised"},
        [("unsupervised", "Unsupervised", "k-means", "k-Means", "two")],
    ),
    (
        "salaries-by-place",
        {},
        [
            ("isle", "Isle", "scientist", "EUR", 12000, NIL, NIL, NIL, NIL, "two"),
            ("land", "Land", "scientist", "EUR", 10000, NIL, NIL, 20000, NIL, "one"),
            ("land", "Land", "scientist", "EUR", 15000, NIL, 18000, NIL, "2024", "two"),
        ],
    ),
    ("salaries-by-place", {"role": "analyst"}, []),
    (
        "salaries-by-place",
        {"place": "isle", "role": "scientist"},
        [("isle", "Isle", "scientist", "EUR", 12000, NIL, NIL, NIL, NIL, "two")],
    ),
    (
        "hubs-by-country",
        {},
        [
            ("land", "Land", "city", "City", "one"),
            ("land", "Land", "town", "Town", "two"),
        ],
    ),
    ("hubs-by-country", {"country": "isle"}, []),
    ("industries", {}, INDUSTRIES),
    ("industries", {"industry": "finance"}, INDUSTRIES),
    (
        "ladder",
        {},
        [
            (2, "analyst", "Analyst", "scientist", "Scientist", "one"),
            (2, "analyst", "Analyst", "scientist", "Scientist", "two"),
            (3, "scientist", "Scientist", "chief", "Chief", "one"),
            (7, "chief", "Chief", NIL, NIL, NIL),
        ],
    ),
    (
        "moves-of-role",
        {"role": "scientist"},
        [
            ("scientist", "follows", "analyst", "Analyst", 2, "one"),
            ("scientist", "follows", "analyst", "Analyst", 2, "two"),
            ("scientist", "leads to", "chief", "Chief", 7, "one"),
        ],
    ),
    (
        "people-and-organizations",
        {},
        [
            ("ada", "Ada", "founded", "acme", "Acme", "one"),
            ("ada", "Ada", "worked at", "lab", "Lab", "two"),
        ],
    ),
    ("people-and-organizations", {"person": "bob"}, []),
    (
        "books-by-author",
        {},
        [
            ("ada", "Ada", "book", "A book of snakes", "one"),
            ("bob", "Bob", "book", "A book of snakes", "one"),
        ],
    ),
    (
        "books-by-author",
        {"author": "bob"},
        [("bob", "Bob", "book", "A book of snakes", "one")],
    ),
    (
        # one: analyst 4, scientist 6, book 5, Ada 1, trees 1, land 1, salary 5
        # two: analyst 1, scientist 3, certificate 2, book 1, Ada 1, k-means 1,
        # land 2, salaries 6 and 4; editorial: see statements-of-source
        "statements-by-source",
        {},
        [
            ("one", "Source one", 23),
            ("two", "Source two", 21),
            ("editorial", "Our judgement", 14),
        ],
    ),
    (
        "roles-by-level",
        {},
        [
            (2, "analyst", "Analyst", "analysis", "Analysis", "editorial"),
            (3, "scientist", "Scientist", NIL, NIL, "editorial"),
            (7, "chief", "Chief", NIL, NIL, "editorial"),
        ],
    ),
    ("roles-by-level", {"level": 7}, [(7, "chief", "Chief", NIL, NIL, "editorial")]),
    ("roles-by-level", {"level": 1}, []),
    (
        "prerequisites-of-skill",
        {"skill": "pandas"},
        [
            ("pandas", "programming", "Programming", 300, 0),
            ("pandas", "tables", "Tables", 10, 0),
            ("pandas", "python", "Python", 120, 1),
        ],
    ),
    ("prerequisites-of-skill", {"skill": "tables"}, []),
    (
        "disagreements",
        {},
        [
            ("scientist", "Degree", "one", "essential", "two", "optional"),
            ("scientist", "career stage", "one", 2, "two", 3),
            ("scientist", "low pay in Land, EUR", "one", 10000, "two", 15000),
        ],
    ),
    ("disagreements", {"role": "analyst"}, []),
    (
        "statements-of-source",
        {"source": "editorial"},
        [
            ("editorial", "analyst", "Analyst", "level", 2, NIL),
            ("editorial", "analyst", "Analyst", "track", "analysis", "Analysis"),
            ("editorial", "chief", "Chief", "level", 7, NIL),
            ("editorial", "pandas", "pandas", "effort", 40, NIL),
            ("editorial", "pandas", "pandas", "prerequisite", "python", "Python"),
            ("editorial", "pandas", "pandas", "prerequisite", "tables", "Tables"),
            ("editorial", "programming", "Programming", "effort", 300, NIL),
            ("editorial", "python", "Python", "effort", 120, NIL),
            (
                "editorial",
                "python",
                "Python",
                "prerequisite",
                "programming",
                "Programming",
            ),
            (
                "editorial",
                "scientist",
                "Scientist",
                "benefits from",
                "pandas",
                "pandas",
            ),
            ("editorial", "scientist", "Scientist", "career stage", 9, NIL),
            ("editorial", "scientist", "Scientist", "level", 3, NIL),
            ("editorial", "tables", "Tables", "effort", 10, NIL),
            ("editorial", "trees", "Trees", "used in", "supervised", "Supervised"),
        ],
    ),
]

GUIDE = "ml-engineer-career-guide"
TECHROLEPEDIA = "techrolepedia-ml-engineer"
WHAT = "what-does-an-ml-engineer-do"
ENGINEER = "machine-learning-engineer"

ASKS = "asks for people in"
HEALTHCARE: list[Row] = [
    ("healthcare", "Healthcare", ASKS, "australia", "Australia", TECHROLEPEDIA),
    ("healthcare", "Healthcare", ASKS, "singapore", "Singapore", TECHROLEPEDIA),
    (
        "healthcare",
        "Healthcare",
        ASKS,
        "united-arab-emirates",
        "United Arab Emirates",
        TECHROLEPEDIA,
    ),
    (
        "healthcare",
        "Healthcare",
        "employs",
        "deep-learning-specialist",
        "Deep Learning Specialist",
        GUIDE,
    ),
]
CONTENT: list[Case] = [
    (
        "who-says-role-needs-skill",
        {"role": "Machine Learning Engineer", "skill": "Python"},
        [
            (
                ENGINEER,
                "python",
                "essential",
                GUIDE,
                "How to Become a Machine Learning Engineer – A Complete Career Guide",
            ),
            (
                ENGINEER,
                "python",
                "essential",
                TECHROLEPEDIA,
                "TechRolepedia: Machine Learning Engineer",
            ),
            (
                ENGINEER,
                "python",
                "essential",
                WHAT,
                "What Does a Machine Learning Engineer Do",
            ),
        ],
    ),
    (
        "skills-of-role",
        {"role": "deep learning specialist"},
        [
            (
                "deep-learning-specialist",
                "artificial-neural-networks",
                "Artificial Neural Networks",
                "essential",
                GUIDE,
            ),
            (
                "deep-learning-specialist",
                "deep-learning",
                "Deep Learning",
                "essential",
                GUIDE,
            ),
        ],
    ),
    (
        "roles-needing-skill",
        {"skill": "scala"},
        [
            ("scala", ENGINEER, "Machine Learning Engineer", "essential", GUIDE),
            ("scala", ENGINEER, "Machine Learning Engineer", "essential", WHAT),
        ],
    ),
    (
        "taught-by",
        {"resource": "AWS Certified Machine Learning – Specialty"},
        [
            (
                "aws-certified-machine-learning-specialty",
                "amazon-web-services",
                "Amazon Web Services",
                TECHROLEPEDIA,
            )
        ],
    ),
    (
        "resources-for-skill",
        {"skill": "TensorFlow"},
        [
            (
                "tensorflow",
                "hands-on-machine-learning",
                "Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow",
                "Book",
                NIL,
                NIL,
                TECHROLEPEDIA,
            ),
            (
                "tensorflow",
                "tensorflow-or-pytorch-training",
                "TensorFlow or PyTorch Training",
                "Training",
                NIL,
                NIL,
                TECHROLEPEDIA,
            ),
            (
                "tensorflow",
                "tensorflow-website",
                "TensorFlow Website",
                "Website",
                NIL,
                NIL,
                TECHROLEPEDIA,
            ),
        ],
    ),
    (
        "algorithms-by-approach",
        {"approach": "deep learning"},
        [
            (
                "deep-learning",
                "Deep Learning",
                "artificial-neural-networks",
                "Artificial Neural Networks",
                GUIDE,
            )
        ],
    ),
    (
        "salaries-by-place",
        {"place": "united-states", "role": ENGINEER},
        [
            (
                "united-states",
                "United States",
                ENGINEER,
                "USD",
                78190,
                136320,
                NIL,
                232010,
                "2022-05",
                GUIDE,
            ),
            (
                "united-states",
                "United States",
                ENGINEER,
                "USD",
                90000,
                NIL,
                NIL,
                150000,
                NIL,
                TECHROLEPEDIA,
            ),
            (
                "united-states",
                "United States",
                ENGINEER,
                "USD",
                NIL,
                NIL,
                118000,
                NIL,
                NIL,
                WHAT,
            ),
        ],
    ),
    (
        "hubs-by-country",
        {"country": "united kingdom"},
        [
            ("united-kingdom", "United Kingdom", slug, slug.title(), TECHROLEPEDIA)
            for slug in ("cambridge", "edinburgh", "london")
        ],
    ),
    ("industries", {"industry": "healthcare"}, HEALTHCARE),
    (
        "people-and-organizations",
        {"person": "Andrew Ng"},
        [
            ("andrew-ng", "Andrew Ng", relation, slug, label, TECHROLEPEDIA)
            for relation, slug, label in (
                ("founded", "coursera", "Coursera"),
                ("founded", "google-brain", "Google Brain"),
                ("worked at", "baidu", "Baidu"),
            )
        ],
    ),
    (
        "books-by-author",
        {"author": "Sebastian Raschka"},
        [
            (
                "sebastian-raschka",
                "Sebastian Raschka",
                "python-machine-learning",
                "Python Machine Learning",
                TECHROLEPEDIA,
            )
        ],
    ),
    (
        "moves-of-role",
        {"role": "machine learning researcher"},
        [
            (
                "machine-learning-researcher",
                "follows",
                ENGINEER,
                "Machine Learning Engineer",
                3,
                GUIDE,
            ),
            (
                "machine-learning-researcher",
                "follows",
                "senior-machine-learning-engineer",
                "Senior Machine Learning Engineer",
                4,
                TECHROLEPEDIA,
            ),
            (
                "machine-learning-researcher",
                "leads to",
                "ai-engineer",
                "AI Engineer",
                4,
                TECHROLEPEDIA,
            ),
            (
                "machine-learning-researcher",
                "leads to",
                "data-science-manager",
                "Data Science Manager",
                5,
                TECHROLEPEDIA,
            ),
        ],
    ),
    (
        "disagreements",
        {},
        [
            (
                ENGINEER,
                "Bachelor's Degree",
                GUIDE,
                "essential",
                TECHROLEPEDIA,
                "optional",
            ),
            (
                ENGINEER,
                "high pay in United States, USD",
                GUIDE,
                232010,
                TECHROLEPEDIA,
                150000,
            ),
            (
                ENGINEER,
                "low pay in United States, USD",
                GUIDE,
                78190,
                TECHROLEPEDIA,
                90000,
            ),
        ],
    ),
]

LADDER = {
    # "Software Developer", which the article names too, is the software engineer
    ("data-analyst", "software-engineer"),
    ("data-scientist", "software-engineer"),
    ("software-engineer", "machine-learning-engineer"),
    ("machine-learning-engineer", "senior-machine-learning-engineer"),
    ("senior-machine-learning-engineer", "machine-learning-researcher"),
    ("machine-learning-researcher", "ai-engineer"),
    ("machine-learning-researcher", "data-science-manager"),
    ("ai-engineer", "chief-data-officer"),
    ("ai-engineer", "chief-ai-officer"),
    ("data-science-manager", "chief-data-officer"),
    ("data-science-manager", "chief-ai-officer"),
}


def rows(engine: Engine, name: str, parameters: dict[str, str | int]) -> list[Row]:
    """Answer a question, with slugs and ids for IRIs."""
    answer = engine.run(name, parameters=parameters)
    assert isinstance(answer, Rows)
    return [tuple(short(value) for value in row.values()) for row in answer]


def short(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return value.removeprefix(ID).removeprefix(SOURCE)


def identify(case: Case) -> str:
    return " ".join([case[0], *(f"{k}={v}" for k, v in case[1].items())])


@pytest.mark.parametrize("case", SMALL, ids=identify)
def test_rows_of_the_small_graph(small: Engine, case: Case) -> None:
    name, parameters, expected = case
    assert rows(small, name, parameters) == expected


@pytest.mark.parametrize("case", CONTENT, ids=identify)
def test_rows_that_the_articles_state(engine: Engine, case: Case) -> None:
    name, parameters, expected = case
    stated = [row for row in rows(engine, name, parameters) if "editorial" not in row]
    assert stated == expected


def test_ladder_holds_the_stages_of_the_article(engine: Engine) -> None:
    found = rows(engine, "ladder", {})
    stated = {(row[1], row[3]) for row in found if row[5] == TECHROLEPEDIA}
    assert stated == LADDER


def test_ladder_starts_low_and_ends_with_the_executives(engine: Engine) -> None:
    found = rows(engine, "ladder", {})
    levels = [level for level, *_rest in found if isinstance(level, int)]
    assert levels == sorted(levels)
    assert {row[1] for row in found if row[0] == 7} == {
        "chief-ai-officer",
        "chief-data-officer",
    }


def test_gap_leaves_out_what_the_start_only_benefits_from(engine: Engine) -> None:
    found = rows(
        engine, "gap-between-roles", {"start": "data analyst", "goal": "data scientist"}
    )
    gap = {row[2] for row in found}
    assert "pandas" in gap
    assert "python" not in gap  # a data analyst benefits from it
    assert "sql" not in gap  # and requires this


def test_prerequisites_come_before_what_rests_on_them(engine: Engine) -> None:
    found = rows(engine, "prerequisites-of-skill", {"skill": "deep learning"})
    order = [row[1] for row in found]
    assert "backpropagation" in order
    for earlier, later in (
        ("mathematics", "linear-algebra"),
        ("linear-algebra", "machine-learning"),
        ("machine-learning", "artificial-neural-networks"),
        ("artificial-neural-networks", "backpropagation"),
    ):
        assert order.index(earlier) < order.index(later)


def test_each_source_makes_as_many_statements_as_its_list_shows(
    engine: Engine,
) -> None:
    counts = {row[0]: row[2] for row in rows(engine, "statements-by-source", {})}
    assert set(counts) == {"editorial", GUIDE, TECHROLEPEDIA, WHAT}
    for source, count in counts.items():
        listed = rows(engine, "statements-of-source", {"source": str(source)})
        assert len(listed) == count


def test_a_role_is_described_with_the_labels_of_what_it_names(small: Engine) -> None:
    answer = small.run("describe-role", parameters={"role": "chief"})
    assert isinstance(answer, Triples)
    expected = parse(
        """
        @prefix cg: <https://w3id.org/careergraph/schema#> .
        @prefix id: <https://w3id.org/careergraph/id/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        id:chief a cg:Role ; skos:prefLabel "Chief"@en ; cg:level 7 .
        """,
        format=RdfFormat.TURTLE,
    )
    assert set(answer) == {quad.triple for quad in expected}


def test_a_described_role_names_its_next_roles(small: Engine) -> None:
    answer = small.run("describe-role", parameters={"role": "analyst"})
    text = str(answer)
    assert "cg:leadsTo id:scientist" in text
    assert 'id:scientist skos:prefLabel "Scientist"@en' in text
    assert "id:chief" not in text


def test_every_question_is_worked_out() -> None:
    worked_out = {name for name, *_rest in SMALL} | {"describe-role"}
    assert worked_out == set(question_names())


def test_every_parameter_is_used_in_a_case() -> None:
    used = {(name, parameter) for name, given, _rows in SMALL for parameter in given}
    used.add(("describe-role", "role"))
    declared = {
        (name, parameter.name)
        for name in question_names()
        for parameter in load_question(name).parameters
    }
    assert declared == used
