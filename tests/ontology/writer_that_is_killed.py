"""Adds a release to a store, and ends by SIGKILL at a given event of Python.

Events are what ``sys.addaudithook`` tells of: each file of the store that is opened,
made, renamed or removed while it is written. The files of the dataset do not count:
RocksDB tidies up by the way, so that there are not always as many. Arguments: store, folder of
the release, number of the event; 0 lets it finish and prints how many there were.
"""

import os
import signal
import sys

from careergraph.ontology.esco import read_esco
from careergraph.ontology.store import add_release


def main(store: str, folder: str, fatal: int) -> None:
    release = read_esco(folder).release
    events = 0

    def count(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal events
        path = str(arguments[0]) if arguments else ""
        if not path.startswith(store) or f"{os.sep}quads{os.sep}" in path:
            return
        if name.startswith(("open", "os.", "shutil.", "sqlite3.")):
            events += 1
            if events == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    add_release(store, release)
    print(events)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
