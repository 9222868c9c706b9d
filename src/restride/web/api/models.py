"""The access tokens of people. Of a token only its digest is kept: its text is shown once and known to nobody."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


class AccessToken(models.Model):
    """What lets a program act as one user, inside some scopes, until an end. `last_used` is a day, not a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=60)
    scopes = models.CharField(max_length=40)  # comma-separated, sorted
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used = models.DateField(null=True)

    class Meta:
        db_table = "access_token"
        indexes: ClassVar = [models.Index(fields=["user", "created_at"], name="access_token_user")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def scope_set(self) -> frozenset[str]:
        """The scopes one by one."""
        return frozenset(self.scopes.split(","))
