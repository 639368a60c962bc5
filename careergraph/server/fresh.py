"""Whether a client has an answer already: the graph of a server never changes.

*Source:* RFC 9110, section 8.8.3, https://www.rfc-editor.org/rfc/rfc9110#name-etag
"""

from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

SECONDS = 60
"""How long an answer is used without asking again: a new server may hold another graph."""


class Freshness:
    """Makes and compares entity tags."""

    def __init__(self, version: str):
        """Take what differs when the answers may: of the graph and of the code."""
        self._version = version

    def tag(self, *question: object) -> str:
        """Return the weak tag of the answer to a question; it may be gzipped or not."""
        digest = sha256(repr((self._version, question)).encode()).hexdigest()
        return f'W/"{digest[:32]}"'

    def has(self, request: Request, tag: str) -> bool:
        """Tell whether the client has what the tag stands for; a POST never does."""
        if request.method not in {"GET", "HEAD"}:
            return False
        known = request.headers.get("if-none-match", "").split(",")
        return _opaque(tag) in map(_opaque, known)

    def headers(self, tag: str) -> dict[str, str]:
        """Return the headers of an answer that may be kept."""
        return {
            "etag": tag,
            "cache-control": f"public, max-age={SECONDS}",
            "vary": "Accept",
        }

    def unchanged(self, tag: str) -> Response:
        """Return the response to a client that has it."""
        return Response(status_code=304, headers=self.headers(tag))


def _opaque(tag: str) -> str:
    """Return what two tags have in common when one is called weak on its way."""
    return tag.strip().removeprefix("W/")
