{#
  Ordinary least squares in plain SQL, by the sweep operator (Goodnight 1979, The American Statistician 33).

  The relation has the columns <observation_key>, variable and value, and every observation has every variable.
  least_squares has one row per regressor: variable, coefficient, standard_error, observation_count,
  residual_sum_of_squares. Regressors that depend on each other give a division by zero.

  The matrix of sums of products is symmetric. Sweeping it on a regressor brings that regressor into the regression;
  after all sweeps the response's column holds the coefficients, its corner the residual sum of squares, and the rest
  the negative inverse. Sums are exact decimals, so that the result does not depend on the order of the rows.
#}
{% macro least_squares(relation, observation_key, regressors, response) -%}
sums_of_products as (

    select
        left_side.variable as row_variable,
        right_side.variable as column_variable,
        cast(sum({{ exact_value('left_side.value * right_side.value') }}) as double) as cell
    from {{ relation }} as left_side
    inner join {{ relation }} as right_side on left_side.{{ observation_key }} = right_side.{{ observation_key }}
    group by
        left_side.variable,
        right_side.variable

),

{% set ns = namespace(matrix='sums_of_products') %}
{% for regressor in regressors %}
swept_on_{{ regressor }} as (

    select
        cells.row_variable,
        cells.column_variable,
        case
            when cells.row_variable = '{{ regressor }}' and cells.column_variable = '{{ regressor }}'
                then -1 / pivot_cell.cell
            when cells.row_variable = '{{ regressor }}' or cells.column_variable = '{{ regressor }}'
                then cells.cell / pivot_cell.cell
            else cells.cell - row_cell.cell * column_cell.cell / pivot_cell.cell
        end as cell
    from {{ ns.matrix }} as cells
    inner join {{ ns.matrix }} as pivot_cell
        on
            pivot_cell.row_variable = '{{ regressor }}'
            and pivot_cell.column_variable = '{{ regressor }}'
    inner join {{ ns.matrix }} as row_cell
        on
            cells.row_variable = row_cell.row_variable
            and row_cell.column_variable = '{{ regressor }}'
    inner join {{ ns.matrix }} as column_cell
        on
            column_cell.row_variable = '{{ regressor }}'
            and cells.column_variable = column_cell.column_variable

),

{% set ns.matrix = 'swept_on_' ~ regressor %}
{% endfor %}
observation_count as (

    select cast(count(distinct {{ observation_key }}) as integer) as observation_count
    from {{ relation }}

),

least_squares as (

    select
        coefficients.row_variable as variable,
        coefficients.cell as coefficient,
        sqrt(-diagonal.cell * corner.cell / (observation_count.observation_count - {{ regressors | length }}))
            as standard_error,
        observation_count.observation_count,
        corner.cell as residual_sum_of_squares
    from {{ ns.matrix }} as coefficients
    inner join {{ ns.matrix }} as diagonal
        on
            coefficients.row_variable = diagonal.row_variable
            and coefficients.row_variable = diagonal.column_variable
    inner join {{ ns.matrix }} as corner
        on
            corner.row_variable = '{{ response }}'
            and corner.column_variable = '{{ response }}'
    cross join observation_count
    where
        coefficients.column_variable = '{{ response }}'
        and coefficients.row_variable != '{{ response }}'

)
{%- endmacro %}
