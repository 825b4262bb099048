# Every target does its own set-up: a fresh machine needs only Python 3.11+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# An audit that finds something leaves with 1: that is no failure of the target, anything above is.
FOUND_IS_FINE := || [ $$? -eq 1 ]

.PHONY: help setup demo test test-spark java check format docs samples sample picture bench build clean

help:
	@echo "make demo    审核样例材料，写出 reports/demo/"
	@echo "make test    运行全部测试"
	@echo "make test-spark  装好 PySpark 和 Java，运行 Spark 的测试"
	@echo "make check   代码检查（ruff、mypy、import-linter）"
	@echo "make format  统一代码格式"
	@echo "make docs    由规则文件生成 docs/规则手册.md"
	@echo "make samples 由 corpora/sources/ 生成样例材料"
	@echo "make sample  由样例材料生成 reports/sample/ 里的各种报告"
	@echo "make picture 给报告拍照，写出 docs/images/疑点报告.png（需要 chromium）"
	@echo "make bench   性能测量"
	@echo "make build   生成安装包 dist/"

setup: $(VENV)/.done

$(VENV)/.done: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: setup
	@echo "正在审核 corpora/samples/ 里的样例材料（单位、地名都是虚构的）……"
	@$(BIN)/auditor audit corpora/samples -o reports/demo/ $(FOUND_IS_FINE)
	@echo "请打开 reports/demo/疑点报告.xlsx（表格）或 reports/demo/疑点报告.html（网页）。"

test: setup
	$(BIN)/python -m pytest -n auto

# Nothing is skipped here: what is still missing after this fails.
test-spark: setup java
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,spark]'
	NO_SKIPPING=1 $(BIN)/python -m pytest tests/engines tests/similarity/test_on_spark.py

java:
	@if [ -n "$$JAVA_HOME" ] || command -v java >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless; \
	else echo "找不到 Java：请用管理员身份运行 apt-get install default-jre-headless（或装好 Java 17 并设置 JAVA_HOME）后重试。" >&2; exit 1; \
	fi

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup
	$(BIN)/auditor manual -o docs/规则手册.md

samples: setup
	$(BIN)/python corpora/sources/make.py

sample: setup
	$(BIN)/auditor audit corpora/samples -o reports/sample/ $(FOUND_IS_FINE)

picture: sample
	$(BIN)/python docs/images/take.py

bench: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks

build: setup
	$(BIN)/python -m build

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache reports/demo
