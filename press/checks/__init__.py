"""Checks: sources, translations and artefacts in, findings out. They yield and never raise."""
