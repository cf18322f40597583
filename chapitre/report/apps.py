"""Registers the room `report` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.report"
    label = "report"
