"""Write a result to a file, whole or not at all."""

import errno
import os

from careergraph.errors import OutputError


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write text in UTF-8, with the line ends that it has, as :func:`write_bytes`.

    Args:
        path: The file; its folder must exist.
        text: What to write.

    Raises:
        OutputError: If the file cannot be written.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write bytes.

    They are written to a file aside, in the same folder, which then takes the
    place of the old one: a reader sees the old bytes or the new, never a part.
    What is not a plain file, such as a pipe or ``/dev/null``, is written to
    directly.

    Args:
        path: The file; its folder must exist.
        data: What to write.

    Raises:
        OutputError: If the folder does not exist or may not be written to, if
            the path is a folder, or if the disk is full.
    """
    name = os.fspath(path)
    try:
        target = os.path.realpath(name)
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as file:
                file.write(data)
        else:
            _replace(target, data)
    except (OSError, ValueError) as error:
        raise OutputError(
            f"cannot write {name or repr(name)}: {_reason(error, name)}"
        ) from error


def _replace(target: str, data: bytes) -> None:
    exists = os.path.exists(target)
    if exists and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only", target)
    folder, name = os.path.split(target)
    aside = os.path.join(folder, f".{name[:100]}.{os.getpid()}.part")
    with open(aside, "xb") as file:
        try:
            file.write(data)
            file.flush()
            if exists:
                os.chmod(aside, os.stat(target).st_mode & 0o777)
            os.replace(aside, target)
        except BaseException:
            os.unlink(aside)
            raise


def _reason(error: OSError | ValueError, name: str) -> str:
    if isinstance(error, ValueError):
        return f"{error}; name another file"
    folder = os.path.dirname(os.path.abspath(name))
    if not name or os.path.isdir(name):
        return "it is a folder; name a file in it"
    if not os.path.isdir(folder):
        return f"there is no folder {folder}; make it first, or name another"
    match error.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "it may not be written to; name a file in a folder of yours"
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return "the disk is full; make room, or name a file on another disk"
        case _:
            return f"{error.strerror}; name another file"
