"""The page as text; the tests of its views open it in a browser."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode, b85decode
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

import pytest

from careergraph import CareerGraph
from careergraph.errors import UnknownConceptError
from careergraph.export.formats import FORMATS
from careergraph.export.html import packed, to_html
from careergraph.export.kinds import GROUPS
from careergraph.export.layout import lay_out

MOST_BYTES = 900_000
ALL_FORMATS = """
import hashlib
from careergraph import CareerGraph
from careergraph.export.formats import FORMATS, exported
from careergraph.export.html import to_html
graph = CareerGraph.load()
texts = [exported(graph.facts, graph._compiled, name) for name in FORMATS]
texts.append(to_html(graph.facts))
print([hashlib.sha256(text.encode()).hexdigest() for text in texts])
"""


class Page(HTMLParser):
    """Collects tags, and the text of scripts and styles as a browser sees it."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.is_open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_open = True

    def handle_data(self, data: str) -> None:
        at = len(self.tags) - 1
        if self.is_open:
            self.texts[at] = self.texts.get(at, "") + data

    def handle_endtag(self, tag: str) -> None:
        self.is_open = False

    def texts_of(self, tag: str, **attributes: str) -> list[str]:
        return [
            self.texts.get(i, "")
            for i, (name, found) in enumerate(self.tags)
            if name == tag and attributes.items() <= found.items()
        ]

    def policy(self) -> str:
        [policy] = [
            found["content"]
            for _, found in self.tags
            if found.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy is not None
        return policy

    def data(self, name: str) -> Any:
        [text] = self.texts_of("script", id="graph", type="application/gzip")
        return json.loads(unpacked(text))[name]


def unpacked(text: str) -> bytes:
    """Return what is gzipped, in the digits of RFC 1924 but for "&", "<" and ">"."""
    return gzip.decompress(b85decode(text.translate(str.maketrans(".,/", "&<>"))))


def read_text(words: list[str], written: str) -> str:
    """Read a text in which the signs above ASCII stand for words, by position."""
    signs = [chr(i) for i in range(0x80, 0x80 + len(words) + 0x800)]
    codes = [sign for sign in signs if not 0xD800 <= ord(sign) < 0xE000]
    known = dict(zip(codes, words, strict=False))
    return "".join(known.get(sign, sign) for sign in written)


def sha256(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.fixture(scope="module")
def page(graph: CareerGraph) -> Page:
    return Page(to_html(graph.facts))


def test_the_policy_names_the_scripts_and_the_style_and_allows_nothing_else(
    page: Page,
) -> None:
    scripts = [
        page.texts.get(i, "")
        for i, (tag, found) in enumerate(page.tags)
        if tag == "script" and "type" not in found
    ]
    [style] = page.texts_of("style")
    assert len(scripts) == 2
    assert page.policy().split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{sha256(scripts[0])}' 'sha256-{sha256(scripts[1])}'",
        f"style-src 'sha256-{sha256(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_nothing_in_the_page_has_an_address_outside_it(page: Page) -> None:
    addresses = [
        value
        for _, found in page.tags
        for name, value in found.items()
        if name in {"src", "href", "action", "data", "srcset", "poster"}
    ]
    assert set(addresses) == {
        "data:,",
        "#view=ladder",
        "#view=map",
        "#view=list",
        "#view=path",
        "#view=skills",
    }


def test_no_tag_carries_a_style_or_a_script(page: Page) -> None:
    names = {name for _, found in page.tags for name in found}
    assert not [name for name in names if name == "style" or name.startswith("on")]


def test_the_page_is_small(graph: CareerGraph) -> None:
    assert len(to_html(graph.facts).encode("utf-8")) < MOST_BYTES


def test_line_ends_are_plain(graph: CareerGraph) -> None:
    assert "\r" not in to_html(graph.facts)


def test_every_build_gives_the_same_bytes() -> None:
    environments = [os.environ | {"PYTHONHASHSEED": seed} for seed in ("1", "2")]
    digests = [
        subprocess.run(
            [sys.executable, "-c", ALL_FORMATS],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for environment in environments
    ]
    assert digests[0] == digests[1]
    assert digests[0].count("'") == 2 * (len(FORMATS) + 1)


def test_packing_takes_no_note_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1e9)
    first = packed({"a": "ä"})
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert packed({"a": "ä"}) == first
    assert unpacked(first).decode() == '{"a":"ä"}'


def test_each_concept_has_a_place_on_the_map(tiny: CareerGraph) -> None:
    nodes = Page(to_html(tiny.facts)).data("nodes")
    places = lay_out(tiny.facts).positions.values()
    assert list(zip(nodes["x"], nodes["y"], strict=True)) == list(places)
    assert nodes["size"] == [9, 9, 5]


def test_the_page_knows_every_statement_with_its_sources(graph: CareerGraph) -> None:
    data = Page(to_html(graph.facts)).data("facts")
    words = data["words"].split("\n")
    labels = [read_text(words, label) for label in data["concepts"]["labels"]]
    plain = [re.sub("[^a-z0-9]+", "-", label.lower()).strip("-") for label in labels]
    named = data["concepts"]["slugs"]
    slugs = [slug or made for slug, made in zip(named, plain, strict=True)]
    assert slugs == list(graph.facts.slugs)
    sources = list(graph.facts.source_titles)

    def read(value: Any) -> Any:
        return read_text(words, value) if isinstance(value, str) else value

    found = set()
    for (name, *_, is_reference), (subjects, values, sets) in zip(
        data["properties"], data["statements"], strict=True
    ):
        ends = [slugs[i] for i in accumulate(values)] if is_reference else values
        for subject, end, known in zip(accumulate(subjects), ends, sets, strict=True):
            by = tuple(sources[i] for i in data["sourceSets"][known])
            found.add((slugs[subject], name, read(end), by))
    assert found == {tuple(fact) for fact in graph.facts.statements()}


def test_hostile_labels_do_not_end_the_data(hostile: CareerGraph) -> None:
    text = to_html(hostile.facts, title="</title><script>window.hacked = 1</script>")
    page = Page(text)
    assert len(page.texts_of("script")) == 3
    assert "\u202e" not in text
    assert text.count("hacked") == text.count("&lt;script&gt;window.hacked = 1") == 2
    data = page.data("facts")
    words = data["words"].split("\n")
    assert [read_text(words, label) for label in data["concepts"]["labels"]] == [
        hostile.facts.label(slug) for slug in hostile.facts.slugs
    ]


@pytest.mark.parametrize("options", [{"focus": "nobody"}, {"route": ["sql", "nobody"]}])
def test_an_unknown_slug_is_told(tiny: CareerGraph, options: dict[str, Any]) -> None:
    with pytest.raises(
        UnknownConceptError, match='there is no concept called "nobody"'
    ):
        to_html(tiny.facts, **options)


def test_each_group_has_a_shape_and_a_colour(page: Page) -> None:
    [style] = page.texts_of("style")
    script = page.texts_of("script")[-1]
    shapes = {}
    for group in GROUPS:
        found = re.search(rf"^  {group.name}: (.*),$", script, re.MULTILINE)
        assert found, group.name
        shapes[group.name] = found[1]
        assert style.count(f"--group-{group.name}: light-dark(") == 1
        assert f".group-{group.name} {{ color: var(--group-{group.name}); }}" in style
    assert len(set(shapes.values())) == len(GROUPS)
