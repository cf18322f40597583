"""What happens once a jury is drawn: the terms it sits under, its sessions with how many came, what was paid to it."""

from __future__ import annotations

from datetime import date

from chapitre.kernel.commons.columns import decision
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

SESSION_STATES = {
    "planned": ("à venir", "to come"),
    "held": ("tenue", "held"),
    "cancelled": ("annulée", "cancelled"),
}
MARKS = {
    "present": ("présent·e", "present"),
    "excused": ("excusé·e", "excused"),
    "absent": ("absent·e", "absent"),
}
MOST_SEATS = 500


@register(
    "voice.jury_terms",
    label=("conditions faites aux jurys", "terms of juries"),
    singular=("conditions faites aux jurys", "terms of juries"),
    description=(
        "Ce que la Ville doit à ses jurys à partir d’un jour : l’indemnité d’une session, les délais, et leur source.",
        "What the town owes its juries, from a day on: the allowance of a session, the delays, with their source.",
    ),
    title="source",
    dated="since",
    columns=("since", "allowance_cents", "answer_days", "kept_months", "source"),
    exhibits={"reason": ("motif", "reason")},
)
class JuryTerms(Record):
    """The terms in force from a day until the next ones."""

    since = facts.date(("à partir du", "from"), noun=("la date d’effet", "the day they apply from"))
    allowance_cents = facts.integer(
        ("indemnité d’une session", "allowance of a session"),
        high=10**8,
        unit="eur",
        noun=("l’indemnité", "the allowance"),
        help=("Par personne présente.", "For each person present."),
    )
    answer_days = facts.integer(
        ("jours pour répondre", "days to answer"),
        low=1,
        high=90,
        noun=("le délai de réponse", "the time to answer"),
        help=("De qui est tiré au sort, ou appelé en suppléance.", "Of who is drawn, or called from the alternates."),
    )
    kept_months = facts.integer(
        ("mois gardés après l’avis", "months kept after the opinion"),
        high=24,
        noun=("les mois gardés", "the months kept"),
        help=(
            "Combien de temps noms et réponses des volontaires restent après l’avis : le temps de payer.",
            "How long volunteers’ names and answers stay after the opinion: the time to pay.",
        ),
    )
    source = facts.text(("source", "source"), 200, noun=("la source", "the source"))
    decision = decision()

    @classmethod
    def in_force(cls, day: date) -> JuryTerms | None:
        """The latest terms that apply on a day; None before the first."""
        return cls.objects.filter(withdrawn=False, since__lte=day).order_by("-since", "-pk").first()


@register(
    "voice.jury_sessions",
    label=("sessions des jurys", "jury sessions"),
    singular=("session de jury", "jury session"),
    description=(
        "Chaque session d’un jury : la réunion, combien de sièges étaient attendus, présents, excusés, absents.",
        "Each session of a jury: the meeting, how many seats were expected, present, excused, absent.",
    ),
    dated="held_on",
    columns=("jury", "meeting", "state", "held_on", "seats", "present"),
    marks={"planned": "new", "held": "done", "cancelled": "no"},
    exhibits={"reason": ("motif", "reason")},
    private=("voice.Attendance",),
)
class JurySession(Record):
    """One session. How many came is public; who came never is."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    meeting = facts.link(("réunion", "meeting"), "town.meetings", noun=("la réunion", "the meeting"))
    state = facts.code(("état", "state"), SESSION_STATES, length=12, noun=("l’état", "the state"))
    held_on = facts.date(("tenue le", "held on"), null=True, noun=("la date", "the date"), when=("tenu", "held"))
    seats = facts.integer(
        ("sièges attendus", "seats expected"), high=MOST_SEATS, null=True, noun=("les sièges attendus", "the seats")
    )
    present = facts.integer(("présents", "present"), high=MOST_SEATS, null=True, noun=("les présents", "those present"))
    excused = facts.integer(("excusés", "excused"), high=MOST_SEATS, null=True, noun=("les excusés", "those excused"))
    absent = facts.integer(("absents", "absent"), high=MOST_SEATS, null=True, noun=("les absents", "those absent"))


@register(
    "voice.jury_allowances",
    label=("indemnités des jurys", "jury allowances"),
    singular=("indemnités d’une session", "allowances of a session"),
    description=(
        "Ce qui a été payé à un jury pour une session : à combien de personnes, à quel taux, en tout. Jamais à qui.",
        "What was paid to a jury for a session: to how many people, at what rate, in all. Never to whom.",
    ),
    dated="paid_on",
    columns=("paid_on", "jury", "session", "jurors", "rate_cents", "amount_cents"),
    exhibits={"reason": ("motif", "reason")},
    private=("voice.AllowancePaid",),
)
class JuryAllowance(Record):
    """One payment for one session, to some of those who were there."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    session = facts.link(("session", "session"), "voice.jury_sessions", noun=("la session", "the session"))
    paid_on = facts.date(("payé le", "paid on"), noun=("la date du paiement", "the date"), when=("payé", "paid"))
    jurors = facts.integer(
        ("personnes payées", "people paid"), low=1, high=MOST_SEATS, noun=("les personnes", "the people")
    )
    rate_cents = facts.integer(("par personne", "each"), high=10**8, unit="eur", noun=("le taux", "the rate"))
    amount_cents = facts.integer(("montant", "amount"), high=10**11, unit="eur", noun=("le montant", "the amount"))
