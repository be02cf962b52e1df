from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from safeguarding.access.views import account, activity, session

app_name = "access"
CLOSED = ("signup/", "email/", "confirm-email/", "confirm-email/<str:key>/", "password/set/", "login/code/confirm/")
# Before allauth's own addresses, so that these are never reached.
closed_patterns = [path(f"sign-in/{address}", login_not_required(session.closed)) for address in CLOSED]
urlpatterns = [
    path(settings.SESSION_KEEP_ALIVE_URL.lstrip("/"), session.keep_alive, name="keep_alive"),
    path("account/", account.my_account, name="my_account"),
    path("account/keys/new/", account.key_create, name="key_create"),
    path("account/keys/<int:pk>/revoke/", account.key_revoke, name="key_revoke"),
    path("activity/", activity.activity, name="activity"),
]
