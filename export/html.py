"""The graph as one HTML file that opens offline.

The file is a pyvis network in a page of our own; above :data:`MOST_VIS_NODES` the
page draws the map itself. It holds everything that it shows, and its Content-Security-Policy lets it make no request and run no script
but its own: those whose hashes it names.
"""

import gzip
import json
import re
from base64 import b64encode, b85encode
from collections.abc import Iterable, Sequence
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
LONGEST_TEXT = 200
"""Letters of a definition in the page of a large graph, so that whole ESCO stays below
three megabytes; each concept has a link to its publisher, who has the rest."""

MOST_VIS_NODES = 2_000
"""Concepts up to which vis-network draws the map.

It draws 5,000 at 8 frames a second and 17,000 at 5. With more concepts than this
the page leaves the library out and draws the map on a canvas of its own, at 30
frames a second or more; ``bench/explorer.py`` measures both.
"""
_INERT = str.maketrans("&<>", ".,/")
_VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
_COMMENT = re.compile(r"^ *(//.*|/\*\*[\s\S]*?\*/)\n", re.MULTILINE)
"""A comment that has its lines for itself."""
_SCRIPTS = (
    "dom.js",
    "slices.js",
    "shapes.js",
    "graph.js",
    "state.js",
    "inline.js",
    "fuzzy.js",
    "search.js",
    "literals.js",
    "pay.js",
    "details.js",
    "focus.js",
    "ladder_layout.js",
    "filters.js",
    "filter_panel.js",
    "ladder.js",
    "map_labels.js",
    "map_vis.js",
    "map_canvas.js",
    "map.js",
    "list.js",
    "long_list.js",
    "csv.js",
    "pictures.js",
    "sharing.js",
    "network.js",
    "similarity.js",
    "pay_scale.js",
    "path_search.js",
    "path_request.js",
    "reach.js",
    "path_api.js",
    "no_path.js",
    "path_state.js",
    "my_skills.js",
    "combobox.js",
    "path_form.js",
    "path_limits.js",
    "path_pay.js",
    "path_compare.js",
    "path_view.js",
    "skills_form.js",
    "skills_view.js",
    "main.js",
)


def to_html(
    facts: Facts,
    *,
    title: str = "careergraph",
    focus: str | None = None,
    route: Sequence[str] = (),
    most_vis_nodes: int = MOST_VIS_NODES,
) -> str:
    """Return the explorer: ladder, map and list of all concepts, with their sources.

    The same facts give the same text every time.

    Args:
        facts: The concepts and statements.
        title: Name of the page.
        focus: Slug of the concept that is selected when the page opens.
        route: Slugs of the roles of a path, in order, to be shown on the ladder
            when the page opens.
        most_vis_nodes: Concepts up to which vis-network draws the map.

    Raises:
        UnknownConceptError: If ``focus`` or ``route`` names no concept by slug.
    """
    for slug in [*route, *([focus] if focus else [])]:
        if slug not in facts:
            raise UnknownConceptError(slug)
    layout = lay_out(facts)
    is_large = len(layout.positions) > most_vis_nodes
    environment = Environment(
        loader=PackageLoader("careergraph.export"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    scripts = [_explorer()] if is_large else [_vis_network(), _explorer()]
    style = _TEMPLATES.joinpath("style.css").read_text("utf-8")
    environment.filters["packed"] = packed
    environment.filters["places"] = _places
    environment.globals.update(
        title=title,
        data=page_data(
            facts,
            layout,
            focus=focus,
            route=route,
            longest=LONGEST_TEXT if is_large else None,
        ),
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
        policy=_policy(scripts, style),
    )
    nodes = _nodes(facts, layout)
    if is_large:
        return environment.get_template("page.html.j2").render(nodes=nodes)
    network = _network(nodes)
    network.templateEnv = environment
    network.path = "page.html.j2"
    return str(network.generate_html())


def packed(value: Any) -> str:
    """Return a value as JSON, gzipped, in base 85: a fourth of its size.

    Nothing of it can be taken for markup: the digits are those of RFC 1924, but for
    three that HTML knows. Its bytes are the same every time on
    one machine; another version of zlib may pack it otherwise.
    """
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    digits = b85encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")
    return digits.translate(_INERT)


def _nodes(facts: Facts, layout: Layout) -> list[dict[str, Any]]:
    """Return the map: a node a concept. Lines follow from what concepts state."""
    return [
        {
            "n_id": number,
            "label": facts.label(slug) or slug,
            "shape": "custom",
            "group": GROUPS[group_index(facts, slug)].name,
            "size": layout.sizes[slug],
            "x": x,
            "y": y,
        }
        for number, (slug, (x, y)) in enumerate(layout.positions.items())
    ]


def _network(nodes: Iterable[dict[str, Any]]) -> Network:
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for node in nodes:
        network.add_node(**node)
    return network


def _places(nodes: Iterable[dict[str, Any]]) -> dict[str, list[int]]:
    """Return what the page needs of nodes: it has labels and groups already."""
    return {side: [node[side] for node in nodes] for side in ("x", "y", "size")}


def _vis_network() -> str:
    """Return the library that draws the map, without the address of its sources."""
    text = files(pyvis).joinpath(_VIS_NETWORK).read_text("utf-8")
    return text.split("//# sourceMappingURL=")[0]


def _explorer() -> str:
    """Return our own scripts as one, in a scope of its own, without their comments."""
    folder = _TEMPLATES.joinpath("explorer")
    texts = [folder.joinpath(name).read_text("utf-8") for name in _SCRIPTS]
    parts = [_COMMENT.sub("", text) for text in texts]
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
