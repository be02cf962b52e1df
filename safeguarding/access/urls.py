from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from safeguarding.access.views import session

app_name = "access"
CLOSED = ("signup/", "email/", "confirm-email/", "confirm-email/<str:key>/", "password/set/", "login/code/confirm/")
# Before allauth's own addresses, so that these are never reached.
closed_patterns = [path(f"sign-in/{address}", login_not_required(session.closed)) for address in CLOSED]
urlpatterns = [
    path(settings.SESSION_KEEP_ALIVE_URL.lstrip("/"), session.keep_alive, name="keep_alive"),
]
