"""The interface itself, and its description as OpenAPI 3.1."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer
from ninja.schema import NinjaGenerateJsonSchema

from portal.reading.api.problems import MEDIA_TYPE, Problem, ProblemError, invalid, refused, response_of

NAMESPACE = "api"
DESCRIPTION = """Everything that the public site shows, for other programs: read-only, without an account.

Lists give the oldest change first, so that a program that goes on from the last change it saw misses nothing.
Every answer has an ETag; send it back as If-None-Match and an answer that is still the same is 304.
What goes wrong is told as problem details (RFC 9457). Texts are information for readers, never advice for
one person; show with them who made them, their date, and whether they were medically reviewed.
"""
PROBLEMS = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "Only reading is possible.",
    410: "The page was withdrawn.",
    422: "Parameters are wrong.",
}
REFERENCE = {"$ref": "#/components/schemas/Problem"}


class Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    def get_openapi_schema(self, **arguments: Any) -> OpenAPISchema:
        """The description, with the problems that every operation may answer."""
        schema = super().get_openapi_schema(**arguments)
        problem = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}", schema_generator=NinjaGenerateJsonSchema
        )
        schema["components"]["schemas"] |= {**problem.pop("$defs"), "Problem": problem}
        for path in schema["paths"].values():
            for status, description in PROBLEMS.items():
                response = path["get"]["responses"].setdefault(status, {"description": description})
                response.setdefault("content", {})[MEDIA_TYPE] = {"schema": REFERENCE}
        return schema


api = Api(
    title="Medical Portal",
    version="1",
    description=DESCRIPTION,
    urls_namespace=NAMESPACE,
    docs_url=None,
    renderer=Renderer(),
)


@api.exception_handler(ProblemError)
def _on_problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return response_of(error)


@api.exception_handler(ValidationError)
def _on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return response_of(invalid(error))


@api.exception_handler(SuspiciousOperation)
def _on_suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return response_of(refused("The request cannot be read."))
