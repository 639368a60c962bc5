"""The explorer as a value: HTML to keep, and inline in a notebook."""

from dataclasses import dataclass, field

from markupsafe import escape

HEIGHT = 600
"""Pixels that the explorer takes in a notebook: most of a laptop's window."""

_ALLOWED = (
    "allow-downloads",  # pictures and tables that it saves
    "allow-modals",  # print
    "allow-popups",  # links to resources and sources, in a tab of their own
    "allow-popups-to-escape-sandbox",
    "allow-scripts",
)
"""What the page may do in a notebook. Without ``allow-same-origin`` it can neither read
the notebook around it nor use its kernel."""


@dataclass(frozen=True)
class HtmlPage:
    """The explorer as one HTML text, which a notebook shows inline.

    Attributes:
        html: The page; ``str()`` gives it, too.
        title: Its name.
        height: Pixels that it takes in a notebook.
    """

    html: str = field(repr=False)
    title: str
    height: int = HEIGHT

    def __str__(self) -> str:
        """Return the page as text."""
        return self.html

    def _repr_html_(self) -> str:
        """Return the page in a frame, for a notebook.

        The frame holds all of it, since a notebook need not be able to open a file
        that stands beside it.
        """
        return (
            f'<iframe title="{escape(self.title)}" sandbox="{" ".join(_ALLOWED)}" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #8888" '
            f'srcdoc="{escape(self.html)}"></iframe>'
        )
