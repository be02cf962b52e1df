from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from caseapp import checks


class AdministrationConfig(AdminConfig):
    """Django's admin, with the site of `caseapp.administration`."""

    default_site = "caseapp.administration.AdministratorSite"

    def ready(self) -> None:
        for check in (checks.links_lead_to_the_service, checks.emails_reach_somebody):
            register(check, Tags.security, deploy=True)
        super().ready()
