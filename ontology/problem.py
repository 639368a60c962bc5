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
        """Return ``file:line: field: message [rule]``, safe to print.

        A file that is at fault may hold escape codes; they come out spelt.
        """
        field = f"{self.field}: " if self.field else ""
        text = f"{self.file}:{self.line}: {field}{self.message} [{self.rule}]"
        return "".join(c if c.isprintable() else _spelt(c) for c in text)


def quoted(text: str) -> str:
    """Return a text from a file in quotes, cut short when it is long.

    >>> quoted("pythn")
    '"pythn"'
    """
    return f'"{shortened(text)}"'


def shortened(text: str) -> str:
    """Return a text, or the first 57 characters of it and three dots."""
    return text if len(text) <= 60 else f"{text[:57]}..."


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like another one in any case, if any is.

    >>> closest("SQL", ["java", "sql"])
    'sql'
    """
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "..."?`` with the known word closest to it, or nothing.

    >>> suggestion("pythn", ["java", "python"])
    '; did you mean "python"?'
    >>> suggestion("xyz", ["java", "python"])
    ''
    """
    close = closest(word, known)
    return f'; did you mean "{close}"?' if close else ""


def with_article(noun: str) -> str:
    """Return a noun with the article that it takes.

    >>> with_article("algorithm"), with_article("role")
    ('an algorithm', 'a role')
    """
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def _spelt(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
