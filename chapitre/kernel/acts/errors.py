"""What can be wrong with an act, one exception a broken rule, each with a sentence for the person who tried."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import said


class ActError(Exception):
    """An act refused; nothing was changed. `status` is the HTTP answer it deserves."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(ActError):
    """The role, or the department, may not perform this act."""

    status = 403


class OutOfOrder(ActError):
    """The record's state does not allow this act."""

    status = 409


class StaleRecord(ActError):
    """Somebody else acted on the record since it was read."""

    status = 409

    def __init__(self, key: str) -> None:
        super().__init__(
            _("La fiche %(key)s a changé depuis que vous l’avez ouverte. Relisez-la, puis recommencez.") % {"key": key}
        )


class NoSuchRecord(ActError):
    """No record has this key."""

    status = 404

    def __init__(self, key: str) -> None:
        super().__init__(_("Aucune fiche ne porte le numéro %(key)s.") % {"key": key})


class KeyTaken(ActError):
    """A record with this key exists already."""

    status = 409

    def __init__(self, key: str) -> None:
        super().__init__(_("La fiche %(key)s existe déjà.") % {"key": key})


class FutureDate(ActError):
    """An act cannot be dated after the moment it is recorded."""

    def __init__(self) -> None:
        super().__init__(_("Un acte ne peut pas porter une date à venir."))


class BadFact(ActError):
    """A fact has a value that its register does not allow."""

    def __init__(self, name: str, value: object) -> None:
        self.name = name
        super().__init__(
            _("La valeur « %(value)s » n’est pas permise pour « %(name)s ».") % {"value": value, "name": name}
        )


class NothingThere(BadFact):
    """A fact names a record that does not exist."""

    def __init__(self, name: str, key: str, label: str, register: str) -> None:
        ActError.__init__(
            self,
            _("%(label)s : rien ne porte le numéro « %(key)s » dans le registre « %(register)s ».")
            % {"label": label[:1].upper() + label[1:], "key": key, "register": register},
        )
        self.name = name


class Doubled(BadFact):
    """A fact, or several together, have a value that another record has and no two may share."""

    status = 409

    def __init__(self, register: Register, names: Sequence[str]) -> None:
        labels = ", ".join(said(register.about[name].label) for name in names)
        ActError.__init__(self, _("Une autre fiche a déjà cette valeur, qui doit être unique : %s.") % labels)
        self.name = names[-1]


class Contradiction(ActError):
    """The facts of a record do not go together."""

    def __init__(self, check: str) -> None:
        super().__init__(_("Ces valeurs se contredisent (contrôle « %s »).") % check)


class Missing(ActError):
    """The act needs something that was not given."""
