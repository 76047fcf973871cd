"""From a record of a patient to a page for that patient: requests as HL7 Infobutton defines them.

Hospital systems open the address in a browser and fill in code and language, as for MedlinePlus Connect. What
they may send of the patient is not read.
"""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_noop, override
from ninja import Query, Schema
from pydantic import Field

from portal.languages import CODES, SOURCE, language_named
from portal.publishing.kinds import kinds_in_menu
from portal.reading.addresses import home_address, list_address, search_address
from portal.reading.api.answers import CodedListing
from portal.reading.api.application import api
from portal.reading.api.codes import BY_IDENTIFIER, Found, pages_with_code
from portal.reading.api.documents import coded
from portal.reading.api.problems import not_found
from portal.reading.links import Link

HTML, JSON = "text/html", "application/json"
KEPT_NOWHERE = "no-store"  # what a patient has is said by the address
TEXT = r"^[^\x00-\x1f]{1,200}$"


class Infobutton(Schema):
    """The part of a request that is read."""

    system: str = Field(
        alias="mainSearchCriteria.v.cs",
        pattern=TEXT,
        description=gettext_noop("The classification, as OID: ICD-10, ICD-10-CM, ICD-11 or SNOMED CT."),
        examples=["2.16.840.1.113883.6.90"],
    )
    code: str = Field(
        alias="mainSearchCriteria.v.c",
        pattern=TEXT,
        description=gettext_noop("The code."),
        examples=["C78.7"],
    )
    name: str = Field(
        "",
        alias="mainSearchCriteria.v.dn",
        max_length=200,
        description=gettext_noop("What the code stands for; shown when there is no page about it."),
    )
    language: str = Field(
        SOURCE.code,
        alias="informationRecipient.languageCode.c",
        pattern="^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$",
        description=gettext_noop("The language of the reader: nl or en; nl-NL is good, too."),
    )
    answer: str = Field(
        HTML,
        alias="knowledgeResponseType",
        pattern=f"^({HTML}|{JSON})$",
        json_schema_extra={"enum": [HTML, JSON]},
        description=gettext_noop("For people (a page) or for programs (JSON)."),
    )

    @property
    def wanted(self) -> str:
        """The language without its region, in small letters."""
        return self.language.replace("_", "-").partition("-")[0].lower()


@api.get(
    "/infobutton",
    operation_id="infobutton",
    url_name="infobutton",
    summary=gettext_noop("HL7 Infobutton: the page about a code, at once"),
    response=CodedListing,
    openapi_extra={
        "responses": {
            200: {"content": {HTML: {"schema": {"type": "string"}}}},
            302: {"description": "There is one page; it is there."},
            404: {
                "description": "There is no page about this code.",
                "content": {HTML: {"schema": {"type": "string"}}},
            },
        }
    },
)
def infobutton(
    request: HttpRequest, response: HttpResponse, asked: Query[Infobutton]
) -> CodedListing | HttpResponse:
    system = BY_IDENTIFIER.get(asked.system.removeprefix("urn:oid:"))
    found = pages_with_code(system, asked.code, CODES) if system else []
    readable = [page for page in found if page.publication.language == asked.wanted]
    if asked.answer == JSON:
        response["Cache-Control"] = KEPT_NOWHERE
        return _for_programs(request, readable)
    page = _for_people(request, asked, readable, found)
    page["Cache-Control"] = KEPT_NOWHERE
    return page


def _for_programs(request: HttpRequest, found: Iterable[Found]) -> CodedListing:
    items = [coded(request, page) for page in found]
    if not items:
        raise not_found("No page about this code is live in this language.")
    return CodedListing(items=items)


def _for_people(
    request: HttpRequest, asked: Infobutton, readable: list[Found], found: list[Found]
) -> HttpResponse:
    """The page itself when there is one; else a page that names several, or those in another language."""
    if len(readable) == 1:
        return HttpResponseRedirect(Link(readable[0].publication).address)
    language = asked.wanted if asked.wanted in CODES else SOURCE.code
    context = {
        "asked": asked,
        "found": [Link(page.publication) for page in readable],
        "elsewhere": [(language_named(page.publication.language), Link(page.publication)) for page in found],
        "search": f"{search_address(language)}?{urlencode({'q': asked.name})}" if asked.name else "",
        "kinds": [(kind, list_address(kind.name, language)) for kind in kinds_in_menu()],
        "alternates": {code: home_address(code) for code in CODES},
    }
    with override(language):
        status = HTTPStatus.OK if readable else HTTPStatus.NOT_FOUND
        response = render(request, "reading/infobutton.html", context, status=status)
    response["Content-Language"] = language
    return response
