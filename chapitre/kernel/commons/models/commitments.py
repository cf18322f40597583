"""Commitments: what the town said it would do, or would fight for, and what became of it."""

from chapitre.kernel.chapters import CHAPTERS
from chapitre.kernel.commons.columns import decision, document, organisation, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

KINDS = {
    "promise": ("engagement", "promise"),
    "target": ("objectif", "target"),
    "advocacy": ("mobilisation", "advocacy"),
    "works": ("travaux d’un autre organisme", "works by another body"),
    "service": ("service, dispositif", "service"),
    "event": ("fait, date", "event"),
}
STATES = {
    "planned": ("à venir", "to come"),
    "ongoing": ("en cours", "under way"),
    "done": ("fait", "done"),
    "dropped": ("abandonné", "dropped"),
}


@register(
    "town.commitments",
    label=("engagements", "commitments"),
    singular=("engagement", "commitment"),
    description=(
        "Ce que la Ville a dit qu’elle ferait, ou obtiendrait : la date promise, la date tenue, ce qui a glissé.",
        "What the town said it would do, or get others to do: the date promised, the date kept, what slipped.",
    ),
    title="title",
    dated="promised_on",
    columns=("title", "chapter", "kind", "state", "due_on", "done_on"),
    marks={"planned": "new", "ongoing": "doing", "done": "done", "dropped": "no"},
    exhibits={
        "reason": ("motif", "reason"),
        "summary": ("ce qui est prévu", "what is planned"),
        "photo": ("photo", "photo"),
    },
)
class Commitment(Located, Record):
    """One commitment. `due_on` is the date first promised and never moves; `expected_on` is the date said last."""

    title = facts.text(("titre", "title"), 200, noun=("le titre", "the title"))
    title_en = facts.text(
        ("titre anglais", "English title"), 200, null=True, noun=("le titre anglais", "the English title")
    )
    chapter = facts.code(
        ("chapitre", "chapter"),
        {code: one.label for code, one in CHAPTERS.items()},
        length=12,
        noun=("le chapitre", "the chapter"),
    )
    kind = facts.code(("nature", "kind"), KINDS, length=12, noun=("la nature", "the kind"))
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    project = project()
    organisation = organisation(
        ("porté par", "carried by"), noun=("l’organisme qui le porte", "the body that carries it")
    )
    promised_on = facts.date(
        ("pris le", "made on"), noun=("la date de l’engagement", "the date it was made"), when=("pris", "made")
    )
    due_on = facts.date(
        ("promis pour le", "promised for"),
        null=True,
        noun=("la date promise", "the date promised"),
        when=("promis", "promised"),
    )
    expected_on = facts.date(
        ("attendu le", "expected on"),
        null=True,
        noun=("la date attendue", "the date expected"),
        when=("attendu", "expected"),
    )
    done_on = facts.date(
        ("fait le", "done on"), null=True, noun=("la date tenue", "the date kept"), when=("fait", "done")
    )
    slips = facts.integer(
        ("reports", "postponements"), high=100, default=0, noun=("le nombre de reports", "the number of postponements")
    )
    decision = decision()
    document = document()
