"""Registers the kernel's room `figures` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.figures"
    label = "figures"
