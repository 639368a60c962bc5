"""A server that answers as a test tells it to, well or badly, on a real socket."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'

Fields = dict[str, str]
Behave = Callable[[socket.socket, Fields], None]
"""What is done with a connection, and with what was asked on it."""


@dataclass
class Misbehaving:
    """A server and what it was asked.

    Attributes:
        url: Where it listens.
        behaviour: What it does with each request; the last goes on for ever.
        requests: Fields of each request so far.
        heads: What stood before them.
    """

    url: str
    behaviour: list[Behave]
    requests: list[Fields] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


def reply(
    body: bytes,
    *,
    status: str = "200 OK",
    media_type: str = JSON,
    headers: str = "",
    length: int | None = None,
) -> Behave:
    """Return a behaviour: to send this, and to hang up."""
    size = len(body) if length is None else length
    kind = f"Content-Type: {media_type}\r\n" if media_type else ""
    head = f"HTTP/1.1 {status}\r\n{kind}Content-Length: {size}\r\n{headers}\r\n"

    def send(connection: socket.socket, fields: Fields) -> None:
        connection.sendall(head.encode() + body)

    return send


def hang(connection: socket.socket, fields: Fields) -> None:
    """Say nothing until the client has gone."""
    while connection.recv(1 << 16):
        pass


def hang_up(connection: socket.socket, fields: Fields) -> None:
    """Say nothing, and go."""


def trickle(connection: socket.socket, fields: Fields) -> None:
    """Send an answer without end, a byte at a time."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: 99999\r\n\r\n"
    connection.sendall(head.encode())
    try:
        while not threading.Event().wait(0.02):
            connection.sendall(b" ")
    except OSError:
        return


@contextmanager
def misbehaving(*behaviour: Behave) -> Iterator[Misbehaving]:
    """Run a server until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = Misbehaving(f"http://127.0.0.1:{port}/sparql", [*behaviour])

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:  # the block has ended
                    return
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

        def answer(connection: socket.socket) -> None:
            with connection:
                connection.settimeout(10)
                head, fields = request(connection)
                server.heads.append(head)
                server.requests.append(fields)
                several = len(server.behaviour) > 1
                act = server.behaviour.pop(0) if several else server.behaviour[0]
                act(connection, fields)

        threading.Thread(target=serve, daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def request(connection: socket.socket) -> tuple[str, Fields]:
    """Read a request: its head, and the fields of its form."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(1 << 16)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    told = dict(line.split(": ", 1) for line in lines[1:])
    while len(body) < int(told["content-length"]):
        body += connection.recv(1 << 16)
    return head.decode(), dict(parse_qsl(body.decode()))
