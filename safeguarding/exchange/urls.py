"""Addresses of imports."""

from django.urls import path

from safeguarding.exchange.views import imports, rows, steps

app_name = "exchange"

urlpatterns = [
    path("imports/", imports.import_list, name="imports"),
    path("imports/add/", imports.import_add, name="import_add"),
    path("imports/templates/<slug:kind>/", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_page, name="import"),
    path("imports/<int:pk>/sheet/", steps.import_sheet, name="import_sheet"),
    path("imports/<int:pk>/columns/", steps.import_columns, name="import_columns"),
    path("imports/<int:pk>/rows/<int:number>/", rows.import_row, name="import_row"),
    path("imports/<int:pk>/rows/<int:number>/purpose/", rows.import_row_purpose, name="import_row_purpose"),
    path("imports/<int:pk>/leave-out/", steps.import_leave_out, name="import_leave_out"),
    path("imports/<int:pk>/apply/", steps.import_apply, name="import_apply"),
    path("imports/<int:pk>/abandon/", steps.import_abandon, name="import_abandon"),
]
