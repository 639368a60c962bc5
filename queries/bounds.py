"""What a query may use."""

from dataclasses import dataclass

from careergraph.errors import ArgumentError

SECONDS = 10.0
MEGABYTES = 512
ROWS = 100_000


@dataclass(frozen=True)
class Bounds:
    """What a query may use before it is ended.

    The defaults are for strangers: the named questions take some milliseconds,
    and an answer of 100,000 rows is paged with LIMIT and OFFSET.

    Attributes:
        seconds: Time that it runs.
        megabytes: Memory besides that of the process at rest.
        rows: Rows or triples of the answer.
    """

    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    rows: int = ROWS

    def __post_init__(self) -> None:
        """Check that each has a meaning.

        Raises:
            ArgumentError: If one is not a finite number above zero.
        """
        for name, value in vars(self).items():
            if not 0 < value < float("inf"):
                raise ArgumentError(f"{name} is {value}; a bound is a number above 0")
