"""What became of many profiles that were matched."""

from dataclasses import asdict, dataclass
from typing import Any

from careergraph.graph.advice import counted
from careergraph.graph.result import Result


@dataclass(frozen=True, slots=True)
class Matched(Result):
    """The files that were written, and what they hold.

    Attributes:
        profiles: How many were read.
        refused: How many of them could not be matched; a file says why.
        without_match: How many no role has anything in common with.
        matches: How many roles were named, over all profiles.
        unknown: How many names of skills and roles were not understood.
        resumed: How many batches were there from a run that was stopped.
        output: The result: for each profile its best roles.
        refused_file: The profiles that were refused; None when none was.
        unknown_file: The names that were not understood; None when all were.
    """

    profiles: int
    refused: int
    without_match: int
    matches: int
    unknown: int
    resumed: int
    output: str
    refused_file: str | None
    unknown_file: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers and files as plain values, for JSON."""
        return asdict(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each file that was written."""
        files = (
            (self.output, "matches", self.matches),
            (self.refused_file, "refused profiles", self.refused),
            (self.unknown_file, "unknown names", self.unknown),
        )
        return [
            {"file": file, "holds": holds, "rows": rows}
            for file, holds, rows in files
            if file
        ]

    def to_text(self, *, width: int = 80) -> str:
        """Return the numbers and files to read."""
        lines = [f"{counted(self.profiles - self.refused, 'profile')} matched"]
        if self.without_match:
            lines.append(f"{self.without_match:,} of them with no role in common")
        if self.refused:
            lines.append(f"{counted(self.refused, 'profile')} refused")
        if self.unknown:
            lines.append(f"{counted(self.unknown, 'name')} not understood")
        files = self.rows()
        longest = max(len(row["file"]) for row in files)
        return "\n".join(
            [
                *lines,
                "",
                *(
                    f"{row['file']:<{longest}}  {row['rows']:>11,} {row['holds']}"
                    for row in files
                ),
            ]
        )
