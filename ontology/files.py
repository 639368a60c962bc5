"""Write a result to a file, whole or not at all."""

import errno
import os
from pathlib import Path

from careergraph.errors import OutputError


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write text in UTF-8, with the line ends that it has.

    The text is written to a file aside, in the same folder, which then takes
    the place of the old one: a reader sees the old text or the new, never a
    part. What is not a plain file, such as a pipe or ``/dev/null``, is written
    to directly.

    Args:
        path: The file; its folder must exist.
        text: What to write.

    Raises:
        OutputError: If the folder does not exist or may not be written to, if
            the path is a folder, or if the disk is full.
    """
    target = Path(os.path.realpath(path))
    data = text.encode("utf-8")
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {_reason(error, target)}") from error


def _replace(target: Path, data: bytes) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only", str(target))
    aside = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    try:
        with open(aside, "xb") as file:
            file.write(data)
        if target.exists():
            aside.chmod(target.stat().st_mode & 0o777)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _reason(error: OSError, target: Path) -> str:
    if target.is_dir():
        return "it is a folder; name a file in it"
    if not target.parent.is_dir():
        return f"there is no folder {target.parent}; make it first, or name another"
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "it may not be written to; name a file in a folder of yours"
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return "the disk is full; make room, or name a file on another disk"
        case _:
            return f"{error.strerror}; name another file"
