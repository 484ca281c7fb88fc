{#
  What an engine has to be told before the first model runs. DuckDB needs nothing. PostgreSQL has other names for two types,
  no cast that gives NULL for what cannot be cast, and no rounding of doubles: the schema `engine` holds all of it.
#}
{% macro prepare_engine() -%}
    {{ return(adapter.dispatch('prepare_engine', 'internet_plus_index')()) }}
{%- endmacro %}

{% macro default__prepare_engine() -%}
{%- endmacro %}

{% macro postgres__prepare_engine() -%}
    {%- if execute and flags.WHICH in ('run', 'build', 'seed', 'test', 'snapshot') -%}
        create schema if not exists engine;
        {% for name, type in {'string': 'text', 'double': 'double precision'}.items() %}
        do $$ begin
            create domain engine.{{ name }} as {{ type }};
        exception when duplicate_object then null;
        end $$;
        {% endfor %}
        {% for type in ('double', 'integer', 'boolean', 'date') %}
        create or replace function engine.try_cast_to_{{ type }}(given text) returns {{ type | replace('double', 'double precision') }}
        language plpgsql immutable as $$
        begin
            return cast(given as {{ type | replace('double', 'double precision') }});
        exception when data_exception then
            return null;
        end $$;
        {% endfor %}
        create or replace function engine.uniform_number(key text) returns double precision
        language sql immutable parallel safe as $$
            select
                cast(
                    (cast(cast('x' || string_agg(substr(md5(key), 33 - 2 * place, 2), '' order by place) as bit(64)) as bigint)
                    >> 11) & 9007199254740991 as double precision
                ) / 9007199254740992
            from generate_series(1, 8) as places (place)
        $$;
        create or replace function engine.round(given double precision, digits integer) returns double precision
        language sql immutable parallel safe as $$
            select sign(given) * floor(abs(given) * power(1e1::double precision, digits) + 0.5) / power(1e1::double precision, digits)
        $$;
        create or replace function engine.compared(given anyelement) returns anyelement
        language sql immutable parallel safe as 'select given';
        create or replace function engine.compared(given numeric) returns numeric
        language sql immutable parallel safe as 'select trim_scale(given)';
        create or replace function engine.compared(given double precision) returns double precision
        language sql immutable parallel safe as 'select cast(cast(given as numeric) as double precision)';
        create or replace function engine.list_distance(first_list double precision[], second_list double precision[])
        returns double precision language sql immutable parallel safe as $$
            select sqrt(sum((places.first_value - places.second_value) ^ 2))
            from unnest(first_list, second_list) as places (first_value, second_value)
        $$;
    {%- endif -%}
{%- endmacro %}
