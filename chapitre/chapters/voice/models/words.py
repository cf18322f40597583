"""The codes that several families of the chapter share, in words."""

THEMES = {
    "housing": ("logement", "housing"),
    "green": ("nature, eau", "nature and water"),
    "mobility": ("déplacements", "getting about"),
    "shops": ("commerces", "shops"),
    "works": ("chantiers", "works"),
    "facilities": ("équipements", "facilities"),
    "other": ("autre", "other"),
}
ANSWERS = {
    "pending": ("en attente", "pending"),
    "accepted": ("retenue", "accepted"),
    "partly": ("retenue en partie", "accepted in part"),
    "refused": ("refusée", "refused"),
    "carried": ("réalisée", "carried out"),
}
