"""The API at /api/v1/: each app's routes, put together."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from caseapp.api_docs import docs
from safeguarding.access.api.views import ColleagueViewSet, MeView, UnitViewSet
from safeguarding.cases.api.concerns import DraftViewSet, LogConcernViewSet, MyConcernViewSet
from safeguarding.people.api.views import PersonViewSet
from safeguarding.schemes.api.views import SchemeViewSet


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
router.register("people", PersonViewSet, basename="person")
router.register("schemes", SchemeViewSet, basename="scheme")
router.register("concerns", LogConcernViewSet, basename="concern")
router.register("concern-drafts", DraftViewSet, basename="concern-draft")
router.register("my-concerns", MyConcernViewSet, basename="my-concern")

app_name = "api"
urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("", include("safeguarding.dashboards.api.urls")),
    path("", include(router.urls)),
    re_path(r"", NoSuchRoute.as_view(), name="no-such-route"),
]
