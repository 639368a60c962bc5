"""Which processes a server has, as Linux tells it."""

import time
from pathlib import Path

MOMENT = 0.05
"""Seconds over which it is looked whether a process does anything."""


def processes_below(pid: int) -> list[int]:
    """Return the children of a process, their children, and so on."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _fields(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, todo = [], [pid]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found


def parent_of(pid: int) -> int:
    """Return the process that started one; 0 when that is not there any more."""
    fields = _fields(pid)
    return int(fields[1]) if fields else 0


def is_alive(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    fields = _fields(pid)
    return bool(fields) and fields[0] not in "ZX"


def is_busy(pid: int) -> bool:
    """Tell whether a process computes most of the time, or would like to."""
    before = _ticks(pid)
    time.sleep(MOMENT)
    fields = _fields(pid)
    return bool(fields) and (fields[0] == "R" or _ticks(pid) - before >= 2)


def _ticks(pid: int) -> int:
    fields = _fields(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _fields(pid: int) -> list[str]:
    """Return state, parent and so on; nothing when there is no such process.

    *Source:* https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return text.rpartition(")")[2].split()
