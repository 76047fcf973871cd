"""The top level of the repository is fixed: a newcomer finds the same few names, always."""

from django.conf import settings

ALLOWED = {
    ".ci",
    ".editorconfig",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Makefile",
    "README.md",
    "conditions",
    "docs",
    "fixtures",
    "manage.py",
    "portal",
    "pyproject.toml",
    "templates",
    "tests",
    "treatments",
    "uv.lock",
}
MADE_BY_TOOLS = {".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "var"}


def test_there_is_nothing_else_at_the_top_level():
    names = {path.name for path in settings.BASE_DIR.iterdir()}

    assert names - ALLOWED - MADE_BY_TOOLS == set()
