"""The closing lines of `make check`: `python -m tests.figures <JUnit report> …`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

COUNTS = ("tests", "failures", "errors", "skipped")


def figures(report: Path) -> Iterator[str]:
    """How many tests ran and how long, and what single tests measured with `record_property`."""
    tree = ET.parse(report)  # noqa: S314 - pytest wrote it a moment ago
    for suite in tree.iter("testsuite"):
        counts = ", ".join(f"{suite.attrib[name]} {name}" for name in COUNTS)
        yield f"{report.stem}: {counts}, {float(suite.attrib['time']):.0f} seconds"
    for measured in tree.iter("property"):
        yield f"{report.stem}: {measured.attrib['name']}: {measured.attrib['value']}"


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        for line in figures(Path(argument)):
            print(line)  # noqa: T201 - printing is its work
