"""The catalogue as RDF: DCAT-AP 3, which the national and the European data portals harvest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from chapitre.kernel import clock
from chapitre.kernel.town import town
from chapitre.kernel.words import Pair
from chapitre.opendata.catalogue import LICENCE, LICENCE_URL, Dataset
from chapitre.opendata.files import Kind
from chapitre.opendata.package import Address

EU = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
VERSION = URIRef(f"{DCAT}version")  # of DCAT 3, which rdflib does not list
LANGUAGE = URIRef(f"{EU}/language/FRA")
THEMES = URIRef(f"{EU}/data-theme")
# The European theme of each chapter; what is shared, and the report itself, are about government.
THEME = {
    "building": "REGI",
    "housing": "SOCI",
    "climate": "ENVI",
    "mobility": "TRAN",
    "commerce": "ECON",
    "streets": "REGI",
    "safety": "JUST",
}
FILE_TYPES = {"csv": "CSV", "xlsx": "XLSX", "geojson": "GEOJSON", "parquet": "PARQUET", "jsonl": "JSON"}
TITLE: Pair = ("Les registres de la Ville", "The town’s registers")
ABOUT: Pair = (
    "Tous les registres publics de la Ville : chaque fiche vient d’actes inscrits à un registre que chacun peut"
    " vérifier.",
    "All the town’s public registers: each record comes from acts written in a ledger that anybody can check.",
)
SERVICE: Pair = ("Les registres par OGC API Features", "The registers by OGC API Features")
WRITTEN = {"ttl": ("turtle", "text/turtle; charset=utf-8"), "jsonld": ("json-ld", "application/ld+json")}
"""Extension -> rdflib's name of the format, media type."""


def digest(sets: Iterable[Dataset], base: str) -> str:
    """Changes when the catalogue would say something else: with its registers, their last day, who publishes them."""
    told = [[one.name, one.register.schema, one.register.label, one.register.description, _day(one)] for one in sets]
    about = [base, town().name, str(town().publisher), told]
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:32]


def catalogue(sets: Iterable[Dataset], address: Address, api: str) -> Graph:
    """The graph. `address` gives the whole address of a file of /donnees, `api` is that of the OGC API."""
    return _Catalogue(address, api).of(list(sets))


def _day(one: Dataset) -> str | None:
    return clock.civil(one.at).isoformat() if one.at else None


