"""Registers the kernel's room `ledger` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.kernel.ledger"
    label = "ledger"
