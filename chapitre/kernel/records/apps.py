"""Registers the kernel's room `records` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.records"
    label = "records"
