"""Media types of answers, and which of them a request accepts."""

from collections.abc import Sequence

import mimeparse

from careergraph.server.faults import RequestError

ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
"""Of rows, and of yes and no, best first: the format of each media type.

*Source:* https://www.w3.org/TR/sparql11-protocol/#query-success
"""

GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
}
"""Of graphs, likewise."""


def accepted(header: str, offered: Sequence[str]) -> str | None:
    """Return the media type that a request likes best; None when it likes none.

    >>> accepted("text/csv;q=0.5, application/json", [*ROWS])
    'application/json'
    >>> accepted("image/png", [*ROWS]) is None
    True

    Args:
        header: Accept; an empty one accepts all.
        offered: Media types, best first.
    """
    try:
        return (
            mimeparse.best_match([*reversed(offered)], header.lower() or "*/*") or None
        )
    except mimeparse.MimeTypeParseException:
        return offered[0]


def wanted_types(header: str) -> tuple[str | None, str | None]:
    """Return the media types that a request likes best for rows and for a graph.

    >>> wanted_types("text/turtle, text/csv")
    ('text/csv', 'text/turtle')

    Raises:
        RequestError: If it accepts none (406).
    """
    rows, graph = accepted(header, [*ROWS]), accepted(header, [*GRAPHS])
    if rows is None and graph is None:
        raise not_acceptable([*ROWS, *GRAPHS])
    return rows, graph


def not_acceptable(offered: Sequence[str]) -> RequestError:
    """Return the error that names what could be had."""
    return RequestError(406, f"accept one of {', '.join(offered)}")
