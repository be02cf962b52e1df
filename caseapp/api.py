"""The API at /api/v1/: each app's routes, put together."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from safeguarding.access.api.views import ColleagueViewSet, MeView, UnitViewSet


class NoSuchRoute(APIView):
    """Whatever is not a route answers like a record that is not there."""

    schema = None

    def dispatch(self, request: Request, *args: object, **kwargs: object) -> Response:
        """Any method: the answer is the same."""
        self.http_method_names = [request.method.lower()]
        setattr(self, request.method.lower(), self.not_found)
        return super().dispatch(request, *args, **kwargs)

    def not_found(self, request: Request, *args: object, **kwargs: object) -> Response:
        raise NotFound


router = SimpleRouter()
router.register("units", UnitViewSet, basename="unit")
router.register("users", ColleagueViewSet, basename="user")

app_name = "api"
urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("", include("safeguarding.dashboards.api.urls")),
    path("", include(router.urls)),
    re_path(r"", NoSuchRoute.as_view(), name="no-such-route"),
]
