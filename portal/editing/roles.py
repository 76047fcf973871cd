"""Who may do what: four groups, made and brought up to date after every migration."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from portal.content.models import GlossaryTerm
from portal.languages import TRANSLATIONS, Language
from portal.publishing.kinds import all_kinds
from portal.publishing.models import Event, Publication
from portal.publishing.overrides import OVERRIDE
from portal.publishing.review_models import Review
from portal.publishing.reviews import ASK, permission_to_approve

PUBLISH, WITHDRAW = "publishing.publish", "publishing.withdraw"
# By name: the room of readers stands beside this one, and neither imports the other.
FEEDBACK = ("reading.view_feedback", "reading.change_feedback")
APPROVE_MEDICAL, APPROVE_LANGUAGE = map(permission_to_approve, (Review.MEDICAL, Review.LANGUAGE))


def translate(language: Language) -> str:
    """Name of the permission to write the texts of one language: `content.translate_en`."""
    return f"{GlossaryTerm._meta.app_label}.translate_{language.code}"


def may_translate(user: User | AnonymousUser) -> list[Language]:
    """The languages that this person may translate into."""
    return [language for language in TRANSLATIONS if user.has_perm(translate(language))]


def may_change(person: Any, model: type[Model]) -> bool:
    """Whether this person writes objects of a kind, in every language."""
    return bool(person.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"))


def is_administrator(person: Any) -> bool:
    """Whether this person looks after everybody's work: who says what others may do."""
    return bool(person.has_perm("auth.change_user"))


def content_models() -> set[type[Model]]:
    """Every model of which an editor changes rows: the kinds, and what their documents are made of."""
    return {model for kind in all_kinds() for model in (kind.model, *kind.parts)}


def make_roles(using: str, **_kwargs: Any) -> None:
    """Make the groups and give them what they lack. What somebody added to a group stays."""
    _make_translate_permissions(using)
    for name, permissions in _roles(using).items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions)


def _make_translate_permissions(using: str) -> None:
    """One per language, of the glossary, which translators share: Django wants them to belong to a model."""
    content_type = ContentType.objects.db_manager(using).get_for_model(GlossaryTerm)
    for language in TRANSLATIONS:
        Permission.objects.using(using).get_or_create(
            content_type=content_type,
            codename=translate(language).partition(".")[2],
            defaults={"name": f"Can translate into {language.name}"},
        )


def _roles(using: str) -> dict[str, QuerySet[Permission]]:
    all_of_them = Permission.objects.using(using)
    content = Q(content_type__in=_content_types(content_models(), using))
    records = Q(content_type__in=_content_types([Publication, Event], using))
    view = (content | records) & Q(codename__startswith="view_")
    return {
        "editor": all_of_them.filter(
            view
            | (content & ~Q(codename__startswith="translate_"))
            | _named(PUBLISH, WITHDRAW, ASK, APPROVE_LANGUAGE, *FEEDBACK)
        ),
        "medical reviewer": all_of_them.filter(view | _named(PUBLISH, APPROVE_MEDICAL, OVERRIDE)),
        "translator": all_of_them.filter(view | _named(*map(translate, TRANSLATIONS), ASK, APPROVE_LANGUAGE)),
        "administrator": all_of_them.all(),
    }


def _content_types(models: Iterable[type[Model]], using: str) -> list[ContentType]:
    return list(ContentType.objects.db_manager(using).get_for_models(*models).values())


def _named(*permissions: str) -> Q:
    named = Q(pk=None)
    for permission in permissions:
        app, _, codename = permission.partition(".")
        named |= Q(content_type__app_label=app, codename=codename)
    return named
