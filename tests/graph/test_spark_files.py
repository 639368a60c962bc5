"""Workers write files themselves only where they see the folder of the driver."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from careergraph.errors import OutputError
from careergraph.graph.spark_files import write_on_workers


class Elsewhere:
    """A frame whose worker has a disk of its own, without the folder of the driver."""

    def __init__(self, folder: Path):
        self._folder = folder

    def mapInArrow(self, function: Callable[..., Any], schema: str) -> "Elsewhere":
        self._function = function
        return self

    def collect(self) -> list[Any]:
        shutil.rmtree(self._folder)
        return list(self._function(iter(())))


def test_a_disk_that_is_not_shared_is_told(tmp_path: Path) -> None:
    frame: Any = Elsewhere(tmp_path / "out")
    schema = pa.schema([("id", pa.string())])
    with pytest.raises(OutputError, match="on a disk that all machines share"):
        write_on_workers(frame, lambda _: iter(()), schema, tmp_path / "out", by="kind")
    assert not (tmp_path / "out").exists()
