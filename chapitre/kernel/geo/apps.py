"""Registers the kernel's room `geo` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.geo"
    label = "geo"
