"""What is wrong with a file that came from outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

# Who has so many to mend needs another file; reading on would only take time.
MOST_PROBLEMS: Final = 1000


@dataclass(frozen=True)
class FileProblem:
    """`line` is that of the file, 0 where none is known; `unit` is the name of the unit in it."""

    message: str
    line: int = 0
    unit: str = ""

    def __str__(self) -> str:
        where = _("line %(line)d") % {"line": self.line} if self.line else ""
        place = ", ".join(filter(None, (where, self.unit)))
        return f"{place}: {self.message}" if place else self.message


class FileRefusedError(Exception):
    """The file cannot be taken in; `problems` has all that was found. Nothing was stored."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Problems:
    """What is found wrong while a file is read."""

    def __init__(self) -> None:
        self._found: list[FileProblem] = []

    def add(self, message: str, line: int = 0, unit: str = "") -> None:
        """Raises `FileRefusedError` with the thousandth."""
        self._found.append(FileProblem(message, line, unit))
        if len(self._found) == MOST_PROBLEMS:
            self.refuse_if_any()

    def refuse_if_any(self) -> None:
        """Raises `FileRefusedError` with all that was found."""
        if self._found:
            raise FileRefusedError(self._found)
