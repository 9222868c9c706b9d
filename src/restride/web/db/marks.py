"""Instants that only move forward, on a database: the latest time seen, the last restore."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from restride.web.db.models import Mark
from restride.web.db.trouble import refuses


@dataclass(frozen=True, slots=True)
class DatabaseMarks:
    """`restride.journal.port.Marks` on the database that Django calls `using`."""

    using: str = "default"

    @refuses
    def seen(self, name: str) -> datetime | None:
        return self._rows().filter(name=name).values_list("at", flat=True).first()

    @refuses
    def raise_to(self, name: str, at: datetime) -> datetime:
        self._rows().bulk_create([Mark(name=name, at=at)], ignore_conflicts=True)
        self._rows().filter(name=name, at__lt=at).update(at=at)
        return self._rows().values_list("at", flat=True).get(name=name)

    def _rows(self) -> QuerySet[Mark]:
        return Mark._default_manager.using(self.using)
