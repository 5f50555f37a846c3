from django.contrib import admin

from docanalyzer.threads.models import Message, Thread


class MessageInline(admin.TabularInline):
    model = Message
    extra = 0
    raw_id_fields = ["run"]


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):
    list_display = ["title", "document", "created_by", "created_at"]
    inlines = [MessageInline]
