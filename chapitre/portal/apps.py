"""Registers the room `portal` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.portal"
    label = "portal"
