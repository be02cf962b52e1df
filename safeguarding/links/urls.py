"""Pages of links: around one thing, and those that supervisors were told of."""

from django.urls import path

from safeguarding.links.views import cases, concerns, opening, pictures, told

app_name = "links"
CASE = "cases/<slug:reference>/links/found/"
CONCERN = "links/concerns/<slug:reference>/"

urlpatterns = [
    path(CASE, cases.Found.as_view(), name="case"),
    path(f"{CASE}set-aside/<slug:through>/<slug:end>/", cases.SetAsideView.as_view(), name="set_aside"),
    path(f"{CASE}<int:pk>/take-up/", cases.TakeUpView.as_view(), name="take_up"),
    path("links/purpose/", opening.purpose, name="purpose"),
    path("links/people/<int:pk>/", pictures.person, name="person"),
    path("links/accounts/<int:pk>/", pictures.account, name="account"),
    path("links/schemes/<int:pk>/", pictures.scheme, name="scheme"),
    path(CONCERN, concerns.concern, name="concern"),
    path(f"{CONCERN}set-aside/<slug:through>/<slug:end>/", concerns.set_aside, name="concern_set_aside"),
    path(f"{CONCERN}<int:pk>/take-up/", concerns.take_up, name="concern_take_up"),
    path("links/told/", told.told_links, name="told_links"),
    path("links/told/<int:pk>/", told.told_link, name="told_link"),
]
