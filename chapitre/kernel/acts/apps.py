"""Registers the kernel's room `acts` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.acts"
    label = "acts"
