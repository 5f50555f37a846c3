"""The Celery app. Queues: `reading` (processes: a file may cost CPU and memory), `inference` (threads: it waits)."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docanalyzer.settings")
app = Celery("docanalyzer")
app.conf.update(settings.CELERY)
app.autodiscover_tasks(["worker"])
