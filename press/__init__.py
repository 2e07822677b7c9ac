"""Leaflet Press: translated catalogs and templates in, print-ready patient leaflets out."""

__version__ = "0.1.0"
