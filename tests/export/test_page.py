"""The page in a browser, opened from a file as a reader opens it."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from careergraph import CareerGraph
from careergraph.export.html import to_html
from careergraph.ontology.files import write_text

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective));
"""
TWO_FRAMES = """
new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
"""
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
ROUTE = ("data-analyst", "data-scientist", "senior-data-scientist")
CURATED = "How to Become a Machine Learning Engineer – A Complete Career Guide"

Open = Callable[..., Page]
Row: TypeAlias = tuple[str, str, str, Mapping[str, Mapping[str, Sequence[str]]]]
ONE = ["article"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("these tests need chromium; install it: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a graph's page and waits until it is ready.

    At the end of the test no page may have made a request, written to the
    console or run into its own policy.
    """
    opened: list[Page] = []
    faults: list[str] = []

    def start(
        graph: CareerGraph,
        hash: str = "",
        *,
        focus: str | None = None,
        route: Sequence[str] = (),
        **options: Any,
    ) -> Page:
        file = tmp_path / "careers.html"
        write_text(file, to_html(graph.facts, focus=focus, route=route))
        page = browser.new_page(**{"viewport": WIDE} | options)
        page.add_init_script(VIOLATIONS)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.append(request.url))
        page.goto(file.as_uri() + hash)
        page.wait_for_selector("html[data-ready]")
        assert faults.pop(0) == file.as_uri() + hash.split("#")[0]
        opened.append(page)
        return page

    yield start
    for page in opened:
        assert page.evaluate("violations") == []
        page.close()
    assert faults == []


def slugs(links: Locator) -> set[str]:
    return set(links.evaluate_all("all => all.map((one) => one.dataset.slug)"))


def look_at(page: Page, view: str) -> None:
    page.get_by_role("link", name=view, exact=True).click()
    expect(page.locator(f"#{view.lower()}")).to_be_visible()


def section(page: Page, title: str) -> Locator:
    """Return the section of the details whose heading starts with a title."""
    heading = page.locator("h3", has_text=re.compile(rf"^{title}( \d+)?$"))
    return page.locator("#details section").filter(has=heading)


# ------------------------------------------------------------- nothing gets out


def test_a_walk_through_the_page_asks_for_nothing(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    for view in ("Map", "List", "Ladder"):
        look_at(page, view)
    page.locator("#search").fill("python")
    page.keyboard.press("Enter")
    page.locator("#editorial").uncheck()
    page.locator("#theme").click()
    expect(page.locator("#details h2")).to_have_text("Python")


def test_the_policy_stops_a_request_and_a_script(
    browser: Browser, tiny: CareerGraph, tmp_path: Path
) -> None:
    write_text(tmp_path / "careers.html", to_html(tiny.facts))
    page = browser.new_page()
    page.add_init_script(VIOLATIONS)
    page.goto((tmp_path / "careers.html").as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);
          await fetch("http://127.0.0.1:9/").catch(() => null);
        }"""
    )
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("violations") == ["script-src-elem", "connect-src"]
    assert asked == []
    page.close()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("delete window.DecompressionStream", "too old to unpack the graph"),
        ("window.atob = () => 'no gzip'", "graph in this file is damaged"),
    ],
)
def test_what_keeps_the_graph_from_being_shown_is_said(
    browser: Browser, tiny: CareerGraph, tmp_path: Path, fault: str, said: str
) -> None:
    write_text(tmp_path / "careers.html", to_html(tiny.facts))
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(fault)
    page.goto((tmp_path / "careers.html").as_uri())
    expect(page.get_by_role("alert")).to_contain_text(said)
    assert faults == []
    page.close()


def test_hostile_labels_are_text(hostile: CareerGraph, open_page: Open) -> None:
    page = open_page(hostile)
    for view in ("ladder", "map", "list"):
        for slug in hostile.facts.slugs:
            page.evaluate(
                "hash => { location.hash = hash }", f"view={view}&concept={slug}"
            )
            expect(page.locator("#details h2")).to_have_text(hostile.facts.label(slug))
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main iframe").count() == 0
    names = page.locator("#list tbody th a").all_text_contents()
    assert sorted(names) == sorted(
        hostile.facts.label(slug) for slug in hostile.facts.slugs
    )
    page.locator("#search").fill("</script>")
    expect(page.get_by_role("option").first).to_contain_text("</script><script>")


