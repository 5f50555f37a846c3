from django.apps import AppConfig
from django.conf import settings

from docanalyzer.pipeline.prompts.neutral import use_tokenizer


class RunsConfig(AppConfig):
    name = "docanalyzer.runs"

    def ready(self) -> None:
        from docanalyzer.runs import checks as checks  # registers them

        use_tokenizer(settings.MODEL["tokenizer_path"])
