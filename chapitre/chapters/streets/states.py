"""The words a report's facts may take, French and English, and the state machine as one readable table."""

STATES = {
    "received": ("reçu", "received"),
    "accepted": ("accepté", "accepted"),
    "asked": ("question posée", "question asked"),
    "answered": ("réponse reçue", "answer received"),
    "reopened": ("rouvert", "reopened"),
    "resolved": ("résolu", "resolved"),
    "rejected": ("rejeté", "rejected"),
    "merged": ("relié", "joined to another"),
}
# The sign of each state, the same on pages, lists and maps.
KINDS = {
    "received": "new",
    "accepted": "doing",
    "asked": "doing",
    "answered": "doing",
    "reopened": "doing",
    "resolved": "done",
    "rejected": "no",
    "merged": "no",
}
REVIEWS = {
    "pending": ("à faire", "to do"),
    "held": ("suspendue", "held"),
    "done": ("faite", "done"),
}
CHANNELS = {
    "app": ("l’appli", "the app"),
    "web": ("le site", "the site"),
    "phone": ("le téléphone", "the telephone"),
    "desk": ("l’accueil", "the front desk"),
}
ANSWERS = {
    "yes": ("oui", "yes"),
    "no": ("non", "no"),
    "unknown": ("ne sait pas", "does not know"),
}

OPEN = ("received", "accepted", "asked", "answered", "reopened")
CLOSED = ("resolved", "rejected")

# The state machine. act: (states it starts from, state it leads to); None leaves the state as it is.
MACHINE: dict[str, tuple[tuple[str, ...], str | None]] = {
    "received": ((), "received"),
    "reviewed": ((*OPEN, *CLOSED, "merged"), None),
    "accepted": (("received", "reopened", "asked", "answered"), "accepted"),
    "asked": (("received", "accepted", "answered", "reopened"), "asked"),
    "answered": (("asked",), "answered"),
    "reassigned": (OPEN, None),
    "resolved": (OPEN, "resolved"),
    "rejected": (OPEN, "rejected"),
    "reopened": ((*CLOSED, "merged"), "reopened"),
    "merged": (OPEN, "merged"),
    "amended": ((*OPEN, *CLOSED, "merged"), None),
    "withdrawn": ((*OPEN, *CLOSED, "merged"), None),
}
