"""Folders of their own, and the town's clock at the day of the samples."""

from tests.portal.registers.conftest import _own_folders  # noqa: F401  (a fixture that these tests use too)
