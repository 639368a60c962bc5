"""Time functions of one process in turns, A B C A B C, on the same machine."""

import gc
import os
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import NamedTuple, TypeAlias, TypeVar

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


def resident_megabytes(name: str = "VmRSS", pid: str = "self") -> float:
    """Return the memory of a process: what it has, or VmHWM, the most it had."""
    with open(f"/proc/{pid}/status") as status:
        line = next(line for line in status if line.startswith(name + ":"))
    return int(line.split()[1]) / 1024


class Cost(NamedTuple):
    """What a task took: seconds on the wall, of the processor, and memory at most.

    The processes that it starts count too, if they are there when it ends.
    """

    wall: float
    processor: float
    megabytes: float


def cost_of(
    task: Callable[[], object], *, before: Callable[[], object] = lambda: None
) -> Cost:
    """Return what a task takes in a child process, and adds to its memory.

    Args:
        task: What is done.
        before: What is done there first; threads that it starts would not live on in
            the child of this process.

    Raises:
        RuntimeError: If the task fails; the child has told why.
    """
    read, write = os.pipe()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            before()
            resident = resident_megabytes()
            wall, processor = perf_counter(), process_time() + _below(_seconds)
            task()
            processor = process_time() + _below(_seconds) - processor
            cost = perf_counter() - wall, processor
            most = resident_megabytes("VmHWM") - resident + _below(_megabytes)
            os.write(write, " ".join(map(str, (*cost, most))).encode())
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as answer:
        numbers = answer.read().split()
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError("a task has failed")
    return Cost(*map(float, numbers))


def _below(measure: Callable[[str], float], pid: str = "self") -> float:
    """Return the sum of a measure over the processes below one that have not ended."""
    total = 0.0
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in file.read_text().split():
            with suppress(OSError, StopIteration):
                total += measure(child)
            total += _below(measure, child)
    return total


def _seconds(pid: str) -> float:
    """Return the processor time of a process and of those below that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: str) -> float:
    return resident_megabytes("VmHWM", pid)


def megabytes_of(task: Callable[[], object]) -> float:
    """Return how much a task adds to the memory at most, done by a child process."""
    return cost_of(task).megabytes


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
