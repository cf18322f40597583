"""OGC API Features 1.0: the registers as collections of features, for QGIS, GDAL and anybody's programs."""
