"""Settings that are the same on every machine: how the API answers and describes itself, and what is logged."""

from __future__ import annotations

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "safeguarding.core.api.schema.ProblemSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "safeguarding.access.api.authentication.KeyAuthentication",
        "safeguarding.access.api.authentication.PageSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["safeguarding.access.api.permissions.Standing"],
    "DEFAULT_THROTTLE_CLASSES": ["safeguarding.access.api.throttles.KeyThrottle"],
    "DEFAULT_PAGINATION_CLASS": "safeguarding.core.api.pages.Pages",
    "DEFAULT_FILTER_BACKENDS": ["safeguarding.core.api.filters.StrictFilters"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["safeguarding.core.api.parsers.StrictJSONParser"],
    "EXCEPTION_HANDLER": "safeguarding.core.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Safeguarding",
    "DESCRIPTION": "Concerns, cases, clocks and schemes, with the same rules as the pages. See docs/api.md.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["safeguarding.access.api.permissions.Standing"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    # Choices are spelt out where they are used: many fields are called "kind", and invented names would help nobody.
    "POSTPROCESSING_HOOKS": [],
}


def logging_of(form: str, level: str) -> dict[str, Any]:
    """Everything on standard output, in one form; what says nothing about the service is left out."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "caseapp.logs.JsonFormatter"},
            "plain": {"()": "caseapp.logs.PlainFormatter"},
        },
        "filters": {"went wrong": {"()": "caseapp.logs.WentWrong"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": form,
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # Every request has its line already; this one adds what went wrong in the code.
            "django.request": {"filters": ["went wrong"]},
            # What beat and the worker take up every few seconds; how it ended is logged.
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            # What libraries announce about their next versions is for developers: the tests fail on it.
            "py.warnings": {"level": "ERROR"},
            # It writes user names and addresses; failed sign-ins are in its own table.
            "axes": {"level": "ERROR"},
        },
    }
