"""Of which languages the checks know anything, for templates."""

from django import template

from portal.languages import Language
from portal.translating.findings import knows

register = template.Library()


@register.filter
def is_checked(language: Language) -> bool:
    """Whether the checks look at translations into it: of others they find nothing, whatever is wrong."""
    return knows(language.code)
