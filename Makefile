.DEFAULT_GOAL := help
.PHONY: help setup translate serve test check bench evaluate evaluate-documents train train-gpu docs

FILE ?= samples/draft.docx
SAMPLE = $(if $(filter samples/draft.docx,$(FILE)),--terms samples/terms.csv --memory samples/memory.tsv)
BIN = .venv/bin
PIP = $(BIN)/pip install -q --disable-pip-version-check -c constraints.txt

help:       ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/'

setup: .venv/translating  ## make the environment in .venv, enough to translate
translate: setup  ## translate the sample standard, or FILE=my.docx, into out/
	@mkdir -p out && $(BIN)/biaoyi translate $(FILE) $(SAMPLE) -o out --report out/report.html --force
serve: .venv/serving  ## run the service on this machine, at http://127.0.0.1:8000
	$(BIN)/biaoyi serve
test: .venv/developing  ## run the tests
	$(BIN)/python -m pytest
check: .venv/developing  ## run all that CI checks, the fastest first
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/lint-imports && $(BIN)/mypy && $(MAKE) test
bench: .venv/developing  ## measure the engines against one another, in target tokens a second
	$(BIN)/python -m eval.bench && $(BIN)/python -m eval.matching && $(BIN)/python -m eval.memory
evaluate: .venv/developing  ## score the model on the development sets
	$(BIN)/python -m eval
evaluate-documents: .venv/developing  ## measure how well files keep their form; WITH="--all --write"
	$(BIN)/python -m eval.documents $(WITH)
train: .venv/developing  ## train the shipped model again (hours), or go on where it was stopped
	$(BIN)/python -m training training/recipes/cpu.config.toml runs/cpu
	$(BIN)/python -m training training/recipes/wide.config.toml runs/wide
	$(BIN)/python -m training training/recipes/standards.config.toml runs/standards
	$(BIN)/python -m training training/recipes/similar.config.toml runs/similar
train-gpu: .venv/developing  ## pack a run for a machine with a GPU, and say how to go on
	$(BIN)/python -m training.gpu pack training/recipes/gpu.config.toml runs/gpu out/gpu
docs: .venv/developing  ## write docs/REFERENCE.md anew from the program
	$(BIN)/python -m docs.reference

.venv/translating: pyproject.toml constraints.txt
	python3 -m venv .venv && $(PIP) --upgrade pip && $(PIP) -e . && touch $@
.venv/serving: .venv/translating
	$(PIP) -e '.[serve]' && touch $@
.venv/developing: .venv/translating
	$(PIP) -e '.[train,evaluate,postgres,serve]' --group dev && touch $@
