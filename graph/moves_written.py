"""What became of the moves between all roles."""

from dataclasses import asdict, dataclass
from typing import Any

from careergraph.graph.advice import counted
from careergraph.graph.result import Result


@dataclass(frozen=True, slots=True)
class MovesWritten(Result):
    """The file that was written, and what it holds.

    Attributes:
        graphs: Of how many graphs.
        roles: How many roles moves were looked for from, over all graphs.
        moves: How many were found.
        output: The file, or on Spark the folder.
    """

    graphs: int
    roles: int
    moves: int
    output: str

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers and the file as plain values, for JSON."""
        return asdict(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return the numbers and the file as one row."""
        return [asdict(self)]

    def to_text(self, *, width: int = 80) -> str:
        """Return the numbers and the file to read."""
        of = f" of {counted(self.graphs, 'graph')}" if self.graphs > 1 else ""
        roles, moves = counted(self.roles, "role"), counted(self.moves, "move")
        return f"{moves} from {roles}{of}\n\n{self.output}"
