"""Levels on a page: in words, never as their codes."""

from django import template

from jiyao.interfaces.ui.bodies import code_word

register = template.Library()
NO_LEVEL = "none"


@register.filter
def level_words(code: str | None) -> str:
    """What a level is called; nothing where there is none, as for single abilities."""
    return "" if code in (None, "", NO_LEVEL) else code_word("level", str(code))
