{#
  A number from 0 to below 1 that only depends on the key: the second half of its MD5 as a whole number, last byte first,
  of which the first 53 bits are taken as a part of 1. random() differs from run to run with more than one thread, and
  hash() of small integers is visibly correlated.
#}
{% macro uniform_number(key) -%}
    {{ return(adapter.dispatch('uniform_number', 'internet_plus_index')(key)) }}
{%- endmacro %}

{% macro default__uniform_number(key) -%}
    cast(md5_number_lower({{ key }}) >> 11 as double) / 9007199254740992
{%- endmacro %}

{% macro postgres__uniform_number(key) -%}
    uniform_number({{ key }})
{%- endmacro %}

{% macro spark__uniform_number(key) -%}
    cast(
        floor(cast(conv(
            {%- for start in range(31, 16, -2) %}substr(md5({{ key }}), {{ start }}, 2){% if not loop.last %} || {% endif %}{% endfor -%}
            , 16, 10
        ) as decimal(20, 0)) / 2048) as double
    ) / 9007199254740992
{%- endmacro %}
