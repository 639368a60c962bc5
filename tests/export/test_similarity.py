"""Inferred moves of the page: as similar as Python says, on graphs of all kinds."""

import random
import re
from itertools import permutations, product
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Page, expect

import careergraph.export
from careergraph import CareerGraph
from careergraph.errors import NoPathError
from careergraph.graph.accuracy import SIMILARITY
from careergraph.graph.inference_limits import MIN_SIMILARITY, MIN_SIMILARITY_ELSEWHERE
from careergraph.ontology.compiled import Compiled
from tests.conftest import record_of
from tests.export.explorer import Open
from tests.export.test_path_answers import as_near, relaxations_of_the_page

Stated: TypeAlias = tuple[str, str, str | int]

SCRIPT = Path(careergraph.export.__file__).parent / "templates/explorer/similarity.js"
PAIRS = """
({ roles, asked }) => Object.fromEntries(roles.flatMap((a) => roles
  .filter((b) => b !== a)
  .map((b) => [`${a} ${b}`, careergraph.transitionPaths(a, b, { k: 1, maxMoves: 1, ...asked })[0]?.moves[0]])
  .filter(([, move]) => move)))
"""
"""The moves that the page infers, by the roles between which they are."""


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d[\d.]*", text)]


def written(name: str) -> str:
    """Return what a constant of the page is, as it is written."""
    return SCRIPT.read_text("utf-8").split(f"const {name} = ")[1].split(";")[0]


def test_the_limits_and_what_they_are_worth_are_those_of_python() -> None:
    assert numbers(written("MIN_SIMILARITY")) == [*MIN_SIMILARITY.values()]
    assert numbers(written("MIN_SIMILARITY_ELSEWHERE")) == [MIN_SIMILARITY_ELSEWHERE]
    assert numbers(written("CONFIRMED")) == [n for pair in SIMILARITY for n in pair]


def graph_with(kinds: dict[str, str], statements: list[Stated]) -> CareerGraph:
    return CareerGraph(Compiled(record_of(kinds, statements), lambda: b""))


def drawn(
    *,
    seed: int,
    schemes: tuple[str, ...] = ("",),
    groups: int = 0,
    effort: float = 0.0,
) -> CareerGraph:
    """Return a random graph of six roles a scheme; a share of its effort is stated."""
    draw = random.Random(seed)
    skills = [f"s{i:02}" for i in range(12)]
    headings = [f"g{i}" for i in range(groups)]
    roles = [f"{scheme}r{i}" for scheme in schemes for i in range(6)]
    said: list[Stated] = []
    for subjects, name, values, share in (
        (roles, "requires", skills, 0.25),
        (roles, "benefitsFrom", skills, 0.25),
        (roles, "leadsTo", roles, 0.5 / len(roles)),
        (skills, "broader", headings, 0.3),
    ):
        every = product(subjects, values)
        said += [(a, name, b) for a, b in every if a != b and draw.random() < share]
    said += [(skill, "effort", 40) for skill in skills if draw.random() < effort]
    said += [(r, "level", draw.randint(1, 4)) for r in roles if draw.random() < 0.9]
    kinds = dict.fromkeys(roles, "Role") | dict.fromkeys(skills, "Skill")
    return graph_with(kinds | dict.fromkeys(headings, "CompetencyGroup"), said)


def inferred_by_python(graph: CareerGraph, **limits: Any) -> dict[str, Any]:
    moves = {}
    for a, b in permutations(graph.facts.of_class("Role"), 2):
        try:
            path = graph.transition_path(a, b, inferred=True, max_moves=1, **limits)
        except NoPathError:
            continue
        moves[f"{a} {b}"] = path.to_dict()["moves"][0]
        del moves[f"{a} {b}"]["statements"]
    return moves


@pytest.mark.parametrize(
    "kind",
    [
        {"effort": 0.0},
        {"effort": 0.9},
        {"effort": 0.5, "groups": 4},
        {"schemes": ("", "esco:", "onet:"), "groups": 3},
    ],
    ids=["no effort", "effort", "headings", "three schemes"],
)
def test_every_inferred_move_is_that_of_python(
    open_page: Open,
    kind: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "careergraph.graph.no_path.no_path_error",
        lambda *_: NoPathError("none", start=None, goal="", relaxations=[]),
    )
    graph = drawn(seed=5, **kind)
    page = open_page(graph)
    roles, kinds = graph.facts.of_class("Role"), set()
    for asked in ({}, {"min_similarity": 0.12, "max_rise": 2}, {"min_similarity": 0.0}):
        expected = inferred_by_python(graph, **asked)
        names = {"min_similarity": "minSimilarity", "max_rise": "maxRise"}
        options = {names[name]: value for name, value in asked.items()}
        found = page.evaluate(
            PAIRS, {"roles": roles, "asked": {"inferred": True, **options}}
        )
        assert found == as_near(expected)
        kinds |= {(m["kind"], bool(m["of_a_kind"])) for m in expected.values()}
    assert ("inferred", "groups" in kind) in kinds
    assert ("asserted", False) in kinds


