# One line per habit. Each sets up what it needs first; a second run finds nothing to do.
#
#   make                      build every leaflet of this folder
#   make PROJECT=DIR          build another hospital's folder
#   make check LEAFLET=RHM20 IN=sk    only this leaflet, in this language: check status update
#   make preview LEAFLET=RHM20 IN=sk  the same for proof and preview, which want a leaflet
#   make PYTHON=/path/python  make .venv from this Python rather than the first fitting one on PATH

PROJECT ?= .
LEAFLET ?=
IN ?=
PYTHON ?=
PRESS := .venv/bin/python build.py
TESTED := .venv/bin/python -m

IN_LANGUAGE := $(foreach tag,$(IN),--language '$(tag)')
CHOSEN := --project '$(PROJECT)' $(foreach number,$(LEAFLET),--leaflet '$(number)') $(IN_LANGUAGE)

.DEFAULT_GOAL := build
.PHONY: setup setup-test build check status update proof preview faults doctor lint test test-slow docs rules lock clean pictures conformance textlayer bench bench-preview

setup:      ; @PYTHON='$(PYTHON)' sh setup.sh build
setup-test: ; @PYTHON='$(PYTHON)' sh setup.sh test
build:      setup ; @$(PRESS) build --project '$(PROJECT)'
check:      setup ; @$(PRESS) check $(CHOSEN)
status:     setup ; @$(PRESS) status $(CHOSEN)
update:     setup ; @$(PRESS) update $(CHOSEN)
proof:      setup ; @$(PRESS) proof --project '$(PROJECT)' $(IN_LANGUAGE) $(LEAFLET)
preview:    setup ; @$(PRESS) preview --project '$(PROJECT)' $(IN_LANGUAGE) $(LEAFLET)
doctor:     setup ; @$(PRESS) doctor
lint:       setup-test ; $(TESTED) ruff check . && $(TESTED) ruff format --check . && $(TESTED) mypy
test:       lint ; $(TESTED) pytest -n auto --dist loadfile -m 'not slow'
# pytest ends with 5 when no test is marked slow.
test-slow:  setup-test ; $(TESTED) pytest -n auto --dist loadfile -m slow || [ $$? -eq 5 ]
# What veraPDF says of every claim of every PDF in dist/.
conformance: build setup-test ; @.venv/bin/python -m press.conformance --project '$(PROJECT)'
docs rules: setup ; @.venv/bin/python -m press.rulesdoc
textlayer:  build setup-test ; @$(TESTED) benchmarks.textlayer '$(PROJECT)'
# Faults put into the sample catalogs one at a time, and how many the checks find.
faults:     setup-test ; @$(TESTED) tests.seeded_faults
bench:      setup-test ; @$(TESTED) benchmarks.finishing && $(TESTED) benchmarks.imposing
bench-preview: setup-test ; @$(TESTED) benchmarks.preview
pictures:   build setup-test
	@$(PRESS) proof RHM20 --language sk --today 2026-11-20
	@.venv/bin/python -m press.pictures && $(TESTED) benchmarks.screens
lock:       setup ; @sh setup.sh lock
clean:      ; @rm -rf '$(PROJECT)/dist' '$(PROJECT)/.press' .*_cache .hypothesis && find . -name .venv -prune -o -name __pycache__ -prune -exec rm -rf {} +
