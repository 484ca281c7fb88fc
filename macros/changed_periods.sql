{#
  A build may leave alone what has not changed: `make build` asks for it with ONLY_CHANGED_PERIODS when the last build of
  the same code was complete. The models of the chain are then incremental by period: what the changed periods had is
  deleted before the model runs, and made anew from the changed periods of the model before it. Without the setting every
  model is made anew, so that whoever edits one sees the effect.
#}

{#
  Takes the place of dbt's own macro, which goes by the command line. Seeds are made anew as well: one may have a new column.
#}
{% macro should_full_refresh() -%}
    {{ return(flags.FULL_REFRESH or env_var('ONLY_CHANGED_PERIODS', '') == '' or not keeps_record_of_periods()) }}
{%- endmacro %}

{# In this order: in unit tests there is no table to ask about. #}
{% macro leaves_periods_alone() -%}
    {{ return(not should_full_refresh() and is_incremental()) }}
{%- endmacro %}

{# Goes behind the table that a model of the chain reads. #}
{% macro only_changed_periods() -%}
    {%- if leaves_periods_alone() -%}
        where period_code in (select changed.period_code from {{ ref('int_changed_periods') }} as changed)
    {%- endif -%}
{%- endmacro %}

{# Before a model of the chain runs. #}
{% macro delete_changed_periods() -%}
    {%- if leaves_periods_alone() -%}
        delete from {{ this }} where period_code in (
            select changed.period_code from {{ ref('int_changed_periods') }} as changed
        )
    {%- endif -%}
{%- endmacro %}

{#
  Before the first model of the chain runs: a build that fails further down leaves these periods without a fingerprint, and
  so as changed for the next one.
#}
{% macro forget_changed_periods() -%}
    {%- if execute and target.type == 'duckdb' -%}
        delete from build_log.built_periods
        {%- if leaves_periods_alone() %} where period_code in (
            select changed.period_code from {{ ref('int_changed_periods') }} as changed
        )
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{% macro fingerprint_of_rows(relation) -%}
    count(*) || ':' || coalesce({{ sum_of_hashes(relation ~ '.*') }}, 0)
{%- endmacro %}