def test_a_right_to_left_mark_ends_with_its_label(
    hostile: CareerGraph, open_page: Open
) -> None:
    page = open_page(hostile, "#view=list&concept=hostile-2")
    isolated = page.locator("#details h2 bdi").evaluate(
        "node => getComputedStyle(node).unicodeBidi"
    )
    assert isolated == "isolate"


# ----------------------------------------------------------------------- views


def test_the_ladder_is_first_and_shows_every_role(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph)
    expect(page.locator("#ladder")).to_be_visible()
    assert slugs(page.locator("#ladder a.role")) == set(graph.facts.of_class("Role"))
    moves = page.locator("#ladder .move")
    expect(moves).to_have_count(len(list(graph.facts.statements("leadsTo"))))


def test_roles_stand_in_the_column_of_their_level(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    middles = {
        text: box["x"] + box["width"] / 2
        for text in ("2 Junior", "3 Practitioner", "Analyst", "Scientist")
        if (box := page.locator("#ladder text", has_text=text).bounding_box())
    }
    assert middles["Analyst"] == pytest.approx(middles["2 Junior"], abs=1)
    assert middles["Scientist"] == pytest.approx(middles["3 Practitioner"], abs=1)


def test_no_box_of_the_ladder_lies_upon_another(
    graph: CareerGraph, open_page: Open
) -> None:
    for viewport in (WIDE, PHONE):
        page = open_page(graph, viewport=viewport)
        boxes = page.locator("#ladder a.role rect").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().toJSON())"
        )
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                assert (
                    a["left"] >= b["right"]
                    or b["left"] >= a["right"]
                    or a["top"] >= b["bottom"]
                    or b["top"] >= a["bottom"]
                )


def test_labels_stay_within_their_boxes(graph: CareerGraph, open_page: Open) -> None:
    for viewport in (WIDE, PHONE):
        page = open_page(graph, viewport=viewport)
        outside = page.locator("#ladder a.role").evaluate_all(
            """all => all.filter((one) => {
              const box = one.querySelector("rect").getBoundingClientRect();
              return [...one.querySelectorAll("text")].some((text) => {
                const { left, right } = text.getBoundingClientRect();
                return left < box.left || right > box.right;
              });
            }).map((one) => one.dataset.slug)"""
        )
        assert outside == []


@pytest.mark.parametrize("width", [390, 1024, 1280, 1440])
def test_no_name_on_the_ladder_is_cut_short(
    graph: CareerGraph, open_page: Open, width: int
) -> None:
    page = open_page(graph, viewport={"width": width, "height": 800})
    names = page.locator("#ladder a.role").evaluate_all(
        """all => all.map((one) => [...one.querySelectorAll(".label")]
             .map((line) => line.textContent.trim()).join(" "))"""
    )
    assert sorted(names) == sorted(map(graph.facts.label, graph.facts.of_class("Role")))
    titles = page.locator("#ladder .lane-title, #ladder .column-title")
    assert not [title for title in titles.all_text_contents() if "…" in title]


