"""A list says which injury a runner has, and who waits for a disputed warning."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("db", "0002_standing_awaiting")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="disputed",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="standing",
            name="protocol",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="standing",
            name="side",
            field=models.CharField(db_default="", default="", max_length=16),
        ),
    ]
