"""Lengths of time in words, and where a clock leads."""

from django import template

from safeguarding.cases.selectors.addresses import address_of
from safeguarding.dashboards import rules

register = template.Library()
register.filter("hours_in_words", rules.hours_in_words)
register.simple_tag(address_of, name="clock_address")
