"""From a file to checked citations, without Django, Celery or a database."""
