"""Registers the kernel's room `exchange` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.exchange"
    label = "exchange"
