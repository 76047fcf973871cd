"""Who may import whom. The table is the architecture; docs say why, this test sees that it stays so."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# Room → rooms it may import from, besides itself. A module belongs to the longest name that fits.
ALLOWED = {
    "portal.languages": set(),
    "portal.publishing": {"portal.languages"},
    "portal.content": {"portal.publishing", "portal.languages"},
    "portal.reading": {"portal.publishing", "portal.languages"},
    "portal.translating": {"portal.publishing", "portal.content", "portal.editing", "portal.languages"},
    "portal.editing": {"portal.publishing", "portal.content", "portal.languages"},
    "treatments": {"portal.content", "portal.publishing", "portal.editing", "portal.languages"},
    "conditions": {"treatments", "portal.content", "portal.publishing", "portal.editing", "portal.languages"},
}
# What starts and joins the rooms (settings, addresses, start-up) may use every room of the portal.
ALLOWED["portal"] = {room for room in ALLOWED if room.startswith("portal")}

ROOT = settings.BASE_DIR
MODULES = sorted(
    path for top in ("portal", "treatments", "conditions") for path in (ROOT / top).rglob("*.py")
)


def room_of(module: str) -> str | None:
    fitting = [room for room in ALLOWED if f"{module}.".startswith(f"{room}.")]
    return max(fitting, key=len, default=None)


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names of all that a module imports, wherever in the module it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def forbidden(path: Path) -> set[str]:
    own = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) or "outside every room"
    usable = {None, own} | ALLOWED[own]
    return {name for name in imported(ast.parse(path.read_text())) if room_of(name) not in usable}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_rooms_that_its_own_room_may_use(path):
    assert forbidden(path) == set()


@pytest.mark.parametrize(
    ("module", "statement", "breaches"),
    [
        ("portal/reading/views.py", "from portal.content.models import Page", {"portal.content.models.Page"}),
        ("portal/reading/views.py", "from portal import content", {"portal.content"}),
        ("portal/editing/admin.py", "def f():\n    import conditions.models", {"conditions.models"}),
        ("portal/urls.py", "from treatments import views", {"treatments.views"}),
        ("treatments/models.py", "from portal.content.models import Content", set()),
        ("portal/urls.py", "from portal.reading import urls", set()),
    ],
)
def test_the_reader_of_imports_sees_a_breach(tmp_path, monkeypatch, module, statement, breaches):
    path = tmp_path / module
    path.parent.mkdir(parents=True)
    path.write_text(statement)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)

    assert forbidden(path) == breaches