class _Catalogue:
    """The graph while it is put together."""

    def __init__(self, address: Address, api: str) -> None:
        self.graph = Graph()
        for prefix, space in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("skos", SKOS)):
            self.graph.bind(prefix, space)
        self.address = address
        self.me, self.publisher = URIRef(address("") + "#catalogue"), URIRef(address("") + "#ville")
        self.place, self.service = URIRef(f"http://id.insee.fr/geo/commune/{town().insee}"), URIRef(api)

    def of(self, sets: list[Dataset]) -> Graph:
        """Everything."""
        self._people_and_place()
        self._typed(self.me, DCAT.Catalog)
        self._words(self.me, DCTERMS.title, TITLE)
        self._words(self.me, DCTERMS.description, ABOUT)
        self._add(self.me, DCTERMS.publisher, self.publisher)
        self._add(self.me, DCTERMS.language, self._typed(LANGUAGE, DCTERMS.LinguisticSystem))
        self._add(self.me, DCTERMS.license, self._licence())
        self._add(self.me, DCTERMS.spatial, self.place)
        self._add(self.me, FOAF.homepage, self._typed(URIRef(self.address("")), FOAF.Document))
        self._add(self.me, DCAT.themeTaxonomy, self._typed(THEMES, SKOS.ConceptScheme))
        self._words(THEMES, DCTERMS.title, ("Thèmes de données", "Data themes"))
        days = [day for one in sets if (day := _day(one))]
        if days:
            self._add(self.me, DCTERMS.modified, Literal(max(days), datatype=XSD.date))
        self._serve()
        for one in sets:
            self._dataset(one)
        return self.graph

    def _people_and_place(self) -> None:
        said = town().publisher
        self._typed(self.publisher, FOAF.Agent)
        self._add(self.publisher, FOAF.name, Literal(said.name or town().name, lang="fr"))
        if said.email:
            contact = self._typed(URIRef(self.address("") + "#contact"), VCARD.Organization)
            self._add(contact, VCARD.fn, Literal(said.name or town().name, lang="fr"))
            self._add(contact, VCARD.hasEmail, URIRef(f"mailto:{said.email}"))
        self._typed(self.place, DCTERMS.Location)
        west, south, east, north = (edge / 1_000_000 for edge in town().bounds)
        ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
        self._add(self.place, DCAT.bbox, Literal(f"POLYGON (({ring}))", datatype=GEO.wktLiteral))

    def _serve(self) -> None:
        self._typed(self.service, DCAT.DataService)
        self._words(self.service, DCTERMS.title, SERVICE)
        self._add(self.service, DCAT.endpointURL, self.service)
        self._add(self.service, DCAT.endpointDescription, URIRef(f"{self.service}/api"))
        self._add(self.service, DCTERMS.license, self._licence())
        standard = URIRef("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core")
        self._add(self.service, DCTERMS.conformsTo, self._typed(standard, DCTERMS.Standard))
        self._add(self.me, DCAT.service, self.service)

    def _dataset(self, one: Dataset) -> None:
        me = self._typed(URIRef(self.address(one.name)), DCAT.Dataset)
        self._add(self.me, DCAT.dataset, me)
        self._words(me, DCTERMS.title, one.register.label)
        self._words(me, DCTERMS.description, one.register.description)
        self._add(me, DCTERMS.identifier, Literal(one.name))
        self._add(me, DCTERMS.publisher, self.publisher)
        if town().publisher.email:
            self._add(me, DCAT.contactPoint, URIRef(self.address("") + "#contact"))
        self._add(me, DCTERMS.language, LANGUAGE)
        self._add(me, DCTERMS.spatial, self.place)
        theme = URIRef(f"{EU}/data-theme/{THEME.get(one.register.chapter, 'GOVE')}")
        self._add(me, DCAT.theme, self._typed(theme, SKOS.Concept))
        self._words(me, DCAT.keyword, one.register.singular)
        self._add(me, DCTERMS.accrualPeriodicity, self._typed(URIRef(f"{EU}/frequency/CONT"), DCTERMS.Frequency))
        self._add(me, DCAT.landingPage, self._typed(URIRef(self.address(one.name)), FOAF.Document))
        self._add(me, VERSION, Literal(str(one.register.schema)))
        if day := _day(one):
            self._add(me, DCTERMS.modified, Literal(day, datatype=XSD.date))
        for schema in one.schemas:
            self._add(me, DCTERMS.conformsTo, self._typed(URIRef(schema.url), DCTERMS.Standard))
        for kind in one.kinds:
            self._distribution(me, one, kind)
        self._add(self.service, DCAT.servesDataset, me)

    def _distribution(self, dataset: URIRef, one: Dataset, kind: Kind) -> None:
        url = URIRef(self.address(f"{one.name}{kind.suffix}"))
        me = self._typed(URIRef(f"{url}#fichier"), DCAT.Distribution)
        self._add(dataset, DCAT.distribution, me)
        self._add(me, DCTERMS.title, Literal(kind.extension.upper()))
        self._add(me, DCAT.accessURL, url)
        self._add(me, DCAT.downloadURL, url)
        self._add(me, DCTERMS.license, self._licence())
        media = URIRef(f"{IANA}/{kind.media_type.partition(';')[0]}")
        self._add(me, DCAT.mediaType, self._typed(media, DCTERMS.MediaType))
        form = URIRef(f"{EU}/file-type/{FILE_TYPES[kind.extension]}")
        self._add(me, DCTERMS["format"], self._typed(form, DCTERMS.MediaTypeOrExtent))
        if kind.schema:
            schema = next(schema for schema in one.schemas if schema.name == kind.schema)
            self._add(me, DCTERMS.conformsTo, URIRef(schema.url))

    def _licence(self) -> URIRef:
        me = self._typed(URIRef(LICENCE_URL), DCTERMS.LicenseDocument)
        self._add(me, DCTERMS.title, Literal(LICENCE))
        return me

    def _typed(self, node: URIRef, kind: URIRef) -> URIRef:
        self.graph.add((node, RDF.type, kind))
        return node

    def _add(self, subject: Node, predicate: Node, value: Node) -> None:
        self.graph.add((subject, predicate, value))

    def _words(self, subject: Node, predicate: Node, pair: Pair) -> None:
        for language, words in zip(("fr", "en"), pair, strict=True):
            self.graph.add((subject, predicate, Literal(words, lang=language)))
