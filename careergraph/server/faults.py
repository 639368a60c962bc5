"""Requests that cannot be answered, told in a plain line."""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse, Response


class RequestError(Exception):
    """A request that is not answered.

    Attributes:
        status: Of HTTP.
        message: What is wrong, and how to mend it; one line, whatever it quotes.
        headers: Of the response.
    """

    def __init__(
        self, status: int, message: str, *, headers: Mapping[str, str] | None = None
    ):
        """Say what is wrong."""
        self.status = status
        self.message = " ".join(message.split())
        self.headers = dict(headers or {})
        super().__init__(self.message)

    def response(self) -> Response:
        """Return the response; it is never kept, as the next may be another."""
        headers = {"cache-control": "no-store"} | self.headers
        return PlainTextResponse(
            f"{self.message}\n", status_code=self.status, headers=headers
        )
