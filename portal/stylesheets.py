"""Static files as they are collected: style sheets without what only their authors read."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENTATION = re.compile(r"\s*\n\s*")
NEEDLESS_BREAK = re.compile(r"(?<=[{};,])\n|\n(?=})")


def without_comments(css: str) -> str:
    """The same rules: comments and layout are taken out, and nothing else is touched."""
    lines = INDENTATION.sub("\n", COMMENT.sub("", css)).strip()
    return NEEDLESS_BREAK.sub("", lines)


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # WhiteNoise has no types
    """Names files by content and compresses them, as WhiteNoise does; our style sheets are shortened."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        if not options.get("dry_run"):
            paths = {name: self._shortened(name, source) for name, source in paths.items()}
        yield from super().post_process(paths, *args, **options)

    def _shortened(self, name: str, source: Any) -> Any:
        """Where to read a file that was collected: a style sheet of ours is written anew first."""
        if not (name.startswith("reading/") and name.endswith(".css")):
            return source
        with self.open(name) as file:
            css = file.read().decode()
        self.delete(name)
        self.save(name, ContentFile(without_comments(css).encode()))
        return self, name
