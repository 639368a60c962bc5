"""What a long command is doing, on a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that tells what is done now; the line goes when all is done.

    Nothing is shown in the first second, nor when stderr is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    status = Console(stderr=True).status("")
    start = time.monotonic()

    def tell(doing: str) -> None:
        status.update(doing)
        if time.monotonic() - start > PATIENCE:
            status.start()

    try:
        yield tell
    finally:
        status.stop()
