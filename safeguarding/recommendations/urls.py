"""Addresses of recommendations."""

from django.urls import path

from safeguarding.recommendations.views import board, steps, work

app_name = "recommendations"
ONE = "recommendations/<int:pk>/"

urlpatterns = [
    path("recommendations/", board.board, name="board"),
    path("recommendations/columns/", board.columns, name="columns"),
    path("recommendations/add/", steps.add, name="add"),
    path("recommendations/give-out/", work.give_out, name="give_out"),
    path("cases/<slug:reference>/recommendations/", board.OfCase.as_view(), name="of_case"),
    path(ONE, board.recommendation, name="recommendation"),
    path(f"{ONE}edit/", steps.edit, name="edit"),
    path(f"{ONE}assign/", steps.assign, name="assign"),
    path(f"{ONE}release/", steps.release, name="release"),
    path(f"{ONE}steps/<slug:verb>/", steps.step, name="step"),
    path(f"{ONE}actions/add/", work.action_add, name="action_add"),
    path(f"{ONE}actions/<int:action_pk>/finish/", work.action_finish, name="action_finish"),
    path(f"{ONE}actions/<int:action_pk>/give/", work.action_give, name="action_give"),
    path(f"{ONE}actions/<int:action_pk>/drop/", work.action_drop, name="action_drop"),
    path(f"{ONE}audiences/add/", work.audience_add, name="audience_add"),
    path(f"{ONE}audiences/<int:line_pk>/", work.audience_change, name="audience_change"),
    path(f"{ONE}audiences/<int:line_pk>/told/", work.audience_tell, name="audience_tell"),
]
