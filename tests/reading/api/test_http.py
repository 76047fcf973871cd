"""What holds for every answer of the interface."""

import pytest

from tests.builders import make_condition, make_live

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "/api/v1/": 200,
    "/api/v1/openapi.json": 200,
    "/api/v1/kinds": 200,
    "/api/v1/documents": 200,
    "/api/v1/documents/condition/lever/nl": 200,
    "/api/v1/documents/condition/lever/xx": 404,
    "/api/v1/documents?limit=many": 422,
    "/api/v1/lookup?system=ICD-10&code=C78.7": 200,
    "/api/v1/search?q=lever": 200,
    "/api/v1/nothing": 404,
    "/api/v1/documents/": 404,
}


@pytest.fixture(autouse=True)
def page():
    condition = make_condition("lever")
    condition.codes.create(system="ICD-10", value="C78.7")
    return make_live(condition)


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_answer_is_for_anybody(client, address, status):
    response = client.get(address, headers={"origin": "https://hospital.example"})

    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cache-Control"] == ("no-store" if "search" in address else "public, no-cache")
    assert response.cookies == {}
    assert "cookie" not in response["Vary"].lower()


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_a_problem_is_told_in_one_form(client, address, status):
    response = client.get(address)

    if status < 400:
        assert response["Content-Type"].startswith("application/json")
        return
    problem = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["code"] != "", problem["detail"] != "") == (status, True, True)


@pytest.mark.parametrize("address", [address for address, status in ADDRESSES.items() if status == 200])
def test_an_answer_that_the_program_has_is_not_sent_again(client, page, address):
    first = client.get(address)

    same = client.get(address, headers={"if-none-match": first["ETag"]})
    other = client.get(address, headers={"if-none-match": '"0"'})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert same["Access-Control-Allow-Origin"] == "*"
    assert (other.status_code, other.content) == (200, first.content)


def test_the_tag_changes_with_the_text(client, page):
    first = client.get("/api/v1/documents/condition/lever/nl")["ETag"]
    page.summary_nl = "Anders."
    page.save()
    before_publishing = client.get("/api/v1/documents/condition/lever/nl")["ETag"]

    make_live(page, "nl")

    assert before_publishing == first
    assert client.get("/api/v1/documents/condition/lever/nl")["ETag"] != first


@pytest.mark.parametrize("address", ADDRESSES)
def test_asking_for_the_head_gives_the_same_answer_without_its_body(client, address):
    head, whole = client.head(address), client.get(address)

    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers == whole.headers


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/documents", "/api/v1/nothing", "/api/v1/openapi.json"])
def test_nothing_can_be_written(client, method, address):
    client.handler.enforce_csrf_checks = True

    response = getattr(client, method)(address)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["code"] == "method_not_allowed"


def test_a_script_on_another_site_may_ask_with_the_tag_that_it_has(client):
    response = client.options("/api/v1/documents", headers={"access-control-request-method": "GET"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_too_many_parameters_are_refused_as_a_problem(client):
    response = client.get("/api/v1/documents?" + "&".join(f"p{number}=1" for number in range(1001)))

    assert (response.status_code, response.json()["code"]) == (400, "bad_request")
