"""The groups of classes that a page tells apart by colour and shape.

Nine is what the eye can keep apart; the colours are in ``style.css``, the
shapes in ``shapes.js``.
"""

from dataclasses import dataclass

from careergraph.ontology.facts import Facts


@dataclass(frozen=True, slots=True)
class Group:
    """Some classes that share a colour and a shape.

    Attributes:
        name: Short name, also in the style sheet.
        label: Name in the legend.
        classes: Local names of the classes; those below them belong to it too.
    """

    name: str
    label: str
    classes: tuple[str, ...]


GROUPS = (
    Group("role", "Roles", ("Role",)),
    Group("tool", "Tools", ("ProgrammingLanguage", "Platform", "Library")),
    Group("method", "Methods", ("Method",)),
    Group("skill", "Skills", ("Competency",)),
    Group("credential", "Credentials", ("Credential", "FieldOfStudy")),
    Group("resource", "Resources", ("Resource",)),
    Group("people", "People", ("Person", "Organization", "Community")),
    Group("market", "Market", ("Place", "Industry", "Salary", "Outlook")),
    Group("work", "Work", ()),
)


def group_index(facts: Facts, slug: str) -> int:
    """Return the position in :data:`GROUPS` of a concept's group.

    It is the first that has one of its classes; the last takes all others.
    """
    classes = facts.entity(slug).classes
    return next(
        (i for i, group in enumerate(GROUPS) if set(group.classes) & set(classes)),
        len(GROUPS) - 1,
    )
