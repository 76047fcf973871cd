"""The interface does what its description says, whatever is asked of it."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from portal.languages import CODES
from portal.wsgi import application
from tests.builders import make_condition, make_live, make_picture, make_section, make_symptom

pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def _connection_kept():
    """After a request, the connection of an open transaction is closed; here that is the test's own."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def pages(_connection_kept):
    """To be found by the examples that the description names, too."""
    condition = make_condition("levermetastasen")
    condition.codes.create(system="ICD-10", value="C78.7")
    condition.symptom_links.create(target=make_live(make_symptom("jeuk")))
    condition.pictures.create(picture=make_picture())
    body = {f"body_{code}": '<p><a href="ref:symptom/jeuk">Jeuk</a>.</p>' for code in CODES}
    make_section(condition, **body)
    return make_live(condition)


@schema.parametrize()
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_as_described(case, pages):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # its transport cannot unpack
