"""The kinds of places a town may name, with their words."""

KINDS: dict[str, tuple[str, str]] = {
    "mairie": ("mairie", "town hall"),
    "gare": ("gare", "station"),
    "metro": ("métro", "metro"),
    "ecole": ("école", "school"),
    "college": ("collège", "secondary school"),
    "enseignement": ("enseignement supérieur", "higher education"),
    "sport": ("sport", "sports"),
    "culture": ("culture", "culture"),
    "sante": ("santé", "health"),
    "service": ("service", "service"),
    "logement": ("résidence", "residence"),
    "commerce": ("commerces", "shops"),
    "place": ("place", "square"),
    "pont": ("pont", "bridge"),
    "parc": ("parc", "park"),
    "jardin": ("jardin", "garden"),
    "square": ("square", "garden square"),
    "promenade": ("promenade", "walk"),
    "ferme": ("ferme", "farm"),
    "fort": ("fort", "fort"),
    "cimetiere": ("cimetière", "cemetery"),
}
STREET = ("rue", "street")
