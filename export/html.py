"""The graph as one HTML file that opens offline.

The file is a pyvis network in a page of our own. It holds everything that it
shows, and its Content-Security-Policy lets it make no request and run no script
but its own: those whose hashes it names.
"""

import gzip
import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pyvis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from careergraph.errors import UnknownConceptError
from careergraph.export.kinds import GROUPS, group_index
from careergraph.export.layout import Layout, lay_out
from careergraph.export.page_data import page_data
from careergraph.ontology.facts import Facts

_TEMPLATES = files("careergraph.export").joinpath("templates")
_VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "dom.js",
    "shapes.js",
    "graph.js",
    "state.js",
    "fuzzy.js",
    "search.js",
    "literals.js",
    "pay.js",
    "details.js",
    "ladder_layout.js",
    "filters.js",
    "filter_panel.js",
    "ladder.js",
    "map_labels.js",
    "map.js",
    "list.js",
    "csv.js",
    "pictures.js",
    "sharing.js",
    "network.js",
    "path_search.js",
    "path_request.js",
    "path_api.js",
    "no_path.js",
    "path_state.js",
    "combobox.js",
    "path_form.js",
    "path_pay.js",
    "path_compare.js",
    "path_view.js",
    "main.js",
)


def to_html(
    facts: Facts,
    *,
    title: str = "careergraph",
    focus: str | None = None,
    route: Sequence[str] = (),
) -> str:
    """Return the explorer: ladder, map and list of all concepts, with their sources.

    The same facts give the same text every time.

    Args:
        facts: The concepts and statements.
        title: Name of the page.
        focus: Slug of the concept that is selected when the page opens.
        route: Slugs of the roles of a path, in order, to be shown on the ladder
            when the page opens.

    Raises:
        UnknownConceptError: If ``focus`` or ``route`` names no concept by slug.
    """
    for slug in [*route, *([focus] if focus else [])]:
        if slug not in facts:
            raise UnknownConceptError(slug)
    layout = lay_out(facts)
    network = _network(facts, layout)
    environment = Environment(
        loader=PackageLoader("careergraph.export"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    scripts = [_vis_network(), _explorer()]
    style = _TEMPLATES.joinpath("style.css").read_text("utf-8")
    environment.filters["packed"] = packed
    environment.globals.update(
        title=title,
        data=page_data(facts, layout, focus=focus, route=route),
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
        policy=_policy(scripts, style),
    )
    network.templateEnv = environment
    network.path = "page.html.j2"
    return str(network.generate_html())


def packed(value: Any) -> str:
    """Return a value as JSON, gzipped, in base64: a fourth of its size.

    Nothing of it can be taken for markup. Its bytes are the same every time on
    one machine; another version of zlib may pack it otherwise.
    """
    text = json.dumps(value, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("ascii"), mtime=0)).decode("ascii")


def _network(facts: Facts, layout: Layout) -> Network:
    """Return the map: a node a concept, an edge from one to another that it names."""
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    numbers = {slug: i for i, slug in enumerate(facts.slugs)}
    for slug, number in numbers.items():
        x, y = layout.positions[slug]
        network.add_node(
            number,
            label=facts.label(slug) or slug,
            shape="custom",
            group=GROUPS[group_index(facts, slug)].name,
            size=layout.sizes[slug],
            x=x,
            y=y,
        )
    for subject, target in sorted(_linked(facts)):
        network.add_edge(numbers[subject], numbers[target])
    return network


def _linked(facts: Facts) -> set[tuple[str, str]]:
    return {
        (fact.subject, fact.value)
        for fact in facts.statements()
        if facts.term(fact.property).is_reference and fact.value in facts
    }


def _vis_network() -> str:
    """Return the library that draws the map, without the address of its sources."""
    text = files(pyvis).joinpath(_VIS_NETWORK).read_text("utf-8")
    return text.split("//# sourceMappingURL=")[0]


def _explorer() -> str:
    """Return our own scripts as one, in a scope of its own."""
    folder = _TEMPLATES.joinpath("explorer")
    parts = [folder.joinpath(name).read_text("utf-8") for name in _SCRIPTS]
    return "(() => {\n" + '"use strict";\n' + "\n".join(parts) + "})();\n"


def _policy(scripts: Sequence[str], style: str) -> str:
    """Return the page's Content-Security-Policy.

    Source: https://www.w3.org/TR/CSP3/
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + _hash(style),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = sha256(text.encode("utf-8")).digest()
    return f"'sha256-{b64encode(digest).decode('ascii')}'"
