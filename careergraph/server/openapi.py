"""The OpenAPI description of paths and gaps.

*Source:* https://spec.openapis.org/oas/v3.1.1.html
"""

from importlib.metadata import version
from typing import Any

from careergraph.graph.request import OBJECTIVES

MOST_PATHS = 10
"""Most paths that a request may ask for."""

MAX_NAMES = 200
"""Most competencies or roles that a request may name in one parameter."""


def openapi() -> dict[str, Any]:
    """Return the description, as plain values."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "careergraph",
            "version": version("careergraph"),
            "description": "Transition paths and skill gaps of a career graph. "
            "A concept is named by slug, IRI or label, in any case.",
        },
        "paths": {
            "/path": _get(
                "The best paths from one role to another",
                [
                    _START,
                    _GOAL,
                    _parameter(
                        "minimise",
                        "What the best path has least of",
                        {"type": "string", "enum": list(OBJECTIVES)},
                    ),
                    _parameter(
                        "k",
                        "How many paths",
                        {"type": "integer", "minimum": 1, "maximum": MOST_PATHS},
                    ),
                    _HOLDING,
                    _names("avoiding", "A role that no path passes through"),
                ],
                {
                    "type": "object",
                    "required": ["paths"],
                    "properties": {"paths": {"type": "array", "items": _PATH}},
                },
            ),
            "/gap": _get(
                "What someone lacks for a role, in learning order",
                [_START, _GOAL, _HOLDING],
                {"type": "object"},
            ),
        },
    }


def _parameter(
    name: str, description: str, schema: dict[str, Any], *, required: bool = False
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "required": required,
        "schema": schema,
    }


def _names(name: str, description: str) -> dict[str, Any]:
    items = {"type": "string"}
    many = {"type": "array", "items": items, "maxItems": MAX_NAMES}
    return _parameter(name, f"{description}; may be repeated", many)


def _get(
    summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any]
) -> dict[str, Any]:
    plain = {"text/plain": {"schema": {"type": "string"}}}
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {
                    "description": "The answer",
                    "content": {"application/json": {"schema": schema}},
                },
                "400": {"description": "A parameter has no meaning", "content": plain},
                "404": {
                    "description": "No concept of that name, several, or no path",
                    "content": plain,
                },
            },
        }
    }


_START = _parameter(
    "from", "The role at the start; none by default", {"type": "string"}
)
_GOAL = _parameter("to", "The role to reach", {"type": "string"}, required=True)
_HOLDING = _names("holding", "A competency or credential that is held")
_PATH = {
    "type": "object",
    "required": [
        "start",
        "goal",
        "minimise",
        "optimal",
        "lower_bound",
        "cost",
        "moves",
    ],
    "properties": {
        "start": {"type": ["string", "null"]},
        "goal": {"type": "string"},
        "minimise": {"type": "string"},
        "optimal": {"type": "boolean"},
        "lower_bound": {"type": "number"},
        "cost": {"type": "object"},
        "moves": {"type": "array", "items": {"type": "object"}},
    },
}
