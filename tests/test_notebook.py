"""The notebook of the docs runs, and shows what it gives now.

``python tests/test_notebook.py`` runs it and stores what it gives.
"""

import json
import os
import re
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from careergraph import CareerGraph

NOTEBOOK = Path(__file__).parent.parent / "docs" / "careers.ipynb"
MOST_BYTES = 300_000
WORDS = re.compile(r"<!-- (.*?) -->|<text[^>]*>(.*?)</text>")
"""Text in a drawing of matplotlib: as text, or in a comment on its outlines."""

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

PROBE = """
import json

print(json.dumps({
    "front": [
        [len(p.moves), p.learning, p.months, p.pay.least] for p in front
    ],
    "route": route.roles,
    "plan": lessons.to_dict("list"),
}))
"""
"""A last cell, which tells what the names of the notebook hold."""


class ThisInterpreter(KernelSpecManager):
    """Knows one kernel, of the Python that runs the tests.

    Jupyter's own prefers a ``python3`` that somebody has installed, of whatever
    environment.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(**get_kernel_dict())


def run(notebook: Any, folder: Path) -> None:
    """Run all cells in a folder, where they leave their outputs in the notebook."""
    kernel = AsyncKernelManager(
        kernel_spec_manager=ThisInterpreter(),
        transport="ipc",  # no port, and no warning that a port is not encrypted
        connection_file=str(folder / "kernel.json"),
    )
    # neither settings nor history of the user, and a day that does not change
    settings = {"IPYTHONDIR": str(folder), "SOURCE_DATE_EPOCH": "0"}
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=60,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(cleanup_kc=True, env=environment() | settings)


def environment() -> dict[str, str]:
    """Return the environment without a backend, which would draw nothing inline."""
    return {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}


def stored() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def outputs(notebook: Any) -> dict[str, list[Any]]:
    """Return what each cell shows, by id; of a drawing the words."""
    return {
        cell.id: [shown(output) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source != PROBE
    }


def shown(output: Any) -> Any:
    if output.output_type == "stream":
        return output.name, output.text
    return {
        kind: words(text) if kind == "image/svg+xml" else text
        for kind, text in output.data.items()
        if not is_page(text)
    }


def is_page(text: str) -> bool:
    """Tell whether an output is the explorer in its frame: 1 MB, which is not stored."""
    return text.startswith("<iframe ")


def words(drawing: str) -> list[str]:
    return [one or other for one, other in WORDS.findall(drawing)]


@pytest.fixture(scope="module")
def ran() -> Any:
    notebook = stored()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    notebook.cells.append(new_code_cell(PROBE))  # type: ignore[no-untyped-call]
    with TemporaryDirectory() as folder:  # its name is short, as a socket's must be
        run(notebook, Path(folder))
    return notebook


@pytest.fixture(scope="module")
def held(ran: Any) -> Any:
    """What some names of the notebook hold at its end."""
    return json.loads(ran.cells[-1].outputs[0].text)


def test_it_shows_what_it_gives_now(ran: Any) -> None:
    assert outputs(stored()) == outputs(ran), (
        "the graph or the notebook has changed; `python tests/test_notebook.py` "
        "stores what it gives now"
    )


def test_it_warns_of_nothing(ran: Any) -> None:
    told = [output for shows in outputs(ran).values() for output in shows]
    assert not [output for output in told if "stderr" in output]


def test_it_is_small_and_keeps_nothing_of_the_machine() -> None:
    notebook = stored()
    assert NOTEBOOK.stat().st_size < MOST_BYTES
    assert notebook.metadata == METADATA
    assert not [cell.id for cell in notebook.cells if cell.metadata]


def test_it_draws_every_role_within_two_moves(ran: Any, graph: CareerGraph) -> None:
    [picture] = outputs(ran)["neighbourhood"]
    one = graph.facts.objects("data-analyst", "leadsTo")
    two = [role for first in one for role in graph.facts.objects(first, "leadsTo")]
    near = {graph.facts.label(role) for role in ["data-analyst", *one, *two]}
    labels = {graph.facts.label(role) for role in graph.facts.of_class("Role")}
    assert labels & set(picture["image/svg+xml"]) == near


def test_no_path_of_its_front_beats_another(held: Any) -> None:
    costs = [
        (moves, learning, months, -(pay or float("inf")))
        for moves, learning, months, pay in held["front"]
    ]
    assert len(costs) > 1
    for one, other in permutations(costs, 2):
        assert any(a < b for a, b in zip(one, other, strict=True))


def test_its_slide_names_the_roles_of_the_route(
    ran: Any, held: Any, graph: CareerGraph
) -> None:
    [slide] = outputs(ran)["picture"]
    drawn = " ".join(slide["image/svg+xml"])
    for role in held["route"]:
        assert graph.facts.label(role) in drawn


def test_its_explorer_is_shown_and_not_stored(ran: Any) -> None:
    def pages(notebook: Any) -> list[str]:
        cells = {cell.id: cell for cell in notebook.cells}
        [output] = cells["explorer"].outputs
        return [text for text in output.data.values() if is_page(text)]

    [page] = pages(ran)
    assert "srcdoc=" in page
    assert pages(stored()) == []


def test_its_plan_teaches_what_a_lesson_rests_on_first(
    held: Any, graph: CareerGraph
) -> None:
    competencies = held["plan"]["competency"]
    weeks = held["plan"]["from week"]
    assert weeks[0] == 1
    assert weeks == sorted(weeks)
    for place, slug in enumerate(competencies):
        before = set(graph.facts.objects(slug, "prerequisite")) & set(competencies)
        assert before <= set(competencies[:place])


def store() -> None:
    """Run the notebook and write it with what it gives."""
    notebook = stored()
    with TemporaryDirectory() as folder:
        run(notebook, Path(folder))
    notebook.metadata = METADATA
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            kept = output.get("data", {}).items()
            if kept:  # a stream has none
                output.data = {kind: text for kind, text in kept if not is_page(text)}
    nbformat.write(notebook, NOTEBOOK)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    store()
