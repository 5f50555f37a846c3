from django.contrib import admin

from docanalyzer.analyses.models import Analysis


@admin.register(Analysis)
class AnalysisAdmin(admin.ModelAdmin):
    list_display = ["pk", "prompt_version", "created_by", "created_at"]
    raw_id_fields = ["run"]
