"""What the town decided, and the documents it keeps and shows: the papers that other records rest on."""

from chapitre.kernel.commons.columns import document
from chapitre.kernel.commons.matters import MATTERS
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

KINDS = {
    "statement": ("attestation", "statement"),
    "certificate": ("certificat, label", "certificate"),
    "statistic": ("statistique officielle", "official statistic"),
    "measure": ("relevé de mesure", "measurement"),
    "study": ("étude, projection", "study"),
    "agreement": ("convention", "agreement"),
    "minutes": ("compte rendu", "minutes"),
    "plan": ("plan, programme", "plan"),
    "source": ("source citée", "cited source"),
}


@register(
    "town.decisions",
    label=("délibérations", "council decisions"),
    singular=("délibération", "council decision"),
    description=(
        "Les délibérations du conseil municipal : date, matière, objet, votes.",
        "The decisions of the town council: date, matter, object, votes.",
    ),
    title="subject",
    dated="decided_on",
    columns=("decided_on", "subject", "matter", "votes_for", "votes_against", "abstentions"),
    exhibits={"reason": ("motif", "reason")},
)
class Decision(Record):
    """One decision. The key is its number in the council's own book."""

    decided_on = facts.date(
        ("adoptée le", "adopted on"), noun=("la date d’adoption", "the date of adoption"), when=("adopté", "adopted")
    )
    subject = facts.text(("objet", "subject"), 240, noun=("l’objet", "the subject"))
    matter = facts.code(("matière", "matter"), MATTERS, length=8, noun=("la matière", "the matter"))
    votes_for = facts.integer(("pour", "for"), high=500, null=True, noun=("les voix pour", "the votes for"))
    votes_against = facts.integer(
        ("contre", "against"), high=500, null=True, noun=("les voix contre", "the votes against")
    )
    abstentions = facts.integer(
        ("abstentions", "abstentions"), high=500, null=True, noun=("les abstentions", "the abstentions")
    )
    document = document()


@register(
    "town.documents",
    label=("pièces", "documents"),
    singular=("pièce", "document"),
    description=(
        "Les pièces sur lesquelles reposent des chiffres et des fiches : qui les a établies, quand, et leur empreinte.",
        "The documents that figures and records rest on: who made them, when, and their hash.",
    ),
    title="title",
    dated="dated_on",
    columns=("title", "kind", "issuer", "dated_on"),
    exhibits={"document": ("fichier", "file"), "reason": ("motif", "reason")},
)
class Document(Record):
    """One document, kept and downloadable; its hash says that it is still the same."""

    title = facts.text(("titre", "title"), 200, noun=("le titre", "the title"))
    kind = facts.code(("nature", "kind"), KINDS, noun=("la nature", "the kind"))
    issuer = facts.text(("établie par", "issued by"), 160, noun=("l’émetteur", "the issuer"))
    dated_on = facts.date(("datée du", "dated"), noun=("la date", "the date"), when=("daté", "dated"))
    address = facts.text(
        ("adresse d’origine", "original address"), 300, null=True, noun=("l’adresse", "the original address")
    )
    sha256 = facts.text(
        ("empreinte SHA-256", "SHA-256"), 64, null=True, noun=("l’empreinte du fichier", "the file’s hash")
    )
