"""A page of which the title, the summary and the text are still to be translated."""

from typing import Any

import pytest

from tests.builders import make_condition, make_section


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("lever", title_nl="Leverkanker", title_en="", slug_en=None, summary_en="")
    make_section(made, body_nl="<p>Rust <strong>goed</strong> uit.</p><ul><li>Eet.</li></ul>", body_en="")
    return made
