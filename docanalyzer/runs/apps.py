from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "docanalyzer.runs"

    def ready(self) -> None:
        from docanalyzer.runs import checks as checks  # registers them
