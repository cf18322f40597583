"""Registers the room `demo` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.demo"
    label = "demo"
