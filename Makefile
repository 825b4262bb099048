# Every target does its own set-up: a fresh machine needs only Python 3.11+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup demo test check format bench build clean

help:
	@echo "make demo    审核样例材料，写出 reports/demo/"
	@echo "make test    运行全部测试"
	@echo "make check   代码检查（ruff、mypy、import-linter）"
	@echo "make format  统一代码格式"
	@echo "make bench   性能测量"
	@echo "make build   生成安装包 dist/"

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: setup
	@mkdir -p reports/demo
	-@$(BIN)/auditor audit corpora/samples -o reports/demo/疑点报告.xlsx
	@echo "报告已写到 reports/demo/疑点报告.xlsx"

test: setup
	$(BIN)/python -m pytest -n auto

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m benchmarks

build: setup
	$(BIN)/python -m build

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache reports/demo
