"""Measure a command and a peer in turns, so that both see the same machine."""

import os
import statistics


def cpu_milliseconds(command: list[str]) -> float:
    """Return user and system time of one run, output thrown away."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # byte code is there for a user
    pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return 1000 * (usage.ru_utime + usage.ru_stime)


def print_ratio(
    ours: list[str], peer: list[str], *, name: str, runs: int, reach: float
) -> None:
    """Run the two in turn, A B A B, and print medians and the ratio, pair by pair."""
    cpu_milliseconds(ours)
    cpu_milliseconds(peer)
    pairs = [(cpu_milliseconds(ours), cpu_milliseconds(peer)) for _ in range(runs)]
    mine, theirs = zip(*pairs, strict=True)
    ratios = sorted(a / b for a, b in pairs)
    print(f"{name:<22}{statistics.median(mine):7.1f} ms CPU")
    print(f"{'its peer':<22}{statistics.median(theirs):7.1f} ms CPU")
    print(
        f"{'ratio':<22}{statistics.median(ratios):7.3f}  ({ratios[0]:.3f} to "
        f"{ratios[-1]:.3f}, {runs} pairs; to reach {reach})"
    )
