"""A list says who waits for a clearance."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="awaiting",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
