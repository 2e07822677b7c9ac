"""Who may import whom: the dict below is the plan of the house, and the doors stay shut.

``build.py`` → ``press.cli`` → commands → the pipeline and the desk → stages → pure tools →
``model``, ``jobs`` and ``findings``. What two stages need is a tool below them; one library,
one room.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLI = frozenset({"click", "rich"})
"""What speaks to people on a terminal; the commands' own tongue."""
TOGETHER = {"markupsafe": "jinja2", "mdit_py_plugins": "markdown_it", "pydyf": "weasyprint"}
"""Libraries that are one with another: it is not used without them."""


@dataclass(frozen=True)
class Door:
    """What one module may import."""

    press: frozenset[str]
    outside: str = ""
    """Its one library that is neither Python's nor the press's."""


def door(press: str = "", outside: str = "") -> Door:
    return Door(frozenset(press.split()), outside)


GROUND = {
    # Nouns, and what needs nothing but them.
    "__init__": door(),
    "model": door(),
    "jobs": door("model"),
    "findings": door(),
    "files": door(),
    "profiles": door("jobs model"),
    "fingerprints": door(),
    "languages": door(outside="babel"),
    "unit_words": door(),
}
TOOLS = {
    # Pure: text in, text or data out. Stages share them.
    "records": door("findings"),
    "print_room": door("findings model records"),
    "inks": door(),
    "output_intents": door("findings model records"),
    "alignment": door(),
    "po_syntax": door(),
    "word_changes": door(),
    "components": door(),
    "fact_patterns": door("unit_words"),
    "number_reading": door("fact_patterns unit_words"),
    "selection": door("model profiles"),
    "quantities": door("fact_patterns number_reading unit_words"),
    "isolation": door("languages quantities"),
    "markup": door("model", "markdown_it"),
    "qr": door(outside="segno"),
    "extracted": door("languages"),
    "fonts": door("files", "fontTools"),
    "typeset": door("components markup model"),
    "templates": door("components findings fonts isolation languages", "jinja2"),
    "parallel": door("languages markup model phrases typeset", "jinja2"),
    "phrases": door("isolation languages markup model templates typeset", "jinja2"),
    "checks.__init__": door(),
    "checks.structure": door("components findings markup model typeset"),
    "checks.wording": door("fonts languages"),
    # One kind of fault in one translation each; checks.translation asks them all.
    "checks.marks": door("checks.wording markup model"),
    "checks.facts": door("checks.wording model quantities"),
    "orthography": door("languages", "fontTools"),
    "checks.masking": door(),
    "checks.garbled": door("checks.masking checks.wording model orthography"),
    "checks.letters": door("checks.masking checks.wording languages model orthography"),
    "checks.digits": door("checks.masking checks.wording languages model orthography"),
    "checks.punctuation": door("checks.masking checks.wording languages model orthography"),
    "checks.spacing": door("checks.masking checks.wording model orthography"),
    "checks.characters": door("checks.masking checks.wording languages model orthography"),
    # What the words mean: the tables of the languages, and the checks that read them.
    "prose": door("number_reading"),
    "negators": door(),
    "negation_words": door("negators"),
    "text_lengths": door(),
    "function_words": door("languages prose"),
    "english_words": door("function_words"),
    "language_telling": door("english_words function_words languages prose"),
    "checks.agreed": door("model"),
    "checks.negation": door("checks.wording model negation_words prose"),
    "checks.foreign": door(
        "checks.wording english_words function_words language_telling languages model prose"
    ),
    "checks.length": door(
        "checks.negation checks.wording function_words model negation_words prose text_lengths"
    ),
    "checks.glossary": door("checks.agreed checks.wording model prose"),
    "checks.names": door("checks.agreed checks.wording model prose"),
    "checks.consistency": door("findings model prose"),
    "machine_tables": door(),
    "machine": door("findings fonts machine_tables"),
    "pictures": door("findings"),
    "verapdf": door("findings machine", "jpype"),
    "provenance": door("jobs model"),
    "glyphs": door(outside="weasyprint"),
    "hooks": door("findings glyphs", "weasyprint"),
    "overflow": door(outside="weasyprint"),
    "line_memory": door(outside="weasyprint"),
    "sketches": door(outside="weasyprint"),
    # What the preview shows its pages with; none of it knows what a leaflet is.
    "preview.__init__": door(),
    "preview.board": door(),
    "preview.guard": door(),
    "preview.pages": door(outside="pypdfium2"),
    "preview.watching": door(outside="watchfiles"),
    "preview.server": door("preview.board preview.guard preview.pages", "starlette"),
    "preview.serving": door("preview.board", "uvicorn"),
    "pseudolocales": door("quantities"),
    "proofing": door("components findings markup model quantities word_changes"),
    "bundling": door(),
    # What was handed to the print room, and how much of what.
    "print_log": door(),
    "usage": door("print_log"),
    "usage_chart": door("languages usage"),
    "tickets.__init__": door(),
    "tickets.handling": door(),
    "tickets.counting": door("model tickets.handling"),
    "tickets.evidence": door("model tickets.handling"),
    "tickets.ticket": door(
        "fingerprints languages model print_log tickets.counting tickets.handling"
    ),
    "tickets.jdf": door("tickets.handling tickets.ticket", "lxml"),
    "fitting": door("jobs languages markup model"),
    "checks.hard_coded": door("findings"),
    "validation": door("jobs", "page"),
    "webpage": door("jobs"),
    "xhtml": door("typeset"),
    "epub": door("jobs typeset xhtml"),
    "braille_blocks": door(),
    "braille_cells": door(),
    "braille": door("braille_blocks braille_cells jobs"),
    # What agencies get and send back: records, safety, marks, and a room for each format.
    "interchange.__init__": door("fingerprints model"),
    "interchange.guard": door("interchange.__init__"),
    "interchange.inline": door("markup"),
    "interchange.incoming": door("interchange.__init__ model"),
    "interchange.xliff": door("interchange.__init__ interchange.inline languages model", "lxml"),
    "interchange.xliff_reading": door("interchange.__init__ interchange.guard", "lxml"),
    "interchange.xlsx": door("interchange.__init__ languages", "openpyxl"),
    "interchange.xlsx_reading": door("interchange.__init__ interchange.guard", "openpyxl"),
    # The finishing room: each takes an open PDF and mends one thing.
    "finishing.codes": door("glyphs", "pikepdf"),
    "finishing.baseline": door("finishing.codes glyphs"),
    "finishing.textlayer": door("finishing.baseline finishing.codes glyphs hooks", "pikepdf"),
    "finishing.tree": door("hooks", "pikepdf"),
    "finishing.blocks": door("finishing.tree", "pikepdf"),
    "finishing.descriptions": door("finishing.tree", "pikepdf"),
    "finishing.structure": door(
        "finishing.blocks finishing.descriptions finishing.destinations finishing.tree hooks jobs",
        "pikepdf",
    ),
    "finishing.destinations": door(outside="pikepdf"),
    "finishing.form": door("finishing.tree fonts hooks languages", "pikepdf"),
    "finishing.metadata": door("jobs", "pikepdf"),
    "finishing.attachments": door("jobs", "pikepdf"),
    "finishing.measure": door(outside="pikepdf"),
    "finishing.writing": door(outside="pikepdf"),
    # Sheets: where each page stands (arithmetic), what is drawn around it, and the PDF of it.
    "imposition": door(),
    "sheet_marks": door("imposition"),
    "sheets": door("finishing.writing imposition sheet_marks", "pikepdf"),
    "imposing": door("imposition sheet_marks sheets", "pikepdf"),
    # The press room: what a print room gets, an open PDF with one thing made right by each.
    "press_ready.boxes": door(outside="pikepdf"),
    "press_ready.colours": door("inks", "pikepdf"),
    "press_ready.intent": door("finishing.metadata jobs model", "pikepdf"),
    "press_ready.marks": door("press_ready.boxes", "pikepdf"),
    "rulesdoc": door("findings preflight.faults"),
    # Preflight: any PDF in, the rules of the print room that it breaks out; it knows no leaflet.
    "preflight.faults": door(),
    "preflight.geometry": door(),
    "preflight.fonts": door(outside="pikepdf"),
    "preflight.limits": door(outside="pikepdf"),
    "preflight.colours": door("preflight.limits", "pikepdf"),
    "preflight.events": door("preflight.colours preflight.geometry", "pikepdf"),
    "preflight.state": door("preflight.colours preflight.geometry", "pikepdf"),
    "preflight.placing": door(
        "preflight.colours preflight.events preflight.geometry preflight.state", "pikepdf"
    ),
    "preflight.contents": door(
        "preflight.colours preflight.events preflight.geometry preflight.limits "
        "preflight.placing preflight.state",
        "pikepdf",
    ),
    "preflight.pixels": door("preflight.colours preflight.limits", "pikepdf"),
    "preflight.painting": door(
        "preflight.colours preflight.events preflight.faults preflight.fonts "
        "preflight.geometry preflight.limits preflight.pixels",
        "pikepdf",
    ),
    "preflight.document": door("preflight.faults preflight.limits", "pikepdf"),
    "preflight.sheets": door("preflight.faults preflight.geometry preflight.limits", "pikepdf"),
    "preflight.__init__": door(
        "preflight.contents preflight.document preflight.faults preflight.limits "
        "preflight.painting preflight.sheets",
        "pikepdf",
    ),
}
STAGES = {
    # Each does one thing to what it is handed, and knows no other stage.
    "hospital": door("findings languages model output_intents print_room records"),
    "sources": door("findings markup model records"),
    "catalogs": door("findings languages model po_syntax records", "polib"),
    "updating": door("alignment languages model", "polib"),
    "trivial": door("checks.facts checks.marks checks.negation files findings model records"),
    "approvals": door("files findings fingerprints languages model records"),
    "checks.source": door(
        "checks.structure checks.wording components findings languages markup model profiles "
        "quantities"
    ),
    "checks.translation": door(
        "checks.agreed checks.characters checks.consistency checks.digits checks.facts "
        "checks.foreign checks.garbled checks.glossary checks.length checks.letters "
        "checks.marks checks.names checks.negation checks.punctuation checks.spacing "
        "checks.wording findings model"
    ),
    "checks.artefact": door("checks.wording findings jobs quantities"),
    "checks.offer": door("findings languages machine model profiles"),
    "editions": door("approvals findings fingerprints languages markup model"),
    "compose": door(
        "components fingerprints fonts inks jobs languages markup model parallel phrases "
        "profiles provenance qr templates typeset",
        "jinja2",
    ),
    "review_sheet": door(
        "compose fingerprints fonts isolation jobs languages markup model profiles proofing "
        "templates typeset",
        "jinja2",
    ),
    "tickets.paper": door(
        "compose fingerprints fonts isolation jobs languages model profiles templates "
        "tickets.ticket typeset"
    ),
    "render": door("fonts hooks jobs line_memory overflow sketches", "weasyprint"),
    "finishing.__init__": door(
        "finishing.attachments finishing.form finishing.metadata finishing.structure "
        "finishing.textlayer finishing.writing hooks jobs languages",
        "pikepdf",
    ),
    "press_ready.__init__": door(
        "finishing.textlayer finishing.writing hooks jobs languages press_ready.boxes "
        "press_ready.colours press_ready.intent press_ready.marks",
        "pikepdf",
    ),
    "pressing": door(
        "braille epub finishing.__init__ finishing.measure jobs preflight.__init__ "
        "preflight.faults press_ready.__init__ render sketches validation webpage"
    ),
    "cache": door("files jobs"),
    "schedulers": door("cache jobs pressing"),
    "publishing": door("files"),
    "interchange.portable": door("catalogs interchange.__init__"),
    "extraction": door("findings hospital markup model records sources", "babel"),
}
STAGE_TO_STAGE = {
    ("editions", "approvals"): "the gates ask which sign-off is the newest",
    ("review_sheet", "compose"): "one digest of the code and one set of colours for every job",
    ("tickets.paper", "compose"): "one digest of the code for every job",
    ("schedulers", "cache"): "what was made before is not made again",
    ("schedulers", "pressing"): "a worker is given the one function that it runs",
    ("pressing", "render"): "a file is rendered, then finished: the two halves of one function",
    ("pressing", "finishing.__init__"): "a file is rendered, then finished",
    ("pressing", "press_ready.__init__"): "a file is rendered, then finished",
    ("interchange.portable", "catalogs"): "a PO file for an agency is the catalog itself",
    ("extraction", "hospital"): "pybabel calls the readers' own walk",
    ("extraction", "sources"): "pybabel calls the readers' own walk",
}
STORIES = {
    # Plain calls in order.
    "rehearsal": door("desk editions fingerprints model pseudolocales"),
    "template_words": door(
        "checks.hard_coded components extraction findings model records templates"
    ),
    "desk": door(
        "approvals catalogs checks.agreed checks.consistency checks.source checks.translation "
        "components editions findings hospital languages model selection sources template_words"
    ),
    "refreshing": door(
        "catalogs desk files findings hospital languages model selection sources template_words "
        "trivial updating"
    ),
    "interchange.outgoing": door("desk findings interchange.__init__ model"),
    "interchange.judging": door("catalogs desk findings interchange.__init__ interchange.incoming"),
    "preview.reading": door("desk findings profiles proofing selection"),
    "preview.units": door(
        "approvals desk findings languages markup model preview.reading proofing records "
        "word_changes"
    ),
    "preview.making": door(
        "checks.artefact components compose editions findings jobs model pressing "
        "preview.reading profiles sketches"
    ),
    "preview.bench": door(
        "findings model pressing preview.board preview.making preview.reading preview.units "
        "sketches"
    ),
    "pipeline": door(
        "__init__ checks.artefact checks.offer compose desk editions findings jobs machine "
        "model profiles publishing schedulers selection"
    ),
    # What stands between an edition and paper, who is next, and the page that says so.
    "outstanding": door(
        "approvals components desk editions fingerprints model quantities word_changes"
    ),
    "next_steps": door("languages model outstanding"),
    "boards": door("desk languages model next_steps outstanding"),
    "dashboard": door("boards desk languages model next_steps selection templates"),
}
COMMANDS = {
    "cli": door("commands.build findings selection"),
    "commands.__init__": door(),
    "commands.options": door("selection"),
    "commands.report": door("findings"),
    "commands.approve": door("approvals commands.options desk findings fingerprints model"),
    "commands.build": door("commands.options commands.report machine model pipeline"),
    "commands.check": door(
        "checks.artefact checks.offer commands.options commands.report compose desk findings "
        "selection"
    ),
    "commands.exporting": door(
        "commands.options commands.report desk files interchange.__init__ interchange.outgoing "
        "interchange.portable interchange.xliff interchange.xlsx model records"
    ),
    "commands.importing": door(
        "commands.options commands.report desk files interchange.__init__ interchange.guard "
        "interchange.incoming interchange.judging interchange.outgoing interchange.portable "
        "interchange.xliff_reading interchange.xlsx_reading languages"
    ),
    "commands.preview": door(
        "commands.options components languages preview.bench preview.board preview.reading "
        "preview.server preview.serving preview.watching"
    ),
    "commands.doctor": door("machine"),
    "commands.preflight": door(
        "commands.options commands.report files preflight.__init__ preflight.faults"
    ),
    "commands.fit": door(
        "checks.artefact checks.offer commands.options commands.report compose desk findings "
        "fitting jobs languages machine model profiles rehearsal schedulers selection"
    ),
    "commands.proof": door(
        "bundling checks.artefact checks.offer commands.options commands.report compose desk "
        "files findings interchange.__init__ interchange.outgoing interchange.xliff "
        "interchange.xlsx jobs languages machine model profiles proofing rehearsal review_sheet "
        "schedulers selection"
    ),
    "commands.new": door(
        "catalogs commands.options files findings hospital languages model profiles sources "
        "updating"
    ),
    "commands.ticket": door(
        "bundling checks.artefact commands.options commands.report desk files findings jobs "
        "machine model preview.pages print_log profiles publishing schedulers selection "
        "templates tickets.evidence tickets.jdf tickets.paper tickets.ticket"
    ),
    "commands.usage": door("commands.options commands.report files print_log usage usage_chart"),
    "commands.update": door("commands.options commands.report refreshing updating"),
    "conformance": door(
        "commands.options commands.report files findings finishing.metadata profiles publishing "
        "verapdf"
    ),
    "commands.status": door(
        "boards commands.options commands.report dashboard desk files model next_steps selection "
        "templates"
    ),
}
ROOMS = (GROUND, TOOLS, STAGES, STORIES, COMMANDS)
DOORS = {name: one for room in ROOMS for name, one in room.items()}
SECOND_LIBRARY: dict[tuple[str, str], str] = {}
"""The only rooms with two libraries, and why."""


