from typing import Any

from django.db import migrations, models


def count_marks(apps: Any, schema_editor: Any) -> None:
    """From above, for texts that were read before the marks were counted: the digits and what stands around them."""
    Document = apps.get_model("documents", "Document")
    Text = apps.get_model("documents", "DocumentText")
    for text in (
        Text.objects.filter(document__paged=False).only("document_id", "anchors").iterator(chunk_size=20)
    ):
        marks = sum(len(str(anchor["ordinal"])) + 3 for anchor in text.anchors)
        Document.objects.filter(pk=text.document_id).update(mark_tokens=marks)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_page_layout")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="mark_tokens",
            field=models.PositiveIntegerField(
                default=0, help_text="of the paragraph numbers that a prompt adds to a text without pages"
            ),
        ),
        migrations.RunPython(count_marks, migrations.RunPython.noop),
    ]
