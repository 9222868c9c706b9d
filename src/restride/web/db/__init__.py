"""The storage ports on Django's ORM: models, migrations, projections. No rules."""
