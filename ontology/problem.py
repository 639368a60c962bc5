"""A fault in a concept's file, with the place and the way to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault.

    Attributes:
        file: The file, relative to the folder that was read.
        line: Line in it, from 1.
        field: Field at fault; empty when it is the file itself.
        rule: Name of the rule that is broken, such as ``unknown-source``.
        message: What is wrong and how to mend it.
    """

    file: str
    line: int
    field: str
    rule: str
    message: str

    def __str__(self) -> str:
        """Return ``file:line: field: message [rule]``."""
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.message} [{self.rule}]"


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "..."?`` with the known word closest to it, or nothing.

    >>> suggestion("pythn", ["java", "python"])
    '; did you mean "python"?'
    >>> suggestion("xyz", ["java", "python"])
    ''
    """
    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f'; did you mean "{close[0]}"?' if close else ""
