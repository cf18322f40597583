"""Registers the kernel's room `people` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.people"
    label = "people"
