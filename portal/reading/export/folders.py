"""A folder that is whole at every moment: written elsewhere, and put in its place at once."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from portal.reading.export.crawl import ExportFailedError

# Says of a folder that it was made by an export, and may be replaced by the next one.
MARK = ".exported"

AT_WORKING_FOLDER, EXCHANGE = -100, 2


def require_replaceable(folder: Path) -> None:
    """Refuses whatever is not an earlier export and holds something."""
    if folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir())):
        return
    if folder.exists() or folder.is_symlink():
        raise ExportFailedError(f"{folder} is not empty and not an earlier export: it stays as it is.")


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder beside this one, which takes its place when the block ends well."""
    require_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield new
        (new / MARK).touch()
        new.chmod(0o755)  # temporary folders are for their owner only; this one is for a web server
        _put_in_place(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put_in_place(new: Path, folder: Path) -> None:
    """Afterwards `new` holds what `folder` held before."""
    if not folder.exists():
        new.rename(folder)
        return
    try:
        _exchange(new, folder)
    except (AttributeError, OSError):  # not on Linux, or not on this file system: there is a moment between
        old = new.with_name(f"{new.name}-old")
        folder.rename(old)
        new.rename(folder)
        old.rename(new)


def _exchange(one: Path, other: Path) -> None:
    """Both names change what they name in one instant."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = (AT_WORKING_FOLDER, os.fsencode(one.absolute()), AT_WORKING_FOLDER, os.fsencode(other.absolute()))
    if libc.renameat2(*names, EXCHANGE):
        raise OSError(ctypes.get_errno(), "cannot exchange folders")
