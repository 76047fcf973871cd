"""Objects for tests, with sensible bilingual texts. Every field can be given; the rest is made up.

They are typed `Any`, because the columns of each language are made when the program starts.
"""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from conditions.choices import BodyPart, DiagnosticTestKind, SectionKind, SymptomNature
from conditions.models import Condition, ConditionSection, DiagnosticTest, Symptom
from portal.content.models import GlossaryTerm, Page, Picture, Source
from portal.languages import CODES, columns
from portal.publishing.kinds import kind_of
from portal.publishing.services import Job, publish
from treatments.choices import TreatmentKind
from treatments.models import Treatment


def texts(key: str) -> dict[str, str]:
    """Title, address and summary in both languages, so that the object can be published."""
    return {
        "key": key,
        "title_nl": f"Titel van {key}",
        "title_en": f"Title of {key}",
        "slug_nl": f"nl-{key}",
        "slug_en": f"en-{key}",
        "summary_nl": "In het kort.",
        "summary_en": "In short.",
    }


def make_condition(key: str = "liver-metastases", **fields: Any) -> Any:
    return Condition.objects.create(**texts(key) | {"body_part": BodyPart.LIVER} | fields)


def make_section(owner: Any, **fields: Any) -> Any:
    made_up = {"kind": SectionKind.OVERVIEW, "body_nl": "<p>Een zin.</p>", "body_en": "<p>A sentence.</p>"}
    return ConditionSection.objects.create(**made_up | {"owner": owner, "position": 10} | fields)


def make_symptom(key: str = "fatigue", **fields: Any) -> Any:
    return Symptom.objects.create(**texts(key) | {"nature": SymptomNature.FELT} | fields)


def make_test(key: str = "ct-scan", **fields: Any) -> Any:
    return DiagnosticTest.objects.create(**texts(key) | {"kind": DiagnosticTestKind.IMAGING} | fields)


def make_treatment(key: str = "ablation", **fields: Any) -> Any:
    return Treatment.objects.create(**texts(key) | {"kind": TreatmentKind.ABLATION} | fields)


def make_term(key: str = "metastasis", **fields: Any) -> Any:
    return GlossaryTerm.objects.create(**texts(key) | fields)


def make_page(key: str = "about", **fields: Any) -> Any:
    return Page.objects.create(**texts(key) | fields)


def make_source(key: str = "guideline", **fields: Any) -> Any:
    made_up = {
        "title_nl": f"Bron {key}",
        "title_en": f"Source {key}",
        "publisher": "Institute",
        "url": "https://example.org/",
    }
    return Source.objects.create(**{"key": key} | made_up | fields)


def make_picture(key: str = "liver", **fields: Any) -> Any:
    made_up = {
        "alt_nl": "Een lever",
        "alt_en": "A liver",
        "credit_nl": "De redactie",
        "credit_en": "The editors",
    }
    licence = {"licence_nl": "CC BY 4.0", "licence_en": "CC BY 4.0"}
    return Picture.objects.create(**{"key": key, "file": one_pixel()} | made_up | licence | fields)


def one_pixel() -> ContentFile[bytes]:
    stream = BytesIO()
    Image.new("RGB", (1, 1)).save(stream, "PNG")
    return ContentFile(stream.getvalue(), name="pixel.png")


def drawing(width: int) -> ContentFile[bytes]:
    """A drawing twice as wide as high, of some detail."""
    stream = BytesIO()
    Image.effect_noise((width, width // 2), 40).save(stream, "PNG")
    return ContentFile(stream.getvalue(), name="drawing.png")


def complete(instance: Any) -> Any:
    """The same object, with what the gate asks for and it lacks: a text, a source, when to seek help."""
    wanted = {want.part: want.field for want in kind_of(instance).wants}
    for part in ("sections.what", "sections.body", "help"):
        if part in wanted:
            _fill(instance, wanted[part])
    instance.save()
    if hasattr(instance, "sections") and not instance.sections.exists():
        make_section(instance, kind=SectionKind.OTHER)
    if not instance.citations.exists():
        instance.citations.create(source=Source.objects.first() or make_source())
    return instance


def _fill(instance: Any, field: str) -> None:
    for name in columns(field):
        setattr(instance, name, getattr(instance, name) or "<p>Test.</p>")


def make_live(instance: Any, *languages: str) -> Any:
    """The same object, completed and published in these languages; in all of them when none is named."""
    complete(instance)
    for language in languages or CODES:
        publish(instance=instance, language=language, by=Job("test"))
    return instance
