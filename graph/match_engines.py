"""Match profiles and find moves, here or on Spark, where what this needs is installed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from careergraph.errors import ArgumentError, OutputError
from careergraph.graph.matched import Matched
from careergraph.graph.moves_written import MovesWritten
from careergraph.graph.network import TransitionNetwork
from careergraph.ontology.facts import Facts

ENGINES = ("local", "spark")


def match(
    facts: Facts,
    network: TransitionNetwork | None,
    digest: str,
    profiles: str,
    output: str,
    *,
    top: int,
    max_rise: int,
    scheme: str | None,
    threads: int,
    engine: str,
    master: str | None,
    tell: Callable[[str], None],
) -> Matched:
    """Match profiles, as ``CareerGraph.match`` says.

    Args:
        facts: The graph.
        network: The same as numbers and bits, if what is missing is to be told.
        digest: Differs when the graph does.
        profiles: The file to read.
        output: What to write.
        top: How many roles at most for each profile.
        max_rise: The most levels that a role may be higher.
        scheme: Whose roles are found.
        threads: How many to use, here.
        engine: One of :data:`ENGINES`.
        master: Where Spark runs.
        tell: Told what is done now.

    Raises:
        CareerGraphError: As ``CareerGraph.match`` does.
    """
    _refuse_engine(engine, master)
    with _needing("match"):
        from careergraph.graph.match_job import MatchJob
        from careergraph.graph.matching import matcher
    tell("Reading the roles")
    ready = matcher(facts, network, top=top, max_rise=max_rise, scheme=scheme)
    if engine == "spark":
        with _needing("spark"):
            from careergraph.graph.match_spark import match_on_spark
        return match_on_spark(ready, profiles, output, master=master, tell=tell)
    about = {
        "graph": digest,
        "explain": network is not None,
        "max_rise": max_rise,
        "scheme": scheme,
        "top": top,
    }
    job = MatchJob(ready, profiles, output, about=about, threads=threads)
    return job.run(tell)


def moves(
    graphs: Iterable[tuple[str, Facts]],
    output: str,
    *,
    top: int,
    max_rise: int,
    scheme: str | None,
    threads: int,
    engine: str,
    master: str | None,
    tell: Callable[[str], None],
) -> MovesWritten:
    """Write the moves between all roles, as ``CareerGraph.moves`` says.

    Args:
        graphs: The name of each, and what it holds.
        output: What to write.
        top: How many moves at most from each role.
        max_rise: The most levels that a role may be higher.
        scheme: Whose roles.
        threads: How many to use, here.
        engine: One of :data:`ENGINES`.
        master: Where Spark runs.
        tell: Told what is done now.

    Raises:
        CareerGraphError: As ``CareerGraph.moves`` does.
    """
    _refuse_engine(engine, master)
    with _needing("match"):
        from careergraph.graph.all_moves import role_moves, write_moves
    found = role_moves(graphs, top=top, max_rise=max_rise, scheme=scheme)
    if engine == "spark":
        with _needing("spark"):
            from careergraph.graph.moves_spark import write_moves_on_spark
        counts = write_moves_on_spark(found, output, master=master, tell=tell)
    else:
        counts = write_moves(found, output, threads=threads, tell=tell)
    return MovesWritten(**counts, output=output)


def _refuse_engine(engine: str, master: str | None) -> None:
    if engine not in ENGINES:
        raise ArgumentError(f'there is no engine "{engine}"; choose local or spark')
    if master is not None and engine != "spark":
        raise ArgumentError("a master is for Spark alone; add --engine spark")


@contextmanager
def _needing(extra: str) -> Iterator[None]:
    """Tell what to install where it is missing."""
    try:
        yield
    except ImportError as error:
        raise OutputError(
            f"this needs {error.name}, which is not installed; "
            f"`pip install 'careergraph[{extra}]'`"
        ) from None
