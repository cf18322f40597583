"""Who answers for the site, and whom to write to, as far as town.toml says: what the legal pages must print."""

from dataclasses import dataclass, field

from chapitre.kernel.town.reading import Table

EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
AN_EMAIL = "une adresse électronique est attendue"


@dataclass(frozen=True)
class Host:
    """Whose machines the site runs on."""

    name: str
    address: str
    phone: str


@dataclass(frozen=True)
class Publisher:
    """The body that publishes the site. What town.toml leaves out is None, and the pages say that it is missing."""

    name: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    director: str | None = None  # of the publication: in a town, the mayor
    data_protection: str | None = None  # address of the data protection officer
    accessibility: str | None = None  # address to tell what cannot be read or done
    host: Host | None = field(default=None)

    @property
    def missing(self) -> list[str]:
        """The keys that the law wants and town.toml has not."""
        return [name for name, value in vars(self).items() if value is None]


def read_publisher(root: Table) -> Publisher:
    """The table `publisher`, where there is one. Raises TownError."""
    if not root.has("publisher"):
        return Publisher()
    table = root.table("publisher")
    plain = {name: table.text(name) for name in ("name", "address", "phone", "director") if table.has(name)}
    emails = ("email", "data_protection", "accessibility")
    addresses = {name: table.text(name, EMAIL, AN_EMAIL) for name in emails if table.has(name)}
    publisher = Publisher(**plain, **addresses, host=_host(table))
    table.close()
    return publisher


def _host(table: Table) -> Host | None:
    if not table.has("host"):
        return None
    host = table.table("host")
    found = Host(host.text("name"), host.text("address"), host.text("phone"))
    host.close()
    return found
