from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def install(sender: AppConfig, using: str, **kwargs: Any) -> None:
    # As Django does for permissions: the rows that the code ships with follow each migration.
    from docanalyzer.prompts.builtin import install_builtin

    install_builtin(using=using)


class PromptsConfig(AppConfig):
    name = "docanalyzer.prompts"

    def ready(self) -> None:
        post_migrate.connect(install, sender=self)
