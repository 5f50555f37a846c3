from django.contrib import admin

from docanalyzer.threads.models import Feedback, Message, Thread


class MessageInline(admin.TabularInline):
    model = Message
    extra = 0
    raw_id_fields = ["run", "parent", "again_of"]


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):
    list_display = ["title", "document", "created_by", "last_at"]
    raw_id_fields = ["continues"]
    inlines = [MessageInline]


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin):
    list_display = ["message", "vote", "user", "note", "created_at"]
    list_filter = ["vote"]
