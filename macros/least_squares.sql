{#
  Ordinary least squares in plain SQL, by the sweep operator (Goodnight 1979, The American Statistician 33).

  The relation has the columns <observation_key>, variable and value, and every observation has every variable.
  least_squares has one row per regressor: variable, coefficient, standard_error, observation_count, regressor_count,
  residual_sum_of_squares.

  With a group_key the relation holds several regressions at once, told apart by that column, and least_squares has it,
  too. A regression may do without some of the regressors. Where its regressors depend on each other (what is left of one
  after the others is nothing but rounding) its figures are empty.

  The matrix of sums of products is symmetric. Sweeping it on a regressor brings that regressor into the regression;
  after all sweeps the response's column holds the coefficients, its corner the residual sum of squares, and the rest
  the negative inverse. Sums are exact decimals, so that the result does not depend on the order of the rows.
#}
{% macro least_squares(relation, observation_key, regressors, response, group_key=none) -%}
{%- set key = group_key or 'regression_key' -%}
observations_of_regressions as (

    select
        {{ observation_key }} as observation_key,
        variable,
        value,
        {{ group_key or "'the only one'" }} as {{ key }}
    from {{ relation }}

),

sums_of_products as (

    select
        left_side.{{ key }},
        left_side.variable as row_variable,
        right_side.variable as column_variable,
        cast(sum({{ exact_value('left_side.value * right_side.value') }}) as double) as cell
    from observations_of_regressions as left_side
    inner join observations_of_regressions as right_side
        on
            left_side.{{ key }} = right_side.{{ key }}
            and left_side.observation_key = right_side.observation_key
    group by
        left_side.{{ key }},
        left_side.variable,
        right_side.variable

),

{% set ns = namespace(matrix='sums_of_products') %}
{% for regressor in regressors %}
pivots_of_{{ regressor }} as (

    select
        pivots.{{ key }},
        case when pivots.cell > 1e-10 * unswept.cell then pivots.cell end as cell
    from {{ ns.matrix }} as pivots
    inner join sums_of_products as unswept
        on
            pivots.{{ key }} = unswept.{{ key }}
            and pivots.row_variable = unswept.row_variable
            and pivots.column_variable = unswept.column_variable
    where pivots.row_variable = '{{ regressor }}' and pivots.column_variable = '{{ regressor }}'

),

swept_on_{{ regressor }} as (

    select
        cells.{{ key }},
        cells.row_variable,
        cells.column_variable,
        case
            when pivots.{{ key }} is null then cells.cell
            when cells.row_variable = '{{ regressor }}' and cells.column_variable = '{{ regressor }}'
                then -1 / pivots.cell
            when cells.row_variable = '{{ regressor }}' or cells.column_variable = '{{ regressor }}'
                then cells.cell / pivots.cell
            else cells.cell - row_cell.cell * column_cell.cell / pivots.cell
        end as cell
    from {{ ns.matrix }} as cells
    left join pivots_of_{{ regressor }} as pivots on cells.{{ key }} = pivots.{{ key }}
    left join {{ ns.matrix }} as row_cell
        on
            cells.{{ key }} = row_cell.{{ key }}
            and cells.row_variable = row_cell.row_variable
            and row_cell.column_variable = '{{ regressor }}'
    left join {{ ns.matrix }} as column_cell
        on
            cells.{{ key }} = column_cell.{{ key }}
            and column_cell.row_variable = '{{ regressor }}'
            and cells.column_variable = column_cell.column_variable

),

{% set ns.matrix = 'swept_on_' ~ regressor %}
{% endfor %}
sizes_of_regressions as (

    select
        {{ key }},
        cast(count(distinct observation_key) as integer) as observation_count,
        cast(count(distinct variable) - 1 as integer) as regressor_count
    from observations_of_regressions
    group by {{ key }}

),

least_squares as (

    -- what is left of a perfect fit can lie below zero by rounding
    select
        coefficients.{{ key }},
        coefficients.row_variable as variable,
        coefficients.cell as coefficient,
        case
            when sizes.observation_count > sizes.regressor_count
                then
                    sqrt(
                        case when corner.cell < 0 then 0 else -diagonal.cell * corner.cell end
                        / (sizes.observation_count - sizes.regressor_count)
                    )
        end as standard_error,
        sizes.observation_count,
        sizes.regressor_count,
        case when corner.cell < 0 then 0 else corner.cell end as residual_sum_of_squares
    from {{ ns.matrix }} as coefficients
    inner join {{ ns.matrix }} as diagonal
        on
            coefficients.{{ key }} = diagonal.{{ key }}
            and coefficients.row_variable = diagonal.row_variable
            and coefficients.row_variable = diagonal.column_variable
    inner join {{ ns.matrix }} as corner
        on
            coefficients.{{ key }} = corner.{{ key }}
            and corner.row_variable = '{{ response }}'
            and corner.column_variable = '{{ response }}'
    inner join sizes_of_regressions as sizes on coefficients.{{ key }} = sizes.{{ key }}
    where
        coefficients.column_variable = '{{ response }}'
        and coefficients.row_variable != '{{ response }}'

)
{%- endmacro %}
