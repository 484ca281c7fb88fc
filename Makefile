# A newcomer needs two of these: `make build` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
CONVENTIONS := target/conventions
# millions of records; one more period after fifty is measured with the sizes that nobody chose
SIZES := 0.2 2 20
MEASURED_TOO := $(if $(filter file,$(origin SIZES)),--incremental)
EXAMPLE := select index_code, city_name_en, index_rank, index_score from city_index where index_rank <= 5 order by period_code desc, index_code, index_rank limit 5
PIP_INSTALL := -m pip install --quiet --quiet --disable-pip-version-check --no-input
# Node.js comes with the environment of the atlas; npm reports nothing to anybody.
NODE := PATH="$(CURDIR)/.venv-atlas/bin:$$PATH" npm_config_update_notifier=false
UV_LOCK = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help build robustness publish rollback test lint new-index contract coverage audit-report transcription bench bench-check bench-overhead bench-robustness postgres-up postgres-build postgres-publish postgres-rollback postgres-down spark-up spark-build spark-down spark-scale dialects test-engines export atlas test-atlas bi-up bi-down test-bi docs lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: .venv/.installed  ## set up .venv, build the warehouse and publish it (OWN_DATA=... for own data)
	@$(BIN)/python scripts/build.py --example "$(EXAMPLE)"

robustness: .venv/.installed  ## build and publish with 10,000 draws of each uncertainty analysis (the default build has 200)
	@$(BIN)/python scripts/build.py --example "$(EXAMPLE)" --vars '{robustness_draws: 10000, sensitivity_draws: 1000}'

publish: .venv/.installed  ## publish a complete build again, without building
	@$(BIN)/python scripts/publishing/publish.py

rollback: .venv/.installed  ## let readers see the version before the current one
	@$(BIN)/python scripts/publishing/rollback.py

test: .venv/.installed  ## run every test of the project as a whole
	@$(BIN)/python -m pytest

lint: export DBT_TARGET_PATH := $(CONVENTIONS)
lint: export WAREHOUSE_FILE := $(CONVENTIONS)/warehouse.duckdb
lint: export OWN_DATA :=
# sqlfluff's workers leave semaphores behind when they end, and Python complains.
lint: export PYTHONWARNINGS := ignore:resource_tracker
lint: .venv/.installed .venv-conventions/.installed  ## check style, types and conventions
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy scripts tests/python
	@mkdir -p $(CONVENTIONS)
	@$(BIN)/dbt --quiet build --empty --exclude-resource-type test unit_test
	@$(BIN)/dbt --quiet docs generate --no-compile
	@.venv-conventions/bin/dbt-bouncer run --show-all-failures
	@$(BIN)/sqlfluff lint --disable-progress-bar models tests analyses
	@$(BIN)/sqlfluff lint --disable-progress-bar --templater raw atlas/queries
	@OWN_DATA=examples/shop_index $(BIN)/sqlfluff lint --disable-progress-bar --processes 1 models/staging/own

new-index: .venv/.installed  ## start an index of your own: a folder that builds at once (DIR=path/to/folder)
	@test -n "$(DIR)" || { echo 'Name the folder: make new-index DIR=path/to/folder' >&2; exit 1; }
	@$(BIN)/python scripts/new_index.py "$(DIR)"

contract: .venv/.installed  ## write docs/data-contract.md from the contract of the input tables
	@$(BIN)/python scripts/data_contract.py

coverage: .venv/.installed  ## write docs/report-coverage.md from the last build
	@$(BIN)/python scripts/report_coverage.py

audit-report: .venv/.installed  ## write docs/audit-report from the last build (OWN_DATA=..., AUDIT_REPORT=folder)
	@$(BIN)/python scripts/write_audit_report.py

transcription: .venv/.installed  ## check the seeds against the text of the report
	@$(BIN)/python scripts/transcription/check_transcription.py

bench: .venv/.installed .venv-benchmarks/.installed  ## measure panels beside a floor and peers (SIZES="0.2 2 20", MEMORY_LIMIT=8GB)
	@$(BIN)/python scripts/benchmarks/measure.py --sizes $(SIZES) $(MEASURED_TOO) $(if $(MEMORY_LIMIT),--memory-limit $(MEMORY_LIMIT))
	@$(BIN)/python scripts/benchmarks/report.py

bench-check: .venv/.installed .venv-benchmarks/.installed  ## whether the smallest panel gives all of them the same results
	@$(BIN)/python scripts/benchmarks/measure.py --sizes 0.2 --repetitions 1 --check

bench-overhead: .venv/.installed  ## time what dbt does against an empty dbt project of the same size
	@$(BIN)/python scripts/benchmarks/dbt_overhead.py --results docs/benchmarks
	@$(BIN)/python scripts/benchmarks/report.py

bench-robustness: .venv/.installed  ## time ranks under 10,000 draws of all weights beside NumPy
	@$(BIN)/python scripts/benchmarks/robustness_draws.py

postgres-up: .venv-engines/.installed  ## start a PostgreSQL of the project's own (POSTGRES_FOLDER, POSTGRES_PORT)
	@.venv-engines/bin/python scripts/engines/postgres_server.py up

postgres-build: .venv-engines/.installed  ## build and publish in PostgreSQL (POSTGRES_HOST=... for another one)
	@.venv-engines/bin/python scripts/engines/postgres_build.py

postgres-publish: .venv-engines/.installed  ## publish a complete build in PostgreSQL again, without building
	@.venv-engines/bin/python scripts/engines/postgres_publish.py

postgres-rollback: .venv-engines/.installed  ## let readers of PostgreSQL see the version before the current one
	@.venv-engines/bin/python scripts/engines/postgres_publish.py --rollback

