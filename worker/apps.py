from django.apps import AppConfig


class WorkerConfig(AppConfig):
    """An app only so that `manage.py` finds its commands."""

    name = "worker"
