"""What a password must be, where Django has no Chinese words for it."""

from django.contrib.auth.password_validation import MinimumLengthValidator

from jiyao.interfaces.ui.templatetags.ui import say


class LongEnough(MinimumLengthValidator):
    """Not too short."""

    def get_error_message(self) -> str:
        """The complaint."""
        return say(
            f"密码太短，至少要 {self.min_length} 个字符。",
            f"The password is too short; it needs {self.min_length} characters or more.",
        )
