"""Registers the room `opendata` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.opendata"
    label = "opendata"
