"""What is wrong with a file that came from outside."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


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