postgres-down: .venv-engines/.installed  ## stop the PostgreSQL of the project's own; its data stay
	@.venv-engines/bin/python scripts/engines/postgres_server.py down

spark-up: .venv-engines/.installed  ## start a small Spark cluster on this machine (SPARK_FOLDER, SPARK_THRIFT_PORT)
	@.venv-engines/bin/python scripts/engines/spark_cluster.py up

spark-build: .venv-engines/.installed  ## build in Spark (SPARK_THRIFT_HOST=... for another cluster, SPARK_TARGET=spark_session for none)
	@.venv-engines/bin/python scripts/engines/spark_build.py $(if $(SPARK_TARGET),--target $(SPARK_TARGET))

spark-down: .venv-engines/.installed  ## stop the small Spark cluster; its tables stay
	@.venv-engines/bin/python scripts/engines/spark_cluster.py down

spark-scale: .venv-engines/.installed  ## measure 2 and 20 million records in Spark, on a small cluster of its own
	@.venv-engines/bin/python scripts/engines/spark_scale.py

dialects: .venv-engines/.installed  ## write the table of docs/engines.md on engines that cannot be run here
	@.venv-engines/bin/python scripts/engines/dialects.py

test-engines: .venv-engines/.installed  ## whether PostgreSQL and Spark give the same marts as DuckDB
	@.venv-engines/bin/python -m pytest -o addopts=-ra tests/engines

export: .venv/.installed  ## write an Excel workbook and CSV files of what is published (PERIOD, EXPORT_FOLDER)
	@$(BIN)/python scripts/write_export.py

atlas: .venv/.installed atlas/build/sql.js  ## write the atlas of what is published: a site that opens from disk (ATLAS_FOLDER)
	@$(BIN)/python scripts/atlas/write_atlas.py

test-atlas: .venv/.installed atlas/build/sql.js  ## whether every page of the atlas works, in headless Chromium
	@$(NODE) npm --prefix atlas run --silent check
	@.venv-atlas/bin/python -m pytest -o addopts=-ra tests/atlas

bi-up: .venv-superset/.installed  ## start Apache Superset on the published marts (SUPERSET_FOLDER, SUPERSET_PORT, SUPERSET_READS=postgres)
	@.venv-superset/bin/python scripts/dashboards/superset_server.py up

bi-down: .venv-superset/.installed  ## stop Superset; what was made in it stays
	@.venv-superset/bin/python scripts/dashboards/superset_server.py down

test-bi: .venv/.installed .venv-superset/.installed  ## whether every chart of the dashboards works, in a fresh Superset
	@.venv-superset/bin/python -m pytest -o addopts=-ra tests/superset

docs: build  ## write the documentation as a site: its pages, every column of a mart and what it comes from, dbt's own page
	@$(BIN)/dbt --quiet docs generate --static
	@$(BIN)/python scripts/write_docs.py

lock:  ## pin the dependencies of pyproject.toml again (LOCK_FLAGS=--upgrade for newer ones)
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python $(PIP_INSTALL) uv; }
	@$(UV_LOCK) $(LOCK_FLAGS) --group dev --group reconstruction pyproject.toml --output-file requirements/dev.txt
	@$(UV_LOCK) $(LOCK_FLAGS) --group conventions --output-file requirements/conventions.txt
	@$(UV_LOCK) $(LOCK_FLAGS) --group benchmarks --output-file requirements/benchmarks.txt
	@$(UV_LOCK) $(LOCK_FLAGS) --group engines pyproject.toml --output-file requirements/engines.txt
	@$(UV_LOCK) $(LOCK_FLAGS) --group atlas --output-file requirements/atlas.txt
	@$(UV_LOCK) $(LOCK_FLAGS) --group superset --output-file requirements/superset.txt

clean:  ## remove everything that the other targets made, except what was built from own data
	@rm -rf .venv .venv-* target logs .pytest_cache .mypy_cache .ruff_cache published atlas/node_modules atlas/build atlas_site export
	@rm -f warehouse.duckdb warehouse.duckdb.wal warehouse.duckdb.lock

.venv/.installed: requirements/dev.txt
	$(install)

.venv-conventions/.installed: requirements/conventions.txt
	$(install)

.venv-benchmarks/.installed: requirements/benchmarks.txt
	$(install)

.venv-engines/.installed: requirements/engines.txt
	$(install)

.venv-atlas/.installed: requirements/atlas.txt
	$(install)

.venv-superset/.installed: requirements/superset.txt
	$(install)

atlas/node_modules/.installed: .venv-atlas/.installed atlas/package-lock.json
	@echo 'Setting up atlas/node_modules from atlas/package-lock.json ...'
	@$(NODE) npm --prefix atlas ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# The SQL page's program is the last that is written.
atlas/build/sql.js: atlas/node_modules/.installed $(shell find atlas/src atlas/public atlas/outlines atlas/*.ts atlas/package.json -type f 2>/dev/null)
	@$(NODE) npm --prefix atlas run --silent build
	@touch $@

# A virtual environment with exactly what the lock file $< names; made anew when the lock file changes.
define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	|| { echo 'Python 3.11 or newer is needed. Name it: make build PYTHON=python3.11' >&2; exit 1; }
@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	|| { echo 'The module venv of Python is missing. On Debian or Ubuntu: apt install python3-venv' >&2; exit 1; }
@test ! -L $(@D) || { echo '$(@D) is a link, and what it points to would be emptied. Remove the link.' >&2; exit 1; }
@echo 'Setting up $(@D) from $< ...'
@$(PYTHON) -m venv --clear $(@D)
@$(@D)/bin/python $(PIP_INSTALL) --require-hashes --no-deps --requirement $<
@touch $@
endef
