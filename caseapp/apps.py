from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's admin, with the site of `caseapp.administration`."""

    default_site = "caseapp.administration.AdministratorSite"
