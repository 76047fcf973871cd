"""What a program is told when it gets no answer: problem details as RFC 9457 defines them.

`code` never changes its meaning; `detail` is for people and may. In English, as all of the interface is.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import Field

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    field: str = Field(description="The parameter that is wrong.")
    message: str = Field(description="Why, for people.")


class Problem(Schema):
    title: str = Field(description="The name of the status.")
    status: int = Field(description="The status of the response.")
    code: str = Field(description="What happened, for programs: this never changes.")
    detail: str = Field(description="What happened, for people.")
    errors: list[Fault] = Field(default=[], description="Each parameter that is wrong.")


class ProblemError(Exception):
    """Raised by an operation that has no answer."""

    def __init__(self, status: HTTPStatus, code: str, detail: str, errors: Iterable[Fault] = ()) -> None:
        self.problem = Problem(
            title=status.phrase, status=status, code=code, detail=detail, errors=list(errors)
        )
        super().__init__(detail)


def not_found(detail: str = "There is nothing at this address.") -> ProblemError:
    return ProblemError(HTTPStatus.NOT_FOUND, "not_found", detail)


def gone(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.GONE, "withdrawn", detail)


def refused(detail: str) -> ProblemError:
    return ProblemError(HTTPStatus.BAD_REQUEST, "bad_request", detail)


def not_readable(method: str | None) -> ProblemError:
    return ProblemError(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "method_not_allowed",
        f"This can be read (GET); {method} is not possible.",
    )


def invalid(error: ValidationError) -> ProblemError:
    """The parameters that are wrong. One in the path means that there is nothing at the address."""
    faults = [_fault(found) for found in error.errors]
    if any(found["loc"][0] == "path" for found in error.errors):
        return ProblemError(HTTPStatus.NOT_FOUND, "not_found", "There is nothing at this address.", faults)
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_parameters", "Some parameters are wrong.", faults
    )


def _fault(found: dict[str, Any]) -> Fault:
    return Fault(field=str(found["loc"][-1]), message=found["msg"])


def response_of(error: ProblemError) -> HttpResponse:
    body = error.problem.model_dump_json(exclude_defaults=True)
    return HttpResponse(body, status=error.problem.status, content_type=MEDIA_TYPE)