def artists(scheme: str = "", *, heading: str = "") -> CareerGraph:
    """Return an author, a painter and a miner; the author benefits from drawing.

    Two of the three name drawing: the painter is as similar to the author as
    1 / √(1 + ln 3 / ln 1.5) = 0.519. With a heading, writing and drawing stand under it.
    """
    needs = {"author": "writing", "miner": "digging", "painter": "drawing"}
    kinds = {f"{scheme}{role}": "Role" for role in needs}
    said: list[Stated] = [(role, "level", 3) for role in kinds]
    said += [(f"{scheme}{role}", "requires", one) for role, one in needs.items()]
    said += [(f"{scheme}author", "benefitsFrom", "drawing")]
    kinds |= dict.fromkeys(needs.values(), "Skill")
    if heading:
        kinds[heading] = "CompetencyGroup"
        said += [(one, "broader", heading) for one in ("writing", "drawing")]
    return graph_with(kinds, said)


def path_of(page: Page) -> str:
    return " ".join(page.locator("#path-answer .moves").inner_text().split())


def test_an_inferred_move_says_how_similar_and_by_what(
    open_page: Open,
) -> None:
    page = open_page(artists(), "#view=path&from=author&to=painter&inferred=yes")
    told = path_of(page)
    assert (
        "Inferred, for its similarity to AUTHOR is 52 %: no source says that people "
        "make this move. In common: DRAWING 100 %"
    ) in told
    assert "Of a kind" not in told
    page.locator("#path-answer .guess").get_by_role("link", name="DRAWING").click()
    expect(page.locator("#details h2")).to_have_text("DRAWING")


def test_the_path_on_the_ladder_says_how_similar_too(open_page: Open) -> None:
    page = open_page(artists(), "#view=ladder&from=author&to=painter&inferred=yes")
    expect(page.locator("#details ol .by")).to_have_text(
        ["Inferred, for a similarity of 52 %: nobody states this move"]
    )


def test_headings_in_common_are_named_too(open_page: Open) -> None:
    # Author and painter stand under the one heading, of three roles: that half of
    # the similarity is 1, and (0.519 + 1) / 2 = 0.759, of which it is 1 / 1.519.
    graph = artists(heading="art")
    page = open_page(graph, "#view=path&from=author&to=painter&inferred=yes")
    assert "is 76 %:" in path_of(page)
    assert "In common: DRAWING 34 % Of a kind: ART 66 %" in path_of(page)


def test_on_esco_a_similarity_tells_what_it_is_worth(
    open_page: Open,
) -> None:
    graph = artists("esco:")
    page = open_page(graph, "#view=path&from=esco:author&to=esco:painter&inferred=yes")
    assert "Of pairs so similar 56 % are confirmed by O*NET." in path_of(page)


def test_the_similarity_that_gives_a_path_is_what_python_says(
    open_page: Open,
) -> None:
    graph = artists()
    limits: dict[str, Any] = {"inferred": True, "min_similarity": 0.7, "k": 1}
    with pytest.raises(NoPathError) as error:
        graph.transition_paths("author", "painter", **limits)
    assert list(error.value.relaxations) == [{"min_similarity": 0.51}]
    page = open_page(graph)
    case = ("author", "painter", limits)
    assert relaxations_of_the_page(page, graph, case) == [{"minSimilarity": 0.51}]


def test_what_is_hardly_ever_confirmed_is_not_tried_and_that_is_said(
    open_page: Open,
) -> None:
    # The miner has nothing in common with the author.
    graph = artists()
    page = open_page(graph, "#view=path&from=author&to=miner&inferred=yes")
    answer = page.locator("#path-answer")
    expect(answer).to_contain_text(
        "Not even without any other limit, and with moves inferred from a similarity of "
        "10\u00a0% on."
    )
    page.evaluate("location.hash += '&similarity=4'")
    expect(answer).to_contain_text("from a similarity of 4\u00a0% on.")
    for least in (None, 0.1, 0.04):
        asked: dict[str, Any] = {"inferred": True, "k": 1, "min_similarity": least}
        case = ("author", "miner", asked)
        with pytest.raises(NoPathError) as error:
            graph.transition_paths("author", "miner", **asked)
        assert error.value.relaxations == ()
        assert relaxations_of_the_page(page, graph, case) == []


def test_that_moves_can_be_inferred_is_said_until_they_are(open_page: Open) -> None:
    page = open_page(artists(), "#view=path&from=author&to=miner")
    answer = page.locator("#path-answer")
    expect(answer).to_contain_text("Inferred moves can be walked: see Limits.")
    page.evaluate("location.hash += '&inferred=yes'")
    expect(answer).to_contain_text("from a similarity of 10\u00a0% on")
    expect(answer).not_to_contain_text("No source of this graph states")
