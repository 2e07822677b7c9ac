"""A Usage in, a small SVG out: copies of the last months, and in which languages. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from press.languages import format_day, language
from press.usage import Usage, counts, months

WIDTH, EDGE = 640, 24
"""In pixels, of the whole and around it."""
COLUMN_HEIGHT, COLUMN_GAP = 150, 8
ROW, NAME_WIDTH, LANGUAGES = 26, 150, 8
MIDDLE, BOLD = ' text-anchor="middle"', ' font-weight="700"'
INK, GREY, MAIN, LINE = "#1a2026", "#515a62", "#0b4f6c", "#9aa2a8"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw(found: Usage) -> str:
    """Return the chart: columns by month, bars by language, every one with its figure."""
    columns = months(found)
    bars = _languages(found)
    top = 96
    second = top + COLUMN_HEIGHT + 64
    height = second + ROW * len(bars) + EDGE if columns else top + EDGE
    title = f"{found.copies:,} copies on {_tickets(len(found.records))}"
    said = "; ".join(
        [*(f"{_month(name)} {copies:,}" for name, copies in columns)]
        + [f"{name} {copies:,}" for name, copies in bars]
    )
    body = [*_columns(columns, top), *_bars(bars, second)] if columns else []
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    named = 'role="img" aria-labelledby="title said" font-family="Noto Sans, system-ui, sans-serif"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="said">{escape(said)}</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            _text((EDGE, 42), title, 22, INK, BOLD),
            _text((EDGE, 66), _span(found), 13, GREY),
            *body,
            "</svg>",
            "",
        ]
    )


def _columns(columns: tuple[tuple[str, int], ...], top: int) -> Iterator[str]:
    most = max(copies for _, copies in columns)
    step = (WIDTH - 2 * EDGE) / len(columns)
    width = min(step - COLUMN_GAP, 56.0)
    floor = top + COLUMN_HEIGHT
    yield f'<path d="M{EDGE} {floor + 0.5}H{WIDTH - EDGE}" stroke="{LINE}"/>'
    for index, (name, copies) in enumerate(columns):
        middle = EDGE + step * (index + 0.5)
        tall = (COLUMN_HEIGHT - 20) * copies / most
        if copies:
            place = f'x="{middle - width / 2:.1f}" y="{floor - tall:.1f}"'
            yield f'<rect {place} width="{width:.1f}" height="{tall:.1f}" fill="{MAIN}"/>'
            yield _text((middle, floor - tall - 6), f"{copies:,}", 12, INK, MIDDLE)
        yield _text((middle, floor + 18), MONTHS[int(name[-2:]) - 1], 12, GREY, MIDDLE)
        if index == 0 or name.endswith("-01"):
            yield _text((middle, floor + 34), name[:4], 12, GREY, MIDDLE)


def _bars(bars: tuple[tuple[str, int], ...], top: int) -> Iterator[str]:
    most = max(copies for _, copies in bars)
    room = WIDTH - 2 * EDGE - NAME_WIDTH - 64
    for index, (name, copies) in enumerate(bars):
        base = top + ROW * index
        wide = room * copies / most
        yield _text((EDGE, base + 5), name, 13, INK)
        place = f'x="{EDGE + NAME_WIDTH}" y="{base - 7}"'
        yield f'<rect {place} width="{wide:.1f}" height="14" fill="{MAIN}"/>'
        yield _text((EDGE + NAME_WIDTH + wide + 8, base + 5), f"{copies:,}", 12, INK)


def _languages(found: Usage) -> tuple[tuple[str, int], ...]:
    """Return the copies of each language, the most first; the tail is one row."""
    held = [
        (language(one.name).english_name, one.copies)
        for one in counts(found)
        if one.by == "language"
    ]
    rest = held[LANGUAGES:]
    if len(rest) > 1:
        held[LANGUAGES:] = [(f"{len(rest)} others", sum(copies for _, copies in rest))]
    return tuple(held)


def _span(found: Usage) -> str:
    """Return the days that are counted, in words."""
    if not found.records:
        return "Nothing was recorded"
    if found.since and found.until:
        return f"{format_day(found.since, 'en')} to {format_day(found.until, 'en')}"
    if found.since:
        return f"Since {format_day(found.since, 'en')}"
    if found.until:
        return f"Until {format_day(found.until, 'en')}"
    return "All that was recorded; the last twelve months by month"


def _tickets(count: int) -> str:
    return "1 ticket" if count == 1 else f"{count:,} tickets"


def _month(name: str) -> str:
    return f"{MONTHS[int(name[-2:]) - 1]} {name[:4]}"


def _text(place: tuple[float, float], words: str, size: int, fill: str, style: str = "") -> str:
    x, y = place
    where = f'x="{x:.1f}" y="{y:.1f}"'
    return f'<text {where} font-size="{size}" fill="{fill}"{style}>{escape(words)}</text>'
