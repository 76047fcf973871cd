"""Prints the figures of every module here, or of those that are named: `python -m tests.benchmarks NAME`."""

import os
import pkgutil
import sys
from importlib import import_module

import django
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from portal.gunicorn import look_for_waste_less_often


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    look_for_waste_less_often()  # as the server does
    setup_test_environment(debug=False)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        for name in names or [module.name for module in pkgutil.iter_modules(["tests/benchmarks"])]:
            if name != "__main__":
                show(name)
    finally:
        teardown_databases(made, verbosity=0)


def show(name: str) -> None:
    sys.stdout.write(f"{name}\n")
    for what, figure in import_module(f"tests.benchmarks.{name}").figures():
        sys.stdout.write(f"  {what}: {figure}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
