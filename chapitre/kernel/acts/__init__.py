"""Acts: the only way a record changes."""

from chapitre.kernel.acts.act import Act, Change, PrivateRow, act, acts, acts_of
from chapitre.kernel.acts.after import Receipt
from chapitre.kernel.acts.errors import (
    ActError,
    BadFact,
    Contradiction,
    Doubled,
    FutureDate,
    KeyTaken,
    Missing,
    NoSuchRecord,
    NotAllowed,
    NothingThere,
    OutOfOrder,
    StaleRecord,
)
from chapitre.kernel.acts.perform import Step, perform, perform_many
from chapitre.kernel.acts.plain import HEADS, Plain, plain, step

__all__ = [
    "HEADS",
    "Act",
    "ActError",
    "BadFact",
    "Change",
    "Contradiction",
    "Doubled",
    "FutureDate",
    "KeyTaken",
    "Missing",
    "NoSuchRecord",
    "NotAllowed",
    "NothingThere",
    "OutOfOrder",
    "Plain",
    "PrivateRow",
    "Receipt",
    "StaleRecord",
    "Step",
    "act",
    "acts",
    "acts_of",
    "perform",
    "perform_many",
    "plain",
    "step",
]
