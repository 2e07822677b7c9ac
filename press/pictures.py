"""PDFs of dist/ in, the pictures of the docs out: ``python -m press.pictures`` after a build."""

from __future__ import annotations

import subprocess  # poppler is a program
from pathlib import Path

from press.findings import MachineError

HOME = Path(__file__).resolve().parent.parent
PICTURES = {
    "RHM20-en.png": "RHM20/RHM20-en-a4-v3.0.pdf",
    "RHM20-ur.png": "RHM20/RHM20-ur-a4-v3.0.pdf",
    "RHM20-bn-large.png": "RHM20/RHM20-bn-large-print-v3.0.pdf",
    "RHM21-pl.png": "RHM21/RHM21-pl-a4-v1.0.pdf",
    "RHM20-zh-Hans-draft.png": "drafts/RHM20-zh-Hans-a4-v3.0-DRAFT.pdf",
    "print.png": "RHM20/RHM20-en-print-v3.0.pdf",
    "grey.png": "RHM20/RHM20-en-grey-v3.0.pdf",
    "review-sheet.png": "proofs/RHM20-sk-review.pdf",
    "proof.png": "proofs/RHM20-sk-proof.pdf",
}
DOTS_PER_INCH = 72


def draw(pdf: Path, png: Path, page: int = 1) -> None:
    """Write a picture of one page of a PDF, 72 dots to the inch.

    Raises MachineError where poppler is not installed.
    """
    png.parent.mkdir(parents=True, exist_ok=True)
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH)]
    pages = ["-f", str(page), "-l", str(page)]
    try:
        subprocess.run([*command, *pages, pdf, png.with_suffix("")], check=True)
    except FileNotFoundError as error:
        raise MachineError("pdftoppm is missing; apt-get install poppler-utils") from error


if __name__ == "__main__":
    for name, path in PICTURES.items():
        draw(HOME / "dist" / path, HOME / "docs" / "pictures" / name)
