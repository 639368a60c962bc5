"""The questions that come with the package: one .rq file each.

The comments at the top of a .rq file say what it asks. A line is ``# key: text``,
and a line with two or more spaces after the ``#`` goes on with the text before::

    # title: Skills of a role
    # subject: roles
    # answers: What a role requires or benefits from,
    #   and who says so.
    # parameter: role (Role) the role to ask about
    # example: role=data-scientist

A parameter's kind is the name of a class of core.ttl, ``Concept``, ``Integer``
or ``Text``; ``(Place, optional)`` is one that may be left out. A parameter is a
variable of the query, and one that SELECT returns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from careergraph.errors import QueryError

ENDING = ".rq"

SUBJECTS = (
    "roles",
    "competencies",
    "learning",
    "pay and places",
    "sources and the graph itself",
)
"""What the questions are about, in the order in which they are shown."""

_KEYS = ("title", "subject", "answers", "parameter", "example")
_LINE = re.compile(r"#( *)(.*)")
_FIELD = re.compile(r"([A-Za-z]+):(?:\s+(.*))?$")
_PARAMETER = re.compile(r"([A-Za-z_]\w*) \(([A-Za-z]+)(, optional)?\) (\S.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks to be told.

    Attributes:
        name: The variable of the query, without its question mark.
        kind: Name of a class of core.ttl, such as ``Role``; or ``Concept`` for
            any concept, ``Integer``, ``Text``.
        description: What it stands for.
        is_optional: Without it, the question is asked of everything.
    """

    name: str
    kind: str
    description: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A query in SPARQL, and what its header says about it.

    Attributes:
        name: The name of its file without ``.rq``; for a query from elsewhere
            the path of its file, or nothing.
        title: A few words.
        subject: What it is about, one of :data:`SUBJECTS`; by it the questions are
            grouped.
        answers: What it answers, in a sentence or two.
        parameters: In the order of the header.
        example: Parameters with which it has an answer, as on the command line.
        text: The whole file.
    """

    name: str
    title: str
    subject: str
    answers: str
    parameters: tuple[Parameter, ...]
    example: str
    text: str

    @property
    def example_parameters(self) -> dict[str, str]:
        """The parameters of the example, by name.

        >>> load_question("skills-of-role").example_parameters
        {'role': 'data-scientist'}
        """
        import shlex

        pairs = [word.partition("=") for word in shlex.split(self.example)]
        return {name: value for name, _, value in pairs}


@cache
def question_names() -> tuple[str, ...]:
    """Return the names of all questions, sorted.

    >>> "skills-of-role" in question_names()
    True
    """
    names = (file.name for file in files("careergraph.queries").iterdir())
    return tuple(
        sorted(name.removesuffix(ENDING) for name in names if name.endswith(ENDING))
    )


@cache
def load_question(name: str) -> Question:
    """Return the question of that name.

    >>> load_question("skills-of-role").parameters[0].kind
    'Role'

    Raises:
        QueryError: If there is none; it says which names come near.
    """
    if name not in question_names():
        raise QueryError(
            f'there is no question "{name}"{_suggestion(name, question_names())} '
            f"(`careergraph query --list` shows all)"
        )
    file = files("careergraph.queries").joinpath(name + ENDING)
    return parse_question(file.read_text(encoding="utf-8"), name=name)


@lru_cache(maxsize=256)
def parse_question(text: str, *, name: str = "") -> Question:
    """Return a query with what the comments at its top say.

    Comments that are no header are left alone.

    Args:
        text: The query.
        name: What to call it.

    Raises:
        QueryError: If a line of the header cannot be read; it says which.
    """
    found: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line, key, value in _fields(text, name):
        if key == "parameter":
            parameters.append(_parameter(value, place=_place(name, line)))
        elif key in found:
            raise QueryError(f"{_place(name, line)}: {key}: it is said twice; merge")
        found[key] = value
    names = [parameter.name for parameter in parameters]
    for twice in sorted({n for n in names if names.count(n) > 1}):
        raise QueryError(
            f'{name or "query"}: parameter "{twice}" stands twice; remove one'
        )
    return Question(
        name=name,
        title=found.get("title", ""),
        subject=found.get("subject", ""),
        answers=found.get("answers", ""),
        parameters=tuple(parameters),
        example=found.get("example", ""),
        text=text,
    )


def header_length(text: str) -> int:
    r"""Return how many lines at the top of a query are comments or empty.

    >>> header_length("# title: All\n\nASK {}")
    2
    """
    lines = text.split("\n")
    return next(
        (i for i, line in enumerate(lines) if line.strip() and line[0] != "#"),
        len(lines),
    )


def _fields(text: str, name: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, key and text of each field, put together from its lines."""
    pending: tuple[int, str, str] | None = None
    for number, line in enumerate(text.split("\n")[: header_length(text)], start=1):
        if (comment := _LINE.fullmatch(line.rstrip())) is None:
            continue
        spaces, content = comment.groups()
        if pending and content and len(spaces) > 1:
            pending = (*pending[:2], f"{pending[2]} {content}")
            continue
        if pending:
            yield pending
        pending = _field(content, number, name) if len(spaces) < 2 else None
    if pending:
        yield pending


def _field(content: str, line: int, name: str) -> tuple[int, str, str] | None:
    """Return a field that begins on a line; None when the line is a plain comment."""
    if (field := _FIELD.match(content)) is None:
        return None
    key, value = field.groups()
    if key in _KEYS:
        return line, key, (value or "").strip()
    if hint := _suggestion(key, _KEYS):
        raise QueryError(f'{_place(name, line)}: there is no "{key}" in a header{hint}')
    return None


def _parameter(value: str, *, place: str) -> Parameter:
    if (parts := _PARAMETER.fullmatch(value)) is None:
        raise QueryError(
            f'{place}: parameter: "{value}" cannot be read; '
            f'write it like "role (Role) the role to ask about"'
        )
    name, kind, optional, description = parts.groups()
    return Parameter(name, kind, description, is_optional=bool(optional))


def _place(name: str, line: int) -> str:
    return f"{name}:{line}" if name else f"line {line}"


def _suggestion(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # needed only to say what is near

    near = get_close_matches(name, known, n=1, cutoff=0.7)
    return f'; did you mean "{near[0]}"?' if near else ""
