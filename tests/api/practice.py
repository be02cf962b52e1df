"""A route made the way docs/api.md says, to try the base of all routes on. It makes and renames units."""

from __future__ import annotations

from django.urls import include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from safeguarding.access import services
from safeguarding.access.api.once import once
from safeguarding.access.api.serializers import UnitSerializer
from safeguarding.access.choices import UnitKind
from safeguarding.access.models import Unit
from safeguarding.core.api.views import ScopedViewSet, needs_version


class NewUnit(serializers.Serializer):
    name = serializers.CharField(max_length=120)
    kind = serializers.ChoiceField(choices=UnitKind.choices)


class Rename(serializers.Serializer):
    name = serializers.CharField(max_length=120)


class PracticeViewSet(ScopedViewSet):
    model = Unit
    serializer_class = UnitSerializer

    @once
    def create(self, request: Request) -> Response:
        unit = services.create_unit(by=request.user, force=request.user.force, **self.checked(NewUnit))
        return self.created(unit)

    @needs_version
    def partial_update(self, request: Request, pk: str) -> Response:
        unit = services.change_unit(
            by=request.user, unit=self.get_object(), version=self.named_version(), **self.checked(Rename)
        )
        return self.answer(unit)


router = SimpleRouter()
router.register("practice", PracticeViewSet, basename="practice")
urlpatterns = [path("api/v1/", include(router.urls)), path("", include("caseapp.urls"))]

handler400 = "caseapp.errors.bad_request"
handler500 = "caseapp.errors.server_error"
