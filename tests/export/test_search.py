"""The search box."""

from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from playwright.sync_api import Page, expect

from careergraph import CareerGraph
from tests.export.explorer import Open


def test_search_finds_by_another_name_and_selects(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("ml engineer")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Machine Learning Engineer")
    expect(first).to_contain_text("ML engineer")
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Machine Learning Engineer")
    expect(page.locator("#results")).to_be_hidden()


def test_search_is_walked_with_the_arrow_keys(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    names = ["Café", "Cafeteria", "Internet cafe", "Decaf"]
    page = open_page(
        graph_of(*(("Skill", f"skill-{i}", n, {}) for i, n in enumerate(names)))
    )
    page.locator("#search").fill("CAFE")
    options = page.get_by_role("option")
    labels = [text.removesuffix("Skill") for text in options.all_text_contents()]
    assert labels == ["Café", "Cafeteria", "Internet cafe"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(2)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()


def test_search_says_when_nothing_is_found(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny)
    page.locator("#search").fill("zzz")
    expect(page.locator("#results")).to_have_text("Nothing has that name.")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_a_result_is_chosen_with_the_mouse(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny)
    page.locator("#search").fill("sql")
    page.get_by_role("option").click()
    expect(page.locator("#details h2")).to_have_text("SQL")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pyhton", "Python"),
        ("machne learning enginer", "Machine Learning Engineer"),
        ("machne lernin", "Machine Learning"),
        ("kuberntes", "Kubernetes"),
        ("powerbi", "Power BI"),
        ("enginer data", "Data Engineer"),
        ("cheif ai oficer", "Chief AI Officer"),
        ("reinforcment leraning", "Reinforcement Learning"),
    ],
)
def test_search_forgives_typing_mistakes(
    graph: CareerGraph, open_page: Open, typed: str, first: str
) -> None:
    page = open_page(graph)
    page.locator("#search").fill(typed)
    option = page.get_by_role("option").first
    expect(option.locator("bdi").first).to_have_text(first)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(first)


def found(page: Page, typed: str) -> list[str]:
    page.locator("#search").fill(typed)
    return page.locator("[role=option] bdi").all_text_contents()


def test_names_that_hold_the_text_come_before_similar_ones(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    names = ["Postman", "Postmen", "A postman", "Postman basics"]
    graph = graph_of(*(("Skill", f"s{i}", n, {}) for i, n in enumerate(names)))
    page = open_page(graph)
    in_order = ["Postman", "Postman basics", "A postman", "Postmen"]
    assert found(page, "postman") == in_order
    similar = page.locator("[role=option].similar bdi")
    assert similar.all_text_contents() == ["Postmen"]


def test_a_name_with_the_words_typed_and_no_more_comes_first(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    names = ["Deep learning engineer", "Deep learning"]
    graph = graph_of(*(("Skill", f"s{i}", n, {}) for i, n in enumerate(names)))
    assert found(open_page(graph), "dep lerning") == names[::-1]


def mistakes(typed: str, name: str) -> int:
    """Return the fewest letters to drop, add, change or exchange with the next.

    No letter is touched twice. The definition as it stands, by recursion.
    """

    @cache
    def least(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        ways = [least(i - 1, j) + 1, least(i, j - 1) + 1]
        ways.append(least(i - 1, j - 1) + (typed[i - 1] != name[j - 1]))
        is_swap = typed[i - 2 : i] == name[j - 2 : j][::-1]
        if i > 1 and j > 1 and is_swap:
            ways.append(least(i - 2, j - 2) + 1)
        return min(ways)

    return least(len(typed), len(name))


def test_as_many_mistakes_are_forgiven_as_the_length_allows(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    chance = Random(6)

    def word() -> str:
        return "".join(chance.choices("abc", k=chance.randint(3, 14)))

    names = sorted({word() for _ in range(40)})
    graph = graph_of(*(("Skill", f"s-{n}", n, {}) for n in names))
    page = open_page(graph)
    matched = 0
    for typed in [word() for _ in range(60)]:
        least = min(3, len(typed) // 4)
        beginnings = {name: range(len(name) + 1) for name in names}
        expected = {
            name
            for name, ends in beginnings.items()
            if typed in name
            or mistakes(typed, name) <= least
            or (
                len(typed) >= 5
                and any(mistakes(typed, name[:end]) <= least for end in ends)
            )
        }
        shown = found(page, typed)
        assert len(shown) == min(12, len(expected)), typed
        assert set(shown) <= expected, typed
        matched += len(shown)
    assert matched > 60


def test_a_short_word_is_not_guessed_at(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny)
    page.locator("#search").fill("sqk")
    expect(page.locator("#results")).to_have_text("Nothing has that name.")
