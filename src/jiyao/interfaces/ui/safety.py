"""What an installation must not start without."""

from django.conf import settings

from jiyao.base.errors import NotAllowed


class UnsafeKey(NotAllowed):
    """Forms and sessions would be signed with a key that everybody knows."""


def refuse_unsafe_key() -> None:
    """Nothing where the installation has a key of its own, or is a demonstration. raises UnsafeKey"""
    if settings.SECRET_KEY == settings.UNSAFE_KEY and not settings.DEMONSTRATION:
        raise UnsafeKey(
            "give JIYAO_SECRET_KEY a long random text, or name its file in JIYAO_SECRET_KEY_FILE; "
            "the built-in one is for demonstrations",
            zh="请在 JIYAO_SECRET_KEY 中给出一段足够长的随机文本，或在 JIYAO_SECRET_KEY_FILE 中给出存放它的文件；"
            "内置的只供演示",
        )
