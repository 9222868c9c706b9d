"""What a password must be, said in plain words with the value given. Hashing is Django's."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

LEAST_CHARACTERS = 12
SHORT_SAYING = _("Three or four words in a row are easy to keep in mind.")


class LongEnough:
    """At least twelve characters: length is what makes a password hard to guess."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError with the length given where it is too short."""
        if len(password) < LEAST_CHARACTERS:
            raise ValidationError(
                ngettext(
                    "%(given)d character. It needs at least %(least)d.",
                    "%(given)d characters. It needs at least %(least)d.",
                    len(password),
                ),
                code="password_too_short",
                params={"given": len(password), "least": LEAST_CHARACTERS},
            )

    def get_help_text(self) -> str:
        """How to make one."""
        return str(SHORT_SAYING)


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that everybody tries first."""

    def get_error_message(self) -> str:
        """What is wrong, and the cure."""
        return gettext("Many people use this one, so it is guessed first. Take words that don't belong together.")


class NotLikeYou(UserAttributeSimilarityValidator):
    """Not the name or address of the account."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self) -> str:
        """What is wrong, and the cure."""
        return gettext("This is too close to your name or e-mail. Take other words.")
