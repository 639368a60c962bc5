"""Time functions of one process in turns, A B C A B C, on the same machine."""

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median, quantiles
from time import perf_counter
from typing import TypeAlias, TypeVar

Item = TypeVar("Item")
Seconds: TypeAlias = dict[str, list[float]]


def seconds_in_turn(
    tasks: Mapping[str, Callable[[Item], object]],
    items: Sequence[Item],
    *,
    clock: Callable[[], float] = perf_counter,
) -> Seconds:
    """Return the seconds that each task takes for each item.

    Each task does the first item once before; that is not timed.

    Args:
        tasks: What is done, by name.
        items: What it is done with.
        clock: ``time.process_time`` counts processor time, whatever else runs.
    """
    for task in tasks.values():
        task(items[0])
    seconds: Seconds = {name: [] for name in tasks}
    gc.collect()
    gc.disable()  # none pays for the waste of another
    try:
        for item in items:
            for name, task in tasks.items():
                begin = clock()
                task(item)
                seconds[name].append(clock() - begin)
    finally:
        gc.enable()
    return seconds


def resident_megabytes(name: str = "VmRSS") -> float:
    """Return the memory of this process: what it has, or VmHWM, the most it had."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith(name + ":"))
    return int(line.split()[1]) / 1024


def megabytes_of(task: Callable[[], object]) -> float:
    """Return how much a task adds to the memory at most, done by a child process."""
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        before = resident_megabytes()
        task()
        os.write(write, f"{resident_megabytes('VmHWM') - before}".encode())
        os._exit(0)
    os.waitpid(pid, 0)
    os.close(write)
    with os.fdopen(read) as answer:
        return float(answer.read())


def best(seconds: Seconds, names: Iterable[str]) -> str:
    """Return which of some tasks has the least median."""
    return min(names, key=lambda name: median(seconds[name]))


def print_times(
    seconds: Seconds, *, megabytes: Mapping[str, float] | None = None
) -> None:
    """Print the median of each task and the quartiles, and its memory."""
    for name, times in seconds.items():
        low, _, high = (1000 * time for time in quantiles(times, n=4))
        memory = f"{megabytes[name]:8.1f} MB" if megabytes else ""
        print(
            f"  {name:<34}{1000 * median(times):10.3f} ms{memory}"
            f"  ({low:.3f} to {high:.3f} ms)"
        )


def print_ratio(
    seconds: Seconds, ours: str, peer: str, *, reach: float | None = None
) -> None:
    """Print the median of the ratios, item by item, and their quartiles."""
    pairs = zip(seconds[ours], seconds[peer], strict=True)
    ratios = [mine / theirs for mine, theirs in pairs]
    low, middle, high = quantiles(ratios, n=4)
    verdict = ""
    if reach is not None:
        verdict = f"; to reach {reach}: {'yes' if middle <= reach else 'NOT YET'}"
    print(f"  {ours} / {peer}: {middle:.3f}x ({low:.3f} to {high:.3f}{verdict})")
