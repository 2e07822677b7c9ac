"""Named files in, one ZIP that has the same bytes on every machine out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP can name: no clock reaches the bytes."""
READABLE = 0o644 << 16
"""Permissions of a file, as Unix's unzip reads them."""
UNIX = 3


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files, in the order of their names, as one ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = READABLE, UNIX
            archive.writestr(entry, data)
    return held.getvalue()
