# docanalyzer: make demo | make test | make check. Needs Python 3.11 or newer, and make.

# The first Python that is new enough; python3.11 first, because the locks were made for it.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$python; exit; fi; done; echo python3)
VENV = .venv/bin
export DOC PORT

.PHONY: help setup demo test test-llama check format lock logs

help:
	@echo 'make demo    run docanalyzer here: server, workers, model server, and one summary of a sample report'
	@echo '             DOC=path/to/file.pdf takes a file of yours; ONCE=1 ends after it; PORT=8000'
	@echo 'make test    every test, with real servers and a real browser (ARGS="tests/pipeline -x")'
	@echo 'make check   format, lint, types, who may import whom'
	@echo 'make setup   the environments alone;  make lock: refresh the locked requirements'
	@echo 'make logs    follow the logs of a running demo'

setup:
	@$(PYTHON) dev/setup.py

demo: setup
	@$(VENV)/python -m dev.demo $${DOC:+--document "$$DOC"} $(if $(ONCE),--once) $${PORT:+--port "$$PORT"}

test: setup
	@$(VENV)/python -m dev.debian
	@$(VENV)/python -m pytest $(or $(ARGS),-n 2 --dist loadfile --ignore=tests/e2e)
	@$(if $(ARGS),true,$(VENV)/python -m pytest -n 2 --dist loadfile tests/e2e)

test-llama: setup
	@DOCANALYZER_LLAMA_SITE="$$($(VENV)/python -m dev.llama)" $(VENV)/python -m pytest tests/triton_llama

check: setup
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports

format: setup
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

# One lock for what the product needs, one with the tools on top, one for Triton's own environment.
COMPILE = $(VENV)/uv pip compile --quiet --system-certs --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --python-version 3.11 $(if $(UPGRADE),--upgrade)
lock: setup
	$(COMPILE) requirements/dev.in -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt requirements/main.in -o requirements/main.txt
	$(COMPILE) -c requirements/dev.txt requirements/ocr.in -o requirements/ocr.txt
	$(COMPILE) --no-deps requirements/triton.in -o requirements/triton.txt

logs:
	@tail -n 20 -F var/log/*.log
