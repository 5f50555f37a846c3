from django.contrib import admin

from docanalyzer.threads.models import Message, Thread


class MessageInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Message
    extra = 0
    raw_id_fields = ["run"]


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "document", "created_by", "created_at"]
    inlines = [MessageInline]
