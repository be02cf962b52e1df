from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from safeguarding.access.urls import closed_patterns

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("caseapp.api")),
    *closed_patterns,
    path("", include("safeguarding.access.urls")),
    path("", include("safeguarding.cases.urls")),
    path("", include("safeguarding.reminders.urls")),
    path("", include("safeguarding.dashboards.urls")),
    path("sign-in/", include("allauth.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("", include("caseapp.style_guide"))]
