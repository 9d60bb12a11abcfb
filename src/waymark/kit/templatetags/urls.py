"""Django's `{% url %}` with addresses that are worked out once; it is built in, so no template loads it.

A page has twenty addresses, and `reverse` would work each of them out for each request.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from waymark.kit.addresses import address

register = template.Library()


class AddressNode(URLNode):
    def render(self, context: Context) -> Any:
        if self.kwargs:
            return super().render(context)
        values = [str(argument.resolve(context)) for argument in self.args]
        try:
            url = address(self.view_name.resolve(context), *values)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            url = ""
        if self.asvar:
            context[self.asvar] = url
            return ""
        return conditional_escape(url) if context.autoescape else url


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    node = parse_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
