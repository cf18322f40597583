"""Registers the kernel's room `town` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.town"
    label = "town"
