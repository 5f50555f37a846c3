from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("runs", "0002_queue")]

    operations = [
        migrations.AddField(
            model_name="run",
            name="extraction",
            field=models.JSONField(default=dict, help_text="of fields: what failed, what was said"),
        ),
    ]
