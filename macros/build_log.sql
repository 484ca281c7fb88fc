{#
  Publishing has to know that the build file holds one whole build, and of what. So every command that may change tables
  first takes the record of the last complete build away, and only a complete build writes one again.
  Tables are dropped and made anew, since not every engine deletes rows.
#}

{% macro open_build_log() -%}
    {%- if execute and flags.WHICH != 'test' -%}
        create schema if not exists build_log
    {%- endif -%}
{%- endmacro %}

{% macro forget_build(table_name) -%}
    {%- if execute and flags.WHICH != 'test' -%}
        drop table if exists build_log.{{ table_name }}
    {%- endif -%}
{%- endmacro %}

{#
  Complete means: `dbt build` of every seed, model and data test that is switched on, and nothing failed or was skipped.
  Unit tests may be left out: they test the code and not the data. Where one fails, its model is skipped.
#}
{% macro is_complete_build(results) -%}
    {%- set succeeded = [] -%}
    {%- for result in results if result.status in ('success', 'pass', 'warn') -%}
        {%- do succeeded.append(result.node.unique_id) -%}
    {%- endfor -%}
    {%- set missing = [] -%}
    {#- After a full parse the graph still has the tests of models that are switched off. -#}
    {%- for unique_id, node in graph.nodes.items() if node.config.enabled -%}
        {%- if node.resource_type in ('model', 'seed', 'snapshot', 'test') and unique_id not in succeeded -%}
            {%- do missing.append(unique_id) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(flags.WHICH == 'build' and not flags.EMPTY and not flags.SAMPLE and missing | length == 0) }}
{%- endmacro %}

{#
  What the marts depend on besides the input: models, macros and settings, and the descriptions, which are published, too.
  Not the compiled SQL, which is another one where a build leaves periods alone.
#}
{% macro code_fingerprint() -%}
    {%- set project_code = run_query('select fingerprint from build_log.project_code')[0][0] -%}
    {{ return(local_md5(project_code ~ tojson(mart_descriptions()))) }}
{%- endmacro %}

{% macro mart_descriptions() -%}
    {%- set marts = {} -%}
    {%- for node in graph.nodes.values() | sort(attribute='unique_id') if node.config.enabled -%}
        {%- if node.resource_type == 'model' and node.schema == target.schema -%}
            {%- set columns = {} -%}
            {%- for column in node.columns.values() -%}
                {%- do columns.update({column.name: column.description}) -%}
            {%- endfor -%}
            {%- do marts.update({node.alias: {'description': node.description, 'columns': columns}}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(marts) }}
{%- endmacro %}

{# Engines from which something is published. Spark's tables are read where they were built. #}
{% macro keeps_record_of_builds() -%}
    {{ return(target.type in ('duckdb', 'postgres')) }}
{%- endmacro %}

{# Engines that leave periods alone where nothing has changed: see macros/changed_periods.sql. #}
{% macro keeps_record_of_periods() -%}
    {{ return(target.type == 'duckdb') }}
{%- endmacro %}

{% macro record_build(results, records) -%}
    {%- if execute and keeps_record_of_builds() and is_complete_build(results) -%}
        {%- set counts = {'model': 0, 'seed': 0, 'test': 0, 'unit_test': 0, 'warn': 0} -%}
        {%- for result in results if result.node.resource_type in counts -%}
            {%- set counted = 'warn' if result.status == 'warn' else result.node.resource_type -%}
            {%- do counts.update({counted: counts[counted] + 1}) -%}
        {%- endfor -%}
        create table build_log.completed_build as
        select
            cast('{{ env_var('OWN_DATA', '') | replace("'", "''") }}' as string) as own_data,
            cast({{ counts['model'] }} as integer) as models,
            cast({{ counts['seed'] }} as integer) as seeds,
            cast({{ counts['test'] }} as integer) as data_tests_passed,
            cast({{ counts['warn'] }} as integer) as data_tests_warned,
            cast({{ counts['unit_test'] }} as integer) as unit_tests_passed,
            cast((select count(*) from {{ records }}) as bigint) as records_read,
            cast('{{ code_fingerprint() }}' as string) as code_fingerprint,
            cast('{{ tojson(mart_descriptions()) | replace("'", "''") }}' as string) as descriptions,
            cast('{{ dbt_version }}' as string) as dbt_version,
            cast('{{ target.type }}' as string) as engine,
            cast(version() as string) as engine_version
    {%- endif -%}
{%- endmacro %}

{#
  The list of input files is that of the last connection; this is that of the build. Who makes the input known to the
  engine fills it: dbt-duckdb's plugin, scripts/engines.
  Not adapter.get_relation: it opens a transaction that nobody commits, and the build's record would be lost with it.
#}
{% macro record_inputs(results) -%}
    {%- if execute and keeps_record_of_builds() and is_complete_build(results) -%}
        {%- set listed = run_query(
            "select 1 from information_schema.tables where table_schema = 'build_log' and table_name = 'input_files'"
        ) -%}
        {%- if listed | length > 0 -%}
            create table build_log.completed_build_inputs as
            select
                path,
                sha256,
                bytes
            from build_log.input_files
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# What a single model may have changed is not known period by period: the next build computes everything. #}
{% macro forget_periods_of_partial_builds() -%}
    {%- if execute and keeps_record_of_periods() and flags.WHICH in ('run', 'build', 'seed', 'snapshot') -%}
        {%- set arguments = invocation_args_dict -%}
        {%- if flags.WHICH != 'build' or arguments.select or arguments.exclude or flags.EMPTY or flags.SAMPLE -%}
            delete from build_log.built_periods
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# The next build need not compute these periods again while their fingerprints stay the same. #}
{% macro record_periods(results, fingerprints) -%}
    {%- if execute and keeps_record_of_periods() and is_complete_build(results) -%}
        create or replace table build_log.built_periods as
        select
            period_code,
            fingerprint,
            project_code
        from {{ fingerprints }}
    {%- endif -%}
{%- endmacro %}
