from django.contrib import admin

from docanalyzer.reviews.models import Review


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    list_display = ["name", "workspace", "created_by", "created_at"]
    list_select_related = ["workspace", "created_by"]
    raw_id_fields = ["created_by"]
