"""A finished PDF and its claims in, what page-validation confirms and what it refuses out."""

from __future__ import annotations

import page

from press.model import Claims

PROFILES = {"PDF/UA-1": "ua1", "PDF/A-2a": "pdfa2a", "PDF/A-3a": "pdfa3a"}
"""What page-validation knows; a claim outside it is veraPDF's to confirm."""


def confirmed(data: bytes, claims: Claims | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the claimed standards that hold, and one line for each rule that fails."""
    holding, failures = [], []
    for name in claims.names if claims else ():
        if name not in PROFILES:
            continue
        report = page.validate_pdf_bytes(data, profile=PROFILES[name])
        if not report.failures:
            holding.append(name)
        failures += sorted({f"{name}: {failure.rule_id}" for failure in report.failures})
    return tuple(holding), tuple(failures)
