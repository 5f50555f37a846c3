from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Until now a document had one thread, whose questions stood one after another."""
    Thread = apps.get_model("threads", "Thread")
    Message = apps.get_model("threads", "Message")
    ThreadDocument = apps.get_model("threads", "ThreadDocument")
    for thread in Thread.objects.all().order_by("pk").iterator():
        before = None
        for message in Message.objects.filter(thread=thread).select_related("run").order_by("created_at", "pk"):
            documents = [item.document for item in message.run.run_documents.order_by("position")]
            if len(documents) > 1:
                # A question to several documents had no part in the conversation: it becomes one of its own.
                own = Thread.objects.create(
                    workspace=thread.workspace,
                    created_by=message.created_by,
                    document=thread.document,
                    title=" ".join(str(message.run.task["instructions"]).split())[:80],
                    last_at=message.created_at,
                )
                keep_documents(ThreadDocument, own, documents)
                Message.objects.filter(pk=message.pk).update(thread=own)
                continue
            Message.objects.filter(pk=message.pk).update(parent=before)
            before = message
        keep_documents(ThreadDocument, thread, [thread.document])
        if before is not None:
            Thread.objects.filter(pk=thread.pk).update(last_at=before.created_at)


def keep_documents(ThreadDocument: Any, thread: Any, documents: list[Any]) -> None:
    if ThreadDocument.objects.filter(thread=thread).exists():
        return
    for position, document in enumerate(documents, start=1):
        ThreadDocument.objects.create(thread=thread, document=document, title=document.title, position=position)


class Migration(migrations.Migration):

    dependencies = [("threads", "0002_branches_documents_feedback"), ("runs", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
