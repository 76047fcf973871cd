"""The classes that the admin of every kind of content is made from."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Field, TextField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from portal.content.richtext import EDITOR_EXTENSIONS, RichTextField
from portal.editing.assistant import sort_of_text
from portal.editing.forms import Lines, PartForm, PartFormSet
from portal.editing.kept_typing import KeptTypingAdmin
from portal.editing.roles import may_translate
from portal.editing.translated import labels, spread, text_columns
from portal.languages import LANGUAGES, SOURCE

# The editor's buttons stand side by side: its drop-down list cannot be reached by keyboard.
MENU = [{"group": group} for group in ("blockType -lists", "lists", "marks", "link", "history")]
EDITOR = {"extensions": EDITOR_EXTENSIONS | {"NoSpellCheck": False, "Menu": {"groups": MENU}}}
ROWS_OF_A_SHORT_TEXT = 4

# The editor's buttons and dialogs, which come in English.
EDITOR_WORDS = {
    "paragraph": _("paragraph"),
    "heading 3": _("heading"),
    "unordered list": _("list with bullets"),
    "ordered list": _("numbered list"),
    "bold": _("bold"),
    "italic": _("italic"),
    "subscript": _("subscript"),
    "superscript": _("superscript"),
    "insert link": _("insert a link"),
    "remove link": _("remove the link"),
    "undo": _("undo"),
    "redo": _("redo"),
    "Edit Link": _("Link"),
    "URL": _("Web address"),
    "Title": _("Title"),
    "Update": _("Done"),
    "Cancel": _("Cancel"),
}


class Translated(BaseModelAdmin[Any]):
    """Shows every translated field as its columns, and keeps translators to those of their language.

    Fieldsets name fields without suffix. Who may not change the model but may translate into a language
    opens the form and writes in that language's columns; all else is read-only on the server.
    """

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (name, {**options, "fields": spread(self.model, options["fields"])})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, RichTextField):
            kwargs["config"] = EDITOR
        elif isinstance(db_field, TextField):
            kwargs["form_class"] = Lines
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield and (text := text_columns(self.model).get(db_field.name)):
            formfield.widget.attrs["lang"] = text[1].code
            if sort := sort_of_text(db_field, text[0]):
                formfield.widget.attrs["data-assistant"] = sort
        if formfield and isinstance(db_field, TextField):
            formfield.widget.attrs["rows"] = ROWS_OF_A_SHORT_TEXT
        return formfield

    def is_editor(self, request: HttpRequest) -> bool:
        """Whether this person may change everything here, not only the texts of some language."""
        return super().has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_editor(request) or bool(may_translate(request.user))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        always = super().get_readonly_fields(request, obj)
        if self.is_editor(request):
            return always
        own = {language.code for language in may_translate(request.user)}
        texts = text_columns(self.model)
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [
            name for name in names if name in always or name not in texts or texts[name][1].code not in own
        ]


class TranslatedAdmin(Translated, KeptTypingAdmin):
    """Base of the admin of every model with texts."""

    change_form_template = "editing/change_form.html"
    save_on_top = True

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        return super().get_form(request, obj, change, **{"labels": labels(self.model)} | kwargs)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        context["form_languages"] = LANGUAGES
        context["editor_words"] = EDITOR_WORDS
        context["first_tab"] = SOURCE.code if self.is_editor(request) else "all"
        return super().render_change_form(request, context, *args, **kwargs)


class PartInline(Translated, admin.StackedInline[Any, Any]):
    """Rows that belong to an object and stand in an order that the editor gives."""

    form = PartForm
    formset = PartFormSet
    template = "editing/part_inline.html"
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"labels": labels(self.model)} | kwargs)
