"""Acts: the only way a record changes."""

from chapitre.kernel.acts.act import Act, Change, PrivateRow, act, acts, acts_of
from chapitre.kernel.acts.errors import (
    ActError,
    BadFact,
    FutureDate,
    KeyTaken,
    Missing,
    NoSuchRecord,
    NotAllowed,
    OutOfOrder,
    StaleRecord,
)
from chapitre.kernel.acts.perform import Receipt, Step, perform, perform_many

__all__ = [
    "Act",
    "ActError",
    "BadFact",
    "Change",
    "FutureDate",
    "KeyTaken",
    "Missing",
    "NoSuchRecord",
    "NotAllowed",
    "OutOfOrder",
    "PrivateRow",
    "Receipt",
    "StaleRecord",
    "Step",
    "act",
    "acts",
    "acts_of",
    "perform",
    "perform_many",
]
