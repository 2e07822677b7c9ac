"""A finished PDF and its claims in, what page-validation confirms and what it refuses out."""

from __future__ import annotations

import page

from press.jobs import Claims

PROFILES = {"PDF/UA-1": "ua1", "PDF/A-2a": "pdfa2a", "PDF/A-3a": "pdfa3a"}
"""What page-validation knows; a claim outside it is veraPDF's to confirm."""

MISFIRE = "STREAM-LENGTH-001"
"""It takes the last byte of a stream for a line end when that byte is 0x0D (measured on 0.11.0).
The lengths are written by qpdf and right; veraPDF reads the same files and agrees."""


def confirmed(data: bytes, claims: Claims | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the claimed standards that hold, and one line for each rule that fails."""
    holding, failures = [], []
    for name in claims.names if claims else ():
        if name not in PROFILES:
            continue
        report = page.validate_pdf_bytes(data, profile=PROFILES[name])
        broken = {rule.rule_id for rule in report.failures if not rule.rule_id.endswith(MISFIRE)}
        if not broken:
            holding.append(name)
        failures += sorted(f"{name}: {rule}" for rule in broken)
    return tuple(holding), tuple(failures)
