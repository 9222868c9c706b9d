"""A list says how many minutes a runner is asked for, where the pace is one of minutes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("db", "0003_standing_line")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="target_s",
            field=models.IntegerField(db_default=0, default=0),
        ),
    ]
