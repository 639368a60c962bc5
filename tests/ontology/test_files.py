import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from careergraph.errors import CareerGraphError, OutputError
from careergraph.ontology.files import write_bytes, write_text


def test_text_is_written_in_utf8_with_its_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "out.txt", "ä\nb\r\n")
    assert (tmp_path / "out.txt").read_bytes() == b"\xc3\xa4\nb\r\n"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_bytes(tmp_path / "out.png", b"\x89PNG\r\n\xff\x00")
    assert (tmp_path / "out.png").read_bytes() == b"\x89PNG\r\n\xff\x00"
    assert os.listdir(tmp_path) == ["out.png"]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")
    out.chmod(0o640)
    write_text(str(out), "new")
    assert out.read_text() == "new"
    assert out.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    write_text(tmp_path / "ours", "")
    (tmp_path / "usual").write_text("")
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    out = tmp_path / "missing" / "out.txt"
    with pytest.raises(OutputError) as caught:
        write_text(out, "text")
    assert str(caught.value) == (
        f"cannot write {out}: there is no folder {out.parent}; "
        f"make it first, or name another"
    )
    assert isinstance(caught.value, CareerGraphError)


def test_a_folder_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path, "text")
    assert str(caught.value) == (
        f"cannot write {tmp_path}: it is a folder; name a file in it"
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.EACCES, "it may not be written to; name a file in a folder of yours"),
        (errno.EROFS, "it may not be written to; name a file in a folder of yours"),
        (
            errno.ENOSPC,
            "the disk is full; make room, or name a file on another disk",
        ),
        (errno.ENAMETOOLONG, "File name too long; name another file"),
    ],
)
def test_a_fault_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")

    def fail(*_paths: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError) as caught:
        write_text(out, "new")
    assert str(caught.value) == f"cannot write {out}: {reason}"
    assert out.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_read_only_file_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write any file
    with pytest.raises(OutputError, match="may not be written to"):
        write_text(out, "new")
    assert out.read_text() == "old"


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_part_of_a_text_that_finds_no_room_is_left(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")
    with files_no_larger_than(1000), pytest.raises(OutputError, match="disk is full"):
        write_text(out, "x" * 100_000)
    assert out.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_full_device_is_told() -> None:
    with pytest.raises(OutputError, match=r"^cannot write /dev/full: the disk is full"):
        write_text("/dev/full", "text")


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_text("/dev/null", "text")
    assert Path("/dev/null").is_char_device()


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    for name in ("x" * 300, "nul\0byte", ""):
        with pytest.raises(OutputError, match=r"cannot write .*; name another|folder"):
            write_text(str(tmp_path / name) if name else "", "text")
    assert list(tmp_path.iterdir()) == []
