"""Who can sign in: the user, the role, and what a clinician says of themselves. No health data lives here."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user is here for. Sign-up makes runners only."""

    RUNNER = "runner", _("Runner")
    CLINICIAN = "clinician", _("Clinician")
    OPERATOR = "operator", _("Operator")


class Users(BaseUserManager["User"]):
    """Makes users. E-mail addresses are kept in lower case, so that one address is one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password one who can't sign in until a link was used."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of an e-mail address, whatever its capitals."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name to call you"), max_length=80, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.RUNNER)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=16, default="en-gb")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Users] = Users()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_user_role_known"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_clinician(self) -> bool:
        """Whether this user works with runners as a health professional."""
        return self.role == Role.CLINICIAN

    @property
    def is_runner(self) -> bool:
        """Whether this user has a plan of their own."""
        return self.role == Role.RUNNER


class Clinician(models.Model):
    """What a clinician stated about their profession; the operator who added them answers for it."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="clinician", primary_key=True)
    profession = models.CharField(max_length=80)
    registration = models.CharField(max_length=80)
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.user_id)
