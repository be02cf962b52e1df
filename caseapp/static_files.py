"""Which static files the service serves."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class OwnStaticFilesConfig(StaticFilesConfig):
    """Leaves out what comes with packages and no page uses: less to compress, and less to reach from outside."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "rest_framework", "django_htmx", ".built", "axe"]