def test_a_move_that_only_we_state_is_dashed(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    moves = {"leadsTo": {"b": ["article"], "c": ["editorial"]}}
    page = open_page(
        graph_of(
            ("Role", "a", "A", moves), ("Role", "b", "B", {}), ("Role", "c", "C", {})
        )
    )
    expect(page.locator("#ladder .move")).to_have_count(2)
    expect(page.locator("#ladder .move.editorial")).to_have_count(1)


def test_the_selected_role_lights_up_its_moves(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.locator("#ladder a.role[data-slug=scientist]").click()
    expect(page.locator("#ladder .move.lit")).to_have_count(1)
    assert slugs(page.locator("#ladder a.role.lit")) == {"analyst", "scientist"}
    current = page.locator("#ladder a[aria-current]")
    assert slugs(current) == {"scientist"}


def two_tracks(graph_of: Callable[..., CareerGraph]) -> CareerGraph:
    """Roles a and b on one track, c on another; moves from a to both."""
    return graph_of(
        ("Track", "data", "Data", {}),
        ("Track", "models", "Models", {}),
        ("Role", "a", "A", {"track": {"data": ONE}, "leadsTo": {"b": ONE, "c": ONE}}),
        ("Role", "b", "B", {"track": {"data": ONE}}),
        ("Role", "c", "C", {"track": {"models": ONE}}),
    )


def test_moves_to_another_track_are_shown_with_their_role(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(two_tracks(graph_of))
    moves = page.locator("#ladder .move")
    assert sorted(move.is_visible() for move in moves.all()) == [False, True]
    page.locator("#ladder a.role[data-slug=c]").click()
    expect(moves.and_(page.locator(".lit"))).to_have_count(1)
    assert all(move.is_visible() for move in moves.all())


def test_a_track_is_folded_and_unfolded(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(two_tracks(graph_of))
    track = page.get_by_role("button", name="Data")
    boxes = page.locator("#ladder a.role")
    track.click()
    expect(track).to_have_attribute("aria-expanded", "false")
    expect(track).to_have_text("Data · 2 ")
    assert slugs(boxes) == {"c"}
    page.keyboard.press("Enter")
    assert slugs(boxes) == {"a", "b", "c"}
    page.keyboard.press(" ")
    assert slugs(boxes) == {"c"}
    page.evaluate("location.hash = 'concept=b'")
    expect(boxes).to_have_count(3)
    expect(track).to_have_attribute("aria-expanded", "true")


def test_tracks_beside_the_route_are_folded_until_it_is_cleared(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(two_tracks(graph_of), route=["a", "b"])
    boxes = page.locator("#ladder a.role")
    assert slugs(boxes) == {"a", "b"}
    page.get_by_role("button", name="Clear path").click()
    expect(boxes).to_have_count(3)


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_the_ladder_shows_that_there_is_more_below(
    graph: CareerGraph, tiny: CareerGraph, open_page: Open, viewport: dict[str, int]
) -> None:
    more = open_page(tiny, viewport=viewport).get_by_text("More below")
    expect(more).to_be_hidden()
    page = open_page(graph, viewport=viewport, reduced_motion="reduce")
    more = page.get_by_text("More below")
    titles = page.locator("#ladder .column-title")
    while more.is_visible():
        at = page.locator("#ladder").evaluate("ladder => ladder.scrollTop")
        box = more.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_function(
            "at => document.getElementById('ladder').scrollTop > at", arg=at
        )
        page.evaluate(TWO_FRAMES)
    expect(page.locator("#ladder a.role").last).to_be_in_viewport()
    if viewport == WIDE:
        expect(titles.first).to_be_in_viewport()


def test_the_list_has_every_concept_and_literal(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=list")
    rows = page.locator("#list tbody tr")
    assert slugs(rows) == set(graph.facts.slugs)
    python = page.locator("#list tr[data-slug=python]")
    expect(python).to_contain_text(graph.facts.entity("python").definition)
    expect(python).to_contain_text("effort 120 hours")
    kinds = [k.split(" ·")[0] for k in page.locator("#list h2").all_text_contents()]
    assert kinds[0] == f"Role {len(graph.facts.of_class('Role'))}"
    for heading, table in zip(
        page.locator("#list h2").all(), page.get_by_role("table").all(), strict=True
    ):
        label = table.get_attribute("aria-label")
        assert label and (heading.text_content() or "").startswith(label)


def test_a_click_on_the_map_selects(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(graph_of(("Skill", "sql", "SQL", {})), "#view=map")
    box = page.locator("#canvas").bounding_box()
    assert box
    # At the largest scale, 2, the one sign stands 17 units right of the middle of
    # its cluster, whose middle is 17 units below that of the screen: its title is
    # 34 high.
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(middle[0] + 34, middle[1] + 34)
    expect(page.locator("#details h2")).to_have_text("SQL")
    page.mouse.click(middle[0] - 300, middle[1])
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_the_map_is_fitted_into_a_small_screen(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=map", viewport=PHONE)
    box = page.locator("#canvas").bounding_box()
    assert box
    x, y, height = box["x"], box["y"], box["height"]

    def left_edge() -> bytes:
        return page.screenshot(clip={"x": x, "y": y, "width": 12, "height": height})

    before = left_edge()
    page.get_by_role("button", name="Fit").click()
    page.evaluate(TWO_FRAMES)
    # At the left there is no sign any more: one colour only makes a smaller picture.
    assert len(left_edge()) < len(before)


def test_the_map_is_drawn(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, "#view=map")
    colours = page.locator("#canvas canvas").evaluate(
        """canvas => {
          const { width, height } = canvas;
          const data = canvas.getContext("2d").getImageData(0, 0, width, height).data;
          const seen = new Set();
          for (let i = 0; i < data.length; i += 4) {
            seen.add([data[i], data[i + 1], data[i + 2]].join());
          }
          return [...seen];
        }"""
    )
    orange, blue, green = "213,94,0", "0,114,178", "0,158,115"  # Okabe and Ito
    assert {orange, blue, green} <= set(colours)


def test_a_crowded_map_leaves_out_people_and_market_at_first(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    people: list[Row] = [("Person", f"p{i}", f"P{i}", {}) for i in range(500)]
    graph = graph_of(*people, ("Skill", "sql", "SQL", {}))
    page = open_page(graph, "#view=map")
    box = page.get_by_role("checkbox", name="People")
    expect(box).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Skills")).to_be_checked()
    look_at(page, "List")
    expect(box).to_be_checked()
    assert "p499" in slugs(page.locator("#list tbody tr"))
    look_at(page, "Map")
    box.check()
    expect(box).to_be_checked()


def test_a_small_map_shows_everyone(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(graph_of(("Person", "p", "P", {})), "#view=map")
    expect(page.get_by_role("checkbox", name="People")).to_be_checked()


def test_the_list_goes_to_a_kind(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, "#view=list")
    count = len(graph.facts.of_class("Person"))
    heading = page.locator("#list h2", has_text=f"Person {count}")
    expect(heading).not_to_be_in_viewport()
    page.get_by_label("Go to").select_option(f"Person ({count})")
    expect(heading).to_be_in_viewport()


# --------------------------------------------------------------------- details


def test_details_show_definition_statements_and_sources(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#concept=machine-learning-engineer")
    details = page.locator("#details")
    expect(details.locator("h2")).to_have_text("Machine Learning Engineer")
    expect(details).to_contain_text(
        graph.facts.entity("machine-learning-engineer").definition
    )
    expect(details).to_contain_text("Also ML engineer, machine learning developer")
    glance = section(page, "at a glance")
    expect(glance).to_contain_text("level3 Practitioner")
    expect(glance).to_contain_text("Stated by Editorial judgement")
    held = section(page, "has responsibility").locator(".stated").first
    expect(held.get_by_role("link", name="Build data pipelines")).to_be_visible()
    expect(held).to_contain_text(f"Stated by {CURATED}")
    follows = section(page, "follows")
    expect(follows.get_by_role("link", name="Software Engineer")).to_be_visible()


def salary(slug: str, place: str, **values: str) -> Row:
    """Return a figure for the role "a" that an article states."""
    stated = {"forRole": "a", "inPlace": place} | values
    return "Salary", slug, slug, {name: {v: ONE} for name, v in stated.items()}


def cells(rows: Locator) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_pay_of_one_figure_a_place_is_a_row_with_its_year(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {}),
        ("Place", "india", "India", {}),
        ("Place", "us", "United States", {}),
        salary("i", "india", currency="INR", low="600000", high="1500000"),
        salary("u", "us", currency="USD", median="136620", asOf="2022-05"),
    )
    pay = section(open_page(graph, "#concept=a"), "pay")
    assert cells(pay.locator("thead tr")) == [["Place", "Year", "Pay a year"]]
    assert cells(pay.locator("tbody tr")) == [
        ["India, INR", "–", "600,000–1,500,000"],
        ["United States, USD", "2022-05", "median 136,620"],
    ]
    expect(pay.locator("svg")).to_have_count(0)  # each currency has one figure only
    expect(pay).to_contain_text("Stated by An article")
    pay.get_by_role("link", name="India, INR").click()
    expect(pay.page.locator("#details h2")).to_have_text("i")


def test_pay_by_experience_shows_the_newest_year_and_folds_the_others(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    def reported(slug: str, place: str, **values: str) -> Row:
        return salary(slug, place, currency="USD", **values)

    graph = graph_of(
        ("Role", "a", "A", {}),
        ("Place", "canada", "Canada", {}),
        ("Place", "us", "United States", {}),
        reported("c", "canada", experienceLevel="mid", median="90000", reports="12"),
        reported(
            "s24",
            "us",
            experienceLevel="senior",
            asOf="2024",
            lowerQuartile="150000",
            median="180000",
            upperQuartile="200000",
            reports="1200",
        ),
        reported("s23", "us", experienceLevel="senior", asOf="2023", median="170000"),
        reported("e24", "us", experienceLevel="entry", asOf="2024", median="80000"),
    )
    pay = section(open_page(graph, "#concept=a"), "pay")
    newest = pay.locator("table").first
    assert cells(newest.locator("thead tr")) == [
        ["Level", "Year", "Pay a year", "Reports"]
    ]
    assert cells(newest.locator("tbody tr")) == [
        ["United States, USD"],
        ["Entry", "2024", "median 80,000", "–"],
        ["Senior", "2024", "median 180,000\n150,000–200,000", "1,200"],
        ["Canada, USD"],
        ["Mid", "–", "median 90,000", "12"],
    ]
    # Of the most, 200,000: 150,000 is at 75 per cent, 180,000 at 90.
    half = newest.locator(".half")
    assert half.get_attribute("x") == "75" and half.get_attribute("width") == "25"
    strokes = newest.locator(".middle").evaluate_all(
        "all => all.map((one) => Number(one.getAttribute('x')) + 0.75)"
    )
    assert strokes == [40, 90, 45]
    earlier = pay.locator("details tbody tr")
    expect(earlier.last).to_be_hidden()
    pay.get_by_text("1 of earlier years").click()
    assert cells(earlier)[-1] == ["Senior", "2023", "median 170,000"]


def test_addresses_and_matches_are_links_that_only_the_reader_follows(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    occupation = "occupation/258e46f9-0075-4a2e-adae-1ff0477e0f30"
    graph = graph_of(
        (
            "Role",
            "a",
            "A",
            {
                "exactMatch": {f"esco:{occupation}": ONE},
                "broadMatch": {"onet:15-2051.00": ONE},
            },
        ),
        (
            "Book",
            "b",
            "B",
            {
                "doi": {"10.1000/a#b(c)": ONE},
                "isbn": {"9780262035613": ONE},
                "url": {"https://www.example.org/b/": ONE},
            },
        ),
        ("Website", "hostile", "Hostile", {"url": {"javascript:alert(1)": ONE}}),
    )
    page = open_page(graph, "#concept=a")
    assert outward(section(page, "in other schemes")) == {
        "ESCO occupation 258e46f9…": f"http://data.europa.eu/esco/{occupation}",
        "O*NET 15-2051.00": "https://www.onetonline.org/link/summary/15-2051.00",
    }
    page.evaluate("location.hash = 'concept=b'")
    glance = section(page, "at a glance")
    expect(glance).to_contain_text("ISBN9780262035613")
    assert outward(glance) == {
        "10.1000/a#b(c)": "https://doi.org/10.1000/a%23b(c)",
        "example.org/b": "https://www.example.org/b/",
    }
    page.evaluate("location.hash = 'concept=hostile'")
    expect(glance).to_contain_text("javascript:alert(1)")
    assert outward(glance) == {}


def outward(part: Locator) -> dict[str, str]:
    """Return text and address of the links that leave the page."""
    links = {}
    for link in part.locator("a[target]").all():
        assert link.get_attribute("rel") == "noopener noreferrer"
        links[link.text_content() or ""] = link.get_attribute("href") or ""
    return links


def test_no_link_of_the_real_page_leaves_it_but_to_the_web(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=list")
    addresses = page.locator("a[href]").evaluate_all(
        "all => all.map((one) => [one.getAttribute('href'), one.rel, one.target])"
    )
    for href, rel, target in addresses:
        if not href.startswith("#"):
            assert re.match("https?://", href), href
            assert (rel, target) == ("noopener noreferrer", "_blank")
    assert any(href.startswith("http") for href, _, _ in addresses)


def test_a_credential_that_is_no_more_says_so_wherever_it_is_named(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    def certification(slug: str, status: str) -> Row:
        stated = {"status": status, "statusAsOf": "2024-05", "teaches": "sql"}
        values = {name: {value: ONE} for name, value in stated.items()}
        return "Certification", slug, slug, values

    graph = graph_of(
        certification("old", "retired"),
        certification("new", "current"),
        ("Skill", "sql", "SQL", {}),
    )
    page = open_page(graph, "#concept=old")
    expect(page.locator("#details .lapsed")).to_have_text("retired")
    expect(section(page, "at a glance")).to_contain_text(
        "statusretired, as of 2024-05Stated by An article"
    )
    page.evaluate("location.hash = 'concept=sql'")
    chips = section(page, "taught by").get_by_role("link")
    expect(chips).to_have_text(["new", "oldretired"])
    chips.first.click()
    expect(section(page, "at a glance")).to_contain_text("current, as of 2024-05")
    expect(page.locator("#details .lapsed")).to_have_count(0)


def test_a_role_tells_preparation_years_education_and_experience(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    stated = {
        "jobZone": "4",
        "typicalYearsLow": "2",
        "typicalYearsHigh": "4.5",
        "typicalEducation": "Master's Degree (60%)",
        "relatedExperience": "Over 2 years",
    }
    values = {name: {value: ONE} for name, value in stated.items()}
    page = open_page(graph_of(("Role", "a", "A", values)), "#concept=a")
    glance = section(page, "at a glance")
    names = glance.locator("dt").all_text_contents()
    assert list(zip(names, glance.locator("dd").all_text_contents(), strict=True)) == [
        ("typical years", "2–4.5 years"),
        ("job zone", "4 Considerable preparation"),
        ("typical education", "Master's Degree (60%)"),
        ("related experience", "Over 2 years"),
    ]


def test_broader_is_narrower_from_its_other_end(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Skill", "sql", "SQL", {"broader": {"databases": ONE}}),
        ("Skill", "databases", "Databases", {}),
    )
    page = open_page(graph, "#concept=databases")
    expect(section(page, "narrower").get_by_role("link")).to_have_text(["SQL"])


def test_many_links_are_folded(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    books = [f"book-{i:02}" for i in range(30)]
    graph = graph_of(
        ("Skill", "sql", "SQL", {}),
        *(("Book", book, book, {"teaches": {"sql": ONE}}) for book in books),
    )
    page = open_page(graph, "#concept=sql")
    chips = section(page, "taught by").locator(".chip")
    expect(chips).to_have_text(books)
    assert [chip.is_visible() for chip in chips.all()] == [True] * 24 + [False] * 6
    page.get_by_text("6 more").click()
    expect(chips.last).to_be_visible()


def test_a_statement_is_read_from_both_ends(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#concept=sql")
    parts = section(page, "required by").locator(".stated")
    expect(parts).to_have_text(
        ["AnalystStated by Our judgement", "ScientistStated by An article"]
    )


def test_a_chip_selects_and_back_returns(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=list&concept=sql")
    heading = page.locator("#details h2")
    page.locator("#details").get_by_role("link", name="Analyst").click()
    expect(heading).to_have_text("Analyst")
    expect(heading).to_be_focused()
    look_at(page, "Ladder")
    assert page.url.endswith("#view=ladder&concept=analyst")
    page.go_back()
    expect(page.locator("#list")).to_be_visible()
    page.go_back()
    expect(heading).to_have_text("SQL")
    page.go_forward()
    expect(heading).to_have_text("Analyst")


def test_an_address_of_nothing_is_harmless(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=nowhere&concept=%3Cimg%3E")
    expect(page.locator("#ladder")).to_be_visible()
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


# ------------------------------------------------------------ search and filters


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


def test_without_editorial_only_what_sources_state_is_left(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {"leadsTo": {"b": ["article"], "c": ["editorial"]}}),
        ("Role", "b", "B", {"requires": {"sql": ["editorial"], "git": ["article"]}}),
        ("Role", "c", "C", {}),
        ("Skill", "git", "Git", {}),
        ("Skill", "sql", "SQL", {"effort": {"40": ["editorial"]}}),
        editorial=["c"],
    )
    page = open_page(graph, "#concept=b")
    assert slugs(page.locator("#ladder a.role")) == {"a", "b", "c"}
    requires = section(page, "requires").get_by_role("link")
    expect(requires).to_have_text(["Git", "SQL"])
    expect(page.locator("#details")).to_contain_text("About B.")
    page.locator("#editorial").uncheck()
    assert slugs(page.locator("#ladder a.role")) == {"a", "b"}
    expect(page.locator("#ladder .move")).to_have_count(1)
    expect(requires).to_have_text(["Git"])
    expect(page.locator("#details")).not_to_contain_text("Our judgement")
    expect(page.locator("#details")).not_to_contain_text("About B.")
    look_at(page, "List")
    assert slugs(page.locator("#list tbody tr")) == {"a", "b", "git", "sql"}
    expect(page.locator("#list")).not_to_contain_text("effort")
    page.locator("#editorial").check()
    assert slugs(page.locator("#list tbody tr")) == {"a", "b", "c", "git", "sql"}


def test_without_editorial_the_real_page_names_no_judgement_of_ours(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=ladder")
    page.locator("#editorial").uncheck()
    known = {
        role
        for role in graph.facts.of_class("Role")
        if graph.facts.entity(role).sources != ("editorial",)
    }
    assert slugs(page.locator("#ladder a.role")) == known
    expect(page.locator("#ladder .column-title").first).to_have_text("Stage 1")
    for role in ("data-analyst", "machine-learning-engineer"):
        page.evaluate("hash => { location.hash = hash }", f"concept={role}")
        label = graph.facts.label(role)
        expect(page.locator("#details h2")).to_have_text(label)
        expect(page.locator("#details")).not_to_contain_text("ditorial")


def test_the_legend_leaves_out_a_group(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#view=list")
    page.get_by_role("checkbox", name="Roles").uncheck()
    assert slugs(page.locator("#list tbody tr")) == {"sql"}
    look_at(page, "Map")  # which has a choice of its own
    expect(page.get_by_role("checkbox", name="Roles")).to_be_checked()
    look_at(page, "List")
    page.get_by_role("checkbox", name="Roles").check()
    assert slugs(page.locator("#list tbody tr")) == {"analyst", "scientist", "sql"}


def test_groups_differ_in_colour_and_in_shape(
    graph: CareerGraph, open_page: Open
) -> None:
    page = open_page(graph, "#view=map")
    signs = page.locator("#groups .sign").evaluate_all(
        "all => all.map((one) => [getComputedStyle(one).color,"
        " one.firstChild.getAttribute('d')])"
    )
    assert len(signs) == 9
    assert len({colour for colour, _ in signs}) == 9
    assert len({shape for _, shape in signs}) == 9


# --------------------------------------------------------------- focus and route


def test_the_page_opens_with_its_focus(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, focus="sql")
    expect(page.locator("#details h2")).to_have_text("SQL")
    page.keyboard.press("Escape")
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_an_address_goes_before_the_focus(tiny: CareerGraph, open_page: Open) -> None:
    page = open_page(tiny, "#concept=analyst", focus="sql")
    expect(page.locator("#details h2")).to_have_text("Analyst")


def test_a_route_is_shown_on_the_ladder(graph: CareerGraph, open_page: Open) -> None:
    page = open_page(graph, route=ROUTE)
    assert slugs(page.locator("#ladder a.on-route")) == set(ROUTE)
    expect(page.locator("#ladder .step")).to_have_count(2)
    expect(page.locator("#details h2")).to_have_text(
        "Data Analyst → Senior Data Scientist"
    )
    expect(page.locator("#details ol li")).to_have_count(3)
    page.get_by_role("button", name="Clear path").click()
    expect(page.locator("#ladder .step")).to_have_count(0)
    expect(page.locator("#details h2")).to_have_text("Start anywhere")


def test_a_move_of_the_route_says_who_states_it_or_that_nobody_does(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    graph = graph_of(
        ("Role", "a", "A", {"leadsTo": {"b": ["article"]}}),
        ("Role", "b", "B", {}),
        ("Role", "c", "C", {}),
    )
    page = open_page(graph, route=["a", "b", "c"])
    moves = page.locator("#details ol .by")
    expect(moves).to_have_text(
        ["Stated by An article", "Inferred: nobody states this move"]
    )


# ----------------------------------------------------- everyone, on every screen


@pytest.mark.parametrize("view", ["ladder", "map", "list"])
@pytest.mark.parametrize("concept", ["", "&concept=machine-learning-engineer"])
def test_a_phone_shows_it_without_scrolling_sideways(
    graph: CareerGraph, open_page: Open, view: str, concept: str
) -> None:
    page = open_page(graph, f"#view={view}{concept}", viewport=PHONE)
    wide = page.locator("body *").evaluate_all(
        """all => all.filter((one) => one.scrollWidth > one.clientWidth + 1
             && /auto|scroll/.test(getComputedStyle(one).overflowX))
           .map((one) => one.id || one.tagName)"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    parts = [
        box
        for name in ("header", f"#{view}", ".legend", "#details")
        if (box := page.locator(name).bounding_box())
    ]
    for above, below in pairwise(parts):
        assert below["y"] >= above["y"] + above["height"] - 1
    assert parts[-1]["y"] + parts[-1]["height"] <= PHONE["height"] + 1


def test_the_ladder_is_walked_with_the_keyboard(
    tiny: CareerGraph, open_page: Open
) -> None:
    page = open_page(tiny)
    page.get_by_role("button", name="Track not stated").focus()
    page.keyboard.press("Tab")
    focused = page.locator("#ladder a.role:focus")
    assert slugs(focused) == {"analyst"}
    stroke = page.locator("#ladder a.role:focus-visible rect").evaluate(
        "rect => getComputedStyle(rect).strokeWidth"
    )
    assert stroke == "4px"
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Analyst")
    expect(page.get_by_role("status")).to_have_text("Analyst, Role")


@pytest.mark.parametrize(
    ("scheme", "before", "after"),
    [
        ("light", "rgb(251, 250, 246)", "rgb(18, 23, 29)"),
        ("dark", "rgb(18, 23, 29)", "rgb(251, 250, 246)"),
    ],
)
def test_light_and_dark_follow_the_system_and_the_button(
    tiny: CareerGraph, open_page: Open, scheme: str, before: str, after: str
) -> None:
    page = open_page(tiny, color_scheme=scheme)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == before
    page.get_by_role("button", name="Switch between light and dark").click()
    assert page.evaluate(ground) == after


@pytest.mark.parametrize(
    ("motion", "time"), [("reduce", "0s"), ("no-preference", "0.15s")]
)
def test_reduced_motion_is_respected(
    tiny: CareerGraph, open_page: Open, motion: str, time: str
) -> None:
    page = open_page(tiny, reduced_motion=motion)
    durations = page.locator("#ladder .move").evaluate(
        "node => getComputedStyle(node).transitionDuration"
    )
    assert set(durations.split(", ")) == {time}


def test_an_empty_graph_makes_an_empty_page(
    graph_of: Callable[..., CareerGraph], open_page: Open
) -> None:
    page = open_page(graph_of(), "#view=map")
    look_at(page, "Ladder")
    expect(page.get_by_role("group", name="Roles by level")).to_be_visible()
    look_at(page, "List")
    expect(page.locator("#list tr")).to_have_count(0)
