"""Pages without the white space that templates are laid out with."""

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What a browser shows or runs to the letter.
KEPT = re.compile(r"(<(pre|script|textarea)\b.*?</\2>)", re.DOTALL)
LAYOUT = re.compile(r"\s*\n\s*")


@register.tag
def squeeze(parser: Parser, _token: Token) -> "SqueezeNode":
    """Keep one line break of the white space around each; a browser shows the same, of fewer bytes."""
    nodes = parser.parse(("endsqueeze",))
    parser.delete_first_token()
    return SqueezeNode(nodes)


class SqueezeNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        html = self.nodelist.render(context).strip()
        parts = KEPT.split(html)  # text, element kept, its name; and so on
        parts[::3] = [LAYOUT.sub("\n", text) for text in parts[::3]]
        del parts[2::3]
        return mark_safe("".join(parts))  # noqa: S308 - the template's own output, which is safe already
