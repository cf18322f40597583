"""The words that the report's own records use."""

KINDS = {
    "value": ("autre valeur", "another value"),
    "definition": ("autre définition", "another definition"),
    "dropped": ("chiffre retiré", "figure dropped"),
}
