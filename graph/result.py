"""What all answers share: text, plain values, a notebook view and a table."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from careergraph.errors import OutputError

if TYPE_CHECKING:
    import pandas


class Result:
    """An answer of the graph: a frozen dataclass that can be read and passed on.

    A subclass defines :meth:`to_text`, :meth:`to_dict` and :meth:`rows`.
    """

    __slots__ = ()

    def to_text(self, *, width: int = 80) -> str:
        """Return the answer to read, in lines of at most ``width`` where words allow."""
        raise NotImplementedError  # abstract: every kind of answer says this itself

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, for JSON."""
        raise NotImplementedError  # abstract: every kind of answer says this itself

    def rows(self) -> list[dict[str, Any]]:
        """Return the answer as rows of plain values, each with the same keys."""
        raise NotImplementedError  # abstract: every kind of answer says this itself

    def to_pandas(self) -> "pandas.DataFrame":
        """Return a pandas DataFrame of :meth:`rows`.

        Raises:
            OutputError: If pandas is not installed.
        """
        return data_frame(self.rows())

    def __str__(self) -> str:
        """Return the answer to read."""
        return self.to_text()

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.to_text(width=100))}</pre>"


def data_frame(
    rows: Iterable[Mapping[str, Any]], *, columns: Iterable[str] | None = None
) -> "pandas.DataFrame":
    """Return rows as a pandas DataFrame.

    Args:
        rows: The rows; a key is the name of a column.
        columns: The columns and their order; those of the rows when None.

    Raises:
        OutputError: If pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise OutputError(
            "to_pandas needs pandas, which is not installed; `pip install pandas`"
        ) from None
    return pandas.DataFrame(
        list(rows), columns=None if columns is None else list(columns)
    )
