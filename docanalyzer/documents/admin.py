from django.contrib import admin

from docanalyzer.documents.models import Document


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    list_display = ["title", "workspace", "status", "page_count", "token_count", "created_at"]
    list_filter = ["status", "kind", "workspace"]
    search_fields = ["title", "filename", "sha256"]
    readonly_fields = [field.name for field in Document._meta.fields if field.name not in ("title", "status")]
