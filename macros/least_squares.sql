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

unswept_matrix as (

    select
        {{ key }},
        row_variable,
        column_variable,
        cell,
        cell as unswept_cell
    from sums_of_products

),

{% set ns = namespace(matrix='unswept_matrix') %}
{% for regressor in regressors %}
{% set is_pivot = "row_variable = '" ~ regressor ~ "' and column_variable = '" ~ regressor ~ "'" %}
around_{{ regressor }} as (

    -- each cell beside the pivot and those of its row and column there; windows read the matrix once, and joins five times
    select
        {{ key }},
        row_variable,
        column_variable,
        cell,
        unswept_cell,
        max(case when {{ is_pivot }} then 1 end) over (partition by {{ key }}) as has_pivot,
        max(
            case when {{ is_pivot }} and cell > 1e-10 * unswept_cell then cell end
        ) over (partition by {{ key }}) as pivot_cell,
        max(
            case when column_variable = '{{ regressor }}' then cell end
        ) over (partition by {{ key }}, row_variable) as row_cell,
        max(
            case when row_variable = '{{ regressor }}' then cell end
        ) over (partition by {{ key }}, column_variable) as column_cell
    from {{ ns.matrix }}

),

swept_on_{{ regressor }} as (

    select
        {{ key }},
        row_variable,
        column_variable,
        case
            when has_pivot is null then cell
            when {{ is_pivot }} then -1 / pivot_cell
            when row_variable = '{{ regressor }}' or column_variable = '{{ regressor }}' then cell / pivot_cell
            else cell - row_cell * column_cell / pivot_cell
        end as cell,
        unswept_cell
    from around_{{ regressor }}

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

figures_of_regressors as (

    select
        {{ key }},
        row_variable as variable,
        column_variable,
        cell as coefficient,
        max(
            case when row_variable = column_variable then cell end
        ) over (partition by {{ key }}, row_variable) as diagonal_cell
    from {{ ns.matrix }}

),

coefficients as (

    select
        {{ key }},
        variable,
        coefficient,
        diagonal_cell
    from figures_of_regressors
    where column_variable = '{{ response }}' and variable != '{{ response }}'

),

residuals as (

    select
        observations.{{ key }},
        observations.observation_key,
        cast(sum(
            case
                when coefficients.variable is null then {{ exact_value('observations.value') }}
                else {{ exact_value('-coefficients.coefficient * observations.value') }}
            end
        ) as double) as residual
    from observations_of_regressions as observations
    left join coefficients
        on observations.{{ key }} = coefficients.{{ key }} and observations.variable = coefficients.variable
    group by
        observations.{{ key }},
        observations.observation_key

),

largest_residuals as (

    select
        {{ key }},
        residual,
        max(abs(residual)) over (partition by {{ key }}) as largest_residual
    from residuals

),

relative_residuals as (

    -- as parts of the largest one: decimals have no room for squares of any size
    select
        {{ key }},
        largest_residual,
        case when largest_residual > 0 then residual / largest_residual else 0 end as relative_residual
    from largest_residuals

),

residual_sums as (

    select
        {{ key }},
        largest_residual * largest_residual
        * cast(sum({{ exact_square('relative_residual * relative_residual') }}) as double) as residual_sum_of_squares
    from relative_residuals
    group by
        {{ key }},
        largest_residual

),

least_squares as (

    select
        coefficients.{{ key }},
        coefficients.variable,
        coefficients.coefficient,
        case
            when sizes.observation_count > sizes.regressor_count
                then
                    sqrt(
                        -coefficients.diagonal_cell * residual_sums.residual_sum_of_squares
                        / (sizes.observation_count - sizes.regressor_count)
                    )
        end as standard_error,
        sizes.observation_count,
        sizes.regressor_count,
        case when coefficients.coefficient is not null then residual_sums.residual_sum_of_squares end
            as residual_sum_of_squares
    from coefficients
    inner join sizes_of_regressions as sizes on coefficients.{{ key }} = sizes.{{ key }}
    inner join residual_sums on coefficients.{{ key }} = residual_sums.{{ key }}

)
{%- endmacro %}
