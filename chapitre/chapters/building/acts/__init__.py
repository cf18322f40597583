"""Every way the chapter's records change, one file a family."""

from chapitre.chapters.building.acts import ground, outlook, places, programme

__all__ = ["ground", "outlook", "places", "programme"]
