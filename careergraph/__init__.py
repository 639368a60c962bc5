"""A knowledge graph of machine-learning careers.

>>> from careergraph import CareerGraph
>>> graph = CareerGraph.load()
"""

from careergraph.career_graph import CareerGraph
from careergraph.errors import (
    AmbiguousConceptError,
    ArgumentError,
    BudgetError,
    CareerGraphError,
    ContentError,
    NameWarning,
    NoPathError,
    OutputError,
    ProfilesError,
    QueryError,
    ReadOnlyError,
    ReleaseError,
    StoreError,
    UnknownConceptError,
    WrongKindError,
)

__all__ = [
    "AmbiguousConceptError",
    "ArgumentError",
    "BudgetError",
    "CareerGraph",
    "CareerGraphError",
    "ContentError",
    "NameWarning",
    "NoPathError",
    "OutputError",
    "ProfilesError",
    "QueryError",
    "ReadOnlyError",
    "ReleaseError",
    "StoreError",
    "UnknownConceptError",
    "WrongKindError",
]
