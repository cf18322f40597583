"""Rules in words: what a rule says, for people who will never read it as written."""

from datetime import date

from chapitre.kernel.rules.check import Checked, check
from chapitre.kernel.rules.nodes import COMPARISONS, COMPLEMENTS, MIRRORS, SPANS, Tree
from chapitre.kernel.rules.schema import Schema
from chapitre.kernel.rules.words import Words


def explain(tree: Tree, schema: Schema, lang: str = "fr") -> str:
    """A rule as a phrase, in French or English ("en"), without capital or full stop. Raises RuleError.

    A yes-or-no rule gives what follows the noun it selects: "(les signalements) reçu le 1er janvier 2023 ou après, et
    dont la relecture n’est pas suspendue". Another rule gives a noun: "le nombre de jours entre … et …".
    """
    speaker = Speaker(schema, Words(lang))
    checked = check(tree, schema)
    return speaker.clause(checked) if checked.type == "bool" else speaker.noun(checked)


class Speaker:
    """Says clauses and nouns. Negation is pushed down to the leaves, which is exact with unknowns too."""

    def __init__(self, schema: Schema, words: Words) -> None:
        self.schema, self.words, self.say = schema, words, words.say

    # Clauses

    def clause(self, node: Checked, holds: bool = True) -> str:
        if node.op == "not":
            return self.clause(node.args[0], not holds)
        if node.op in ("and", "or"):
            return self.group(node, holds)
        if node.op in COMPARISONS:
            return self.comparison(node, node.op if holds else COMPLEMENTS[node.op])
        if node.op == "in":
            return self.membership(node, holds)
        if node.op == "known":
            return self.known(node.args[0], holds)
        if node.op == "if":
            return self.cases(node, "clause", [self.clause(one, holds) for one in (*node.args[1::2], node.args[-1])])
        if node.op == "field":
            return self.answer(node.leaf, holds)
        return self.say("always" if node.leaf is holds else "never")

    def group(self, node: Checked, holds: bool) -> str:
        """Clauses joined by and, or by either … or; a group within a group goes in brackets."""
        joint = (node.op == "and") is holds
        members = self.members(node, holds, joint)
        parts = self.spans_of_values(members) if joint else [self.member(*one) for one in members]
        if len(parts) == 1:
            return parts[0]
        # A clause that lists values has commas of its own.
        listing = any(", " in part and not part.startswith("(") for part in parts)
        apart = self.say("semicolon") if listing else ", "
        if not joint:
            return self.say("either", (apart + self.say("or")).join(parts))
        return apart.join([*parts[:-1], self.say("and", parts[-1])])

    def members(self, node: Checked, holds: bool, joint: bool) -> list[tuple[Checked, bool]]:
        """The clauses of a group, those of groups of the same kind taken in."""
        while node.op == "not":
            node, holds = node.args[0], not holds
        if node.op in ("and", "or") and ((node.op == "and") is holds) is joint:
            return [one for arg in node.args for one in self.members(arg, holds, joint)]
        return [(node, holds)]

    def member(self, node: Checked, holds: bool) -> str:
        said = self.clause(node, holds)
        return f"({said})" if node.op in ("and", "or") else said

    def spans_of_values(self, members: list[tuple[Checked, bool]]) -> list[str]:
        """The clauses of an `and`; "at least a" followed by "at most b" of the same thing is said as one."""
        parts: list[str] = []
        waiting = list(members)
        while waiting:
            one, holds = waiting.pop(0)
            both = holds and waiting and waiting[0][1]
            within = self.within(one, waiting[0][0]) if both else None
            if within is not None:
                waiting.pop(0)
            parts.append(within or self.member(one, holds))
        return parts

    def within(self, one: Checked, other: Checked) -> str | None:
        low, high = _bound(one, "ge"), _bound(other, "le")
        if low is None or high is None or low[0].tree != high[0].tree or low[0].constant:
            return None
        subject, ends = low[0], (self.noun(low[1]), self.noun(high[1]))
        if subject.type == "date":
            return self.say("day_within", self.event(subject), *ends)
        return self.about(subject, "int_within", *ends)

    def comparison(self, node: Checked, op: str) -> str:
        left, right = node.args
        if (left.constant and not right.constant) or (right.op == "field" and left.op not in ("field", *SPANS)):
            left, right, op = right, left, MIRRORS[op]
        if left.type == "date":
            return self.say(
                f"{'day' if right.op in ('date', 'today') else 'event'}_{op}", self.event(left), self.noun(right)
            )
        if left.type == "bool" and right.op == "bool":
            return self.clause(left, right.leaf is (op == "eq"))
        if left.type == "int":
            return self.moment(left, right, op) or self.about(left, f"int_{op}", self.noun(right))
        if left.type == "str" and right.op == "str":
            return self.about(left, f"str_{op}", self.value(left, right.leaf))
        return self.say("for", self.say("same" if op == "eq" else "differ", self.noun(left), self.noun(right)))

    def moment(self, left: Checked, right: Checked, op: str) -> str | None:
        """ "received in 2024", "received at least 36 months ago": when numbers speak of a date."""
        if right.op != "int" or not left.args or left.args[0].op != "field":
            return None
        event, count = self.event(left.args[0]), right.leaf
        if left.op == "year":
            return self.say(f"year_{op}", event, str(count))
        if left.op not in SPANS or left.args[1].op != "today" or op == "ne":
            return None
        op, count = {"gt": ("ge", count + 1), "le": ("lt", count + 1)}.get(op, (op, count))
        return self.say(f"ago_{op}", event, self.words.length(left.op, count)) if count > 0 else None

    def membership(self, node: Checked, holds: bool) -> str:
        subject = node.args[0]
        if subject.type == "date":
            days = self.words.choices([self.words.date(date.fromisoformat(one)) for one in node.leaf])
            return self.say("day_eq" if holds else "day_ne", self.event(subject), days)
        if subject.type == "bool":
            return self.about(
                subject, "str_eq" if holds else "str_ne", self.words.choices([self.oui(one) for one in node.leaf])
            )
        values = [self.value(subject, one) if subject.type == "str" else self.words.number(one) for one in node.leaf]
        if holds or len(values) == 1:
            return self.about(subject, f"{subject.type}_{'eq' if holds else 'ne'}", self.words.choices(values))
        return self.about(subject, f"{subject.type}_none", self.say("nor").join(values))

    def oui(self, value: bool) -> str:
        return self.words.pick(("oui", "yes") if value else ("non", "no"))

    def known(self, node: Checked, holds: bool) -> str:
        key = "known" if holds else "unknown"
        phrase = self.schema.fields[node.leaf].phrase.get(key) if node.op == "field" else None
        return self.words.pick(phrase) if phrase else self.say(key, self.noun(node))

    def answer(self, name: str, holds: bool) -> str:
        """A boolean field: its own phrase, or its label where that is a clause, or "oui" and "non"."""
        field = self.schema.fields[name]
        phrase = field.phrase.get("true" if holds else "false")
        if phrase:
            return self.words.pick(phrase)
        label = self.words.pick(field.label or (name, name))
        verb, negated = self.words.pick((" est ", " is ")), self.words.pick((" n’est pas ", " is not "))
        if verb in label:
            return self.whose(label if holds else label.replace(verb, negated, 1))
        return self.whose(self.say("yes" if holds else "no", self.field_noun(name)))

    # What a clause speaks about

    def about(self, subject: Checked, key: str, *parts: str) -> str:
        said = self.say(key, self.noun(subject), *parts)
        return self.whose(said) if subject.op == "field" or subject.op in SPANS else self.say("for", said)

    def whose(self, said: str) -> str:
        return self.say("of", said.removeprefix("the ") if self.words.index else said)

    def event(self, subject: Checked) -> str:
        """How a clause about a date begins: "reçu", or "dont la date de réception tombe"."""
        phrase = self.schema.fields[subject.leaf].phrase.get("when") if subject.op == "field" else None
        return self.words.pick(phrase) if phrase else self.about(subject, "falls")

    # Nouns

    def noun(self, node: Checked) -> str:
        if node.type == "bool":
            return self.say("answer", self.clause(node))
        if node.op == "field":
            return self.field_noun(node.leaf)
        if node.op in ("int", "date", "str", "today"):
            return self.literal(node)
        if node.op == "if":
            values = [self.noun(one) for one in (*node.args[1::2], node.args[-1])]
            return self.cases(node, "value", values)
        if node.op == "add_days":
            return self.shifted(*node.args)
        args = [self.noun(one) for one in node.args]
        if node.op in ("min", "max"):
            return self.say(f"{node.op}_{node.type}", self.say("semicolon").join(args))
        if node.op in ("add", "sub", "mul"):
            return f"({({'add': ' + ', 'sub': ' − ', 'mul': ' × '}[node.op]).join(args)})"
        return f"(−{args[0]})" if node.op == "neg" else self.say(node.op, *args)

    def field_noun(self, name: str) -> str:
        label = self.words.pick(self.schema.fields[name].label or (name, name))
        articles = self.words.pick(("le la l’ les un une", "the a an")).split()
        has_article = any(label.startswith(one if one.endswith("’") else f"{one} ") for one in articles)
        return label if has_article else self.say("datum", label)

    def literal(self, node: Checked) -> str:
        if node.op == "today":
            return self.say("today")
        if node.op == "date":
            return self.words.date(date.fromisoformat(node.leaf))
        return self.words.number(node.leaf) if node.op == "int" else self.words.quoted(node.leaf)

    def value(self, subject: Checked, code: str) -> str:
        """A code in words; quoted where it would not read as part of the sentence."""
        values = self.schema.fields[subject.leaf].values if subject.op == "field" else {}
        said = self.words.pick(values[code]) if code in values else code
        return said if code in values and said[:1].islower() and "," not in said else self.words.quoted(said)

    def shifted(self, day: Checked, count: Checked) -> str:
        if count.op != "int":
            return self.say("plus_days", self.noun(day), self.noun(count))
        if count.leaf == 0:
            return self.noun(day)
        key = "days_after" if count.leaf > 0 else "days_before"
        return self.say(key, self.words.ordinal(abs(count.leaf)), self.noun(day))

    def cases(self, node: Checked, form: str, results: list[str]) -> str:
        tests = [self.clause(test) for test in node.args[:-1:2]]
        said = [self.say(f"case_{form}", test, result) for test, result in zip(tests, results[:-1], strict=True)]
        return f"({self.say('semicolon').join([*said, self.say(f'else_{form}', results[-1])])})"


def _bound(node: Checked, op: str) -> tuple[Checked, Checked] | None:
    """What a comparison bounds and by what, if it reads that way round."""
    if node.op == op:
        return node.args[0], node.args[1]
    return (node.args[1], node.args[0]) if node.op == MIRRORS[op] else None
