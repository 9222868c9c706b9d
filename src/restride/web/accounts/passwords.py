"""What a password must be, said in plain words with the value given. Hashing is Django's."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

LEAST_CHARACTERS = 12
LEAST_PIECE = 4
SHORT_SAYING = _("At least %(least)d characters. Three or four words in a row are easy to keep in mind.") % {
    "least": LEAST_CHARACTERS
}


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
    """Not one of the twenty thousand that everybody tries first, nor one of them or a few letters again and again."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError where it would be guessed first."""
        again = re.fullmatch(r"(.+?)\1+", password.lower())
        piece = again[1] if again else password
        if len(piece) < LEAST_PIECE:
            raise ValidationError(self.get_error_message(), code="password_too_common")
        super().validate(piece, user)

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
