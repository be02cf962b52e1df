from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from caseapp.home import home, more
from safeguarding.access.urls import closed_patterns

urlpatterns = [
    path("", home, name="home"),
    path("more/", more, name="more"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("caseapp.api")),
    *closed_patterns,
    path("", include("safeguarding.access.urls")),
    path("", include("safeguarding.exchange.urls")),
    path("", include("safeguarding.communications.urls")),
    path("", include("safeguarding.activities.urls")),
    path("", include("safeguarding.assurance.urls")),
    path("", include("safeguarding.guidance.urls")),
    path("", include("safeguarding.risk.urls")),
    path("", include("safeguarding.matching.urls")),
    path("", include("safeguarding.schemes.urls")),
    path("", include("safeguarding.people.urls")),
    path("", include("safeguarding.tracks.urls")),
    path("", include("safeguarding.evidence.urls")),
    path("", include("safeguarding.conversations.urls")),
    path("", include("safeguarding.investigations.urls")),
    path("", include("safeguarding.links.urls")),
    path("", include("safeguarding.letters.urls")),
    path("", include("safeguarding.recommendations.urls")),
    path("", include("safeguarding.learning.urls")),
    path("", include("safeguarding.subject_access.urls")),
    path("", include("safeguarding.records.urls")),
    path("", include("safeguarding.cases.urls")),
    path("", include("safeguarding.notices.urls")),
    path("", include("safeguarding.reminders.urls")),
    path("", include("safeguarding.dashboards.urls")),
    path("sign-in/", include("allauth.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("", include("caseapp.style_guide"))]

handler400 = "caseapp.errors.bad_request"
handler403 = "caseapp.errors.permission_denied"
handler404 = "caseapp.errors.not_found"
handler500 = "caseapp.errors.server_error"