def modules() -> dict[str, Path]:
    """Return every module of the press by its name within it."""
    home = ROOT / "press"
    return {
        ".".join(path.relative_to(home).with_suffix("").parts): path
        for path in sorted(home.rglob("*.py"))
    }


def imported(path: Path) -> set[str]:
    """Return the full name of all that a file imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import in full, from press"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def press_modules(path: Path) -> set[str]:
    """Return the modules of the press that a file imports."""
    found = set()
    for name in imported(path):
        if name.partition(".")[0] == "press":
            pieces = name.removeprefix("press.").split(".")
            while pieces and ".".join(pieces) not in MODULES:
                if ".".join([*pieces, "__init__"]) in MODULES:
                    pieces.append("__init__")
                else:
                    pieces.pop()
            found.add(".".join(pieces) or "__init__")
    return found


def libraries(path: Path) -> set[str]:
    tops = {name.partition(".")[0] for name in imported(path)}
    outside = tops - {"press"} - sys.stdlib_module_names
    return {TOGETHER.get(name, name) for name in outside}


MODULES = modules()


def test_every_module_is_in_the_plan_and_every_row_is_a_module() -> None:
    assert sorted(MODULES) == sorted(DOORS), "add the module to its room in tests/test_doors.py"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_what_the_plan_allows(name: str) -> None:
    for other in sorted(press_modules(MODULES[name]) - DOORS[name].press):
        pytest.fail(
            f"press/{name.replace('.', '/')}.py imports press.{other}, which its door does not "
            "allow; move what both need into a tool below them, or open the door in "
            "tests/test_doors.py with a reason"
        )


@pytest.mark.parametrize("name", MODULES)
def test_no_door_stands_open_for_nobody(name: str) -> None:
    for other in sorted(DOORS[name].press - press_modules(MODULES[name])):
        pytest.fail(
            f"press/{name.replace('.', '/')}.py does not import press.{other} any more; take it "
            "out of its row in tests/test_doors.py"
        )


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_one_outside_library_at_most(name: str) -> None:
    allowed = {DOORS[name].outside} | (CLI if name in COMMANDS else set())
    allowed |= {library for module, library in SECOND_LIBRARY if module == name}
    for library in sorted(libraries(MODULES[name]) - allowed):
        pytest.fail(
            f"press/{name.replace('.', '/')}.py imports {library}, which its door does not allow; "
            "ask the module that owns the library, or give it a room of its own"
        )
    assert libraries(MODULES[name]) >= {DOORS[name].outside} - {""}


def test_a_module_imports_from_its_own_room_or_a_lower_one() -> None:
    level = {name: height for height, room in enumerate(ROOMS) for name in room}
    upwards = [
        f"press.{name} imports press.{other}, which stands above it; turn the call round"
        for name, one in DOORS.items()
        for other in one.press
        if level[other] > level[name]
    ]
    assert upwards == []


def test_stages_do_not_import_each_other_but_for_a_reason() -> None:
    found = {
        (name, other) for name, one in STAGES.items() for other in one.press if other in STAGES
    }
    assert found == set(STAGE_TO_STAGE)


def test_no_module_imports_itself_by_way_of_others() -> None:
    def reached(name: str, seen: frozenset[str]) -> frozenset[str]:
        for other in DOORS[name].press - seen:
            seen = reached(other, seen | {other})
        return seen

    assert [name for name in DOORS if name in reached(name, frozenset())] == []


def test_each_library_has_one_owner_but_for_what_several_rooms_need() -> None:
    owners: dict[str, set[str]] = {}
    for name, one in DOORS.items():
        if one.outside:
            owners.setdefault(one.outside, set()).add(name)
    shared = {library: names for library, names in owners.items() if len(names) > 1}
    assert shared == {
        # Names and dates of languages; what stock extraction calls.
        "babel": {"languages", "extraction"},
        # MarkupSafe tells the templates which words are HTML already.
        "jinja2": {"templates", "phrases", "parallel", "compose", "review_sheet"},
        # What a catalog says, and how an update writes it.
        "polib": {"catalogs", "updating"},
        # What a font can show, and what script a character is of.
        "fontTools": {"fonts", "orthography"},
        # One room writes a format, one reads it.
        "lxml": {"interchange.xliff", "interchange.xliff_reading", "tickets.jdf"},
        "openpyxl": {"interchange.xlsx", "interchange.xlsx_reading"},
        # The engine, and the hooks into it.
        "weasyprint": {"render", "hooks", "glyphs", "overflow", "line_memory", "sketches"},
        # The finishing room works on one open PDF; each module mends one thing of it.
        "pikepdf": {name for name in DOORS if name.startswith("finishing.")}
        - {"finishing.baseline"}
        # Imposition lays pages of several open PDFs on sheets.
        | {"sheets", "imposing"}
        # Preflight reads one open PDF; each module asks one kind of thing of it.
        | {
            name
            for name, one in DOORS.items()
            if name.startswith(("preflight.", "press_ready.")) and one.outside
        },
    }


def test_build_py_opens_one_door() -> None:
    assert imported(ROOT / "build.py") == {"sys", "press.cli.main"}


def test_only_templates_knows_jinja_itself() -> None:
    knows = {name for name, path in MODULES.items() if "jinja2" in imported(path)}
    assert knows == {"templates"}
