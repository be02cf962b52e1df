"""Addresses of likely duplicates and of merges."""

from __future__ import annotations

from django.urls import path

from safeguarding.matching.views import by_hand, merges, pairs

app_name = "matching"

urlpatterns = [
    path("people/duplicates/", pairs.queue, name="queue"),
    path("people/duplicates/<int:pk>/", pairs.pair, name="pair"),
    path("people/duplicates/<int:pk>/purpose/", pairs.pair_purpose, name="pair_purpose"),
    path("people/duplicates/<int:pk>/two/", pairs.pair_settle, name="pair_settle"),
    path("people/duplicates/<int:pk>/merge/", pairs.pair_propose, name="pair_propose"),
    path("people/<int:pk>/same/", by_hand.find_other, name="find_other"),
    path("people/<int:pk>/same/<int:other_pk>/", by_hand.propose_two, name="propose_two"),
    path("people/merges/", merges.merge_list, name="merges"),
    path("people/merges/<int:pk>/", merges.merge, name="merge"),
    path("people/merges/<int:pk>/purpose/", merges.merge_purpose, name="merge_purpose"),
    path("people/merges/<int:pk>/decide/", merges.merge_decide, name="merge_decide"),
    path("people/merges/<int:pk>/undo/", merges.merge_undo, name="merge_undo"),
]
