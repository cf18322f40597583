"""The addresses of open data, of search and of the legal pages."""

from django.urls import path, re_path, register_converter

from chapitre.opendata.addresses import DatasetConverter, ExtensionConverter
from chapitre.opendata.views import catalogue, files, legal, ogc, search

register_converter(DatasetConverter, "dataset")
register_converter(ExtensionConverter, "extension")

urlpatterns = [
    path("donnees", catalogue.index, name="donnees"),
    re_path(r"^donnees/catalogue\.(?P<extension>ttl|jsonld)$", catalogue.rdf, name="donnees_rdf"),
    path("donnees/datapackage.json", catalogue.data_package, name="donnees_paquet"),
    path("donnees/<dataset:name>.csv-metadata.json", catalogue.csvw, name="donnees_csvw"),
    path("donnees/<dataset:name>.officiel.<extension:extension>", files.register_file, {"official": True}),
    path("donnees/<dataset:name>.<extension:extension>", files.register_file, name="donnees_fichier"),
    path("donnees/<dataset:name>/v<int:schema>.<extension:extension>", files.versioned, name="donnees_version"),
    path("donnees/<dataset:name>", catalogue.register, name="donnees_registre"),
    path("ogc", ogc.landing, name="ogc"),
    path("ogc/", ogc.landing),
    path("ogc/conformance", ogc.conformance, name="ogc_conformance"),
    path("ogc/api", ogc.api, name="ogc_api"),
    path("ogc/collections", ogc.collections, name="ogc_collections"),
    path("ogc/collections/<dataset:name>", ogc.collection, name="ogc_collection"),
    path("ogc/collections/<dataset:name>/schema", ogc.schema, name="ogc_schema"),
    path("ogc/collections/<dataset:name>/queryables", ogc.queryables, name="ogc_queryables"),
    path("ogc/collections/<dataset:name>/items", ogc.items, name="ogc_items"),
    path("ogc/collections/<dataset:name>/items/<key:key>", ogc.item, name="ogc_item"),
    path("recherche", search.page, name="recherche"),
    path("accessibilite", legal.accessibility, name="accessibilite"),
    path("donnees-personnelles", legal.privacy, name="donnees_personnelles"),
    path("mentions-legales", legal.legal, name="mentions_legales"),
]
