"""The real server, in a process of its own, on a free port."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

DATA = Path(__file__).parent / "data"
PATIENCE = 30
"""Seconds after which an answer is not waited for; each comes much earlier."""


@dataclass
class Reply:
    """What a server answers.

    Attributes:
        status: Of HTTP.
        headers: By name in lower case.
        body: Bytes.
    """

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class RunningServer:
    """``careergraph serve`` in a process.

    Attributes:
        process: The process.
        port: Of 127.0.0.1.
        errors: Lines of its stderr.
    """

    process: subprocess.Popen[str]
    port: int
    errors: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Reply:
        """Return the answer to one request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            data = body.encode() if isinstance(body, str) else body
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, told, response.read())
        finally:
            connection.close()

    def query(self, query: str, *, accept: str = "", **parameters: str) -> Reply:
        """Return the answer to a query by GET."""
        headers = {"Accept": accept} if accept else {}
        fields = urlencode({"query": query, **parameters})
        return self.ask(f"/sparql?{fields}", headers=headers)

    def is_true(self, query: str) -> bool:
        """Return the answer to an ASK."""
        reply = self.query(query)
        assert reply.status == 200, reply.text
        return bool(reply.json()["boolean"])

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End the server by a signal, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def start(*options: str, directory: Path | None = None) -> RunningServer:
    """Return a server that answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "careergraph", "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        cwd=directory,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stderr is not None
    told = process.stderr.readline()
    if not told.startswith("Serving at http://127.0.0.1:"):
        process.kill()
        process.wait()
        raise AssertionError(f"the server did not start: {told}{process.stderr.read()}")
    server = RunningServer(process, int(told.split("/")[2].rpartition(":")[2]))

    def read() -> None:
        assert process.stderr is not None
        with process.stderr:
            server.errors.extend(process.stderr)

    Thread(target=read, daemon=True).start()
    return server


def stop(server: RunningServer) -> None:
    """End a server that still runs."""
    if server.process.poll() is None:
        server.stop()
