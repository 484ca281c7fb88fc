{#
  Two-sided p-values in plain SQL, as no SQL has the distribution of Student's t: how much of the area under the density
  lies beyond the value of a test, on both sides. Areas are added up: the one to the right of the value over the one to
  the right of 0, which is half of the whole.

  The relation has the columns test_key, test_value and degrees_of_freedom, which is above 0, or empty for the normal
  distribution. p_values has one row per test that has a value: test_key, p_value.

  An area is the sum of the heights of the density at 145 distances from where it begins, each as a part of the first
  height, so that a tail keeps its digits however thin it is; from e^-700 of the height at 0 on it counts as nothing.
  Distances and weights are those of the exp-sinh rule (Takahasi and Mori 1974): dense at the beginning, and so far out
  that even the tail of 1 degree of freedom is whole. Against exact sums and scipy, for 1 to 2,000 degrees of freedom
  and values up to 60, p is off by 2.5e-13 of itself at most; by 1.3e-12 for 20,000 degrees and 7.3e-11 for a million.
  Sums are exact decimals, so that the result does not depend on the order of the rows.
#}
{% macro two_sided_p_values(relation) -%}
distances_from_zero as (

    -- within bounds in which squares are numbers on every engine; beyond them p is 1, or 0 but for rounding
    select
        test_key,
        degrees_of_freedom,
        case
            when abs(test_value) > 1e100 then 1e100
            when abs(test_value) > 1e-100 then abs(test_value)
            else 0
        end as distance
    from {{ relation }}
    where test_value is not null

),

parts as (

    select
        test_key,
        degrees_of_freedom,
        'beyond the value' as part_code,
        cast(distance as double) as begins_at
    from distances_from_zero

    union all

    select
        test_key,
        degrees_of_freedom,
        'half of the whole' as part_code,
        cast(0 as double) as begins_at
    from distances_from_zero

),

parts_with_width as (

    -- the logarithm of the density where the part begins, over that at 0; and about how wide the part is, the unit in
    -- which nodes have their distance
    select
        test_key,
        degrees_of_freedom,
        part_code,
        begins_at,
        case
            when degrees_of_freedom is null then -begins_at * begins_at / 2
            -- Spark tries a row of constants before it leaves it out
            when degrees_of_freedom > 0
                then -(degrees_of_freedom + 1) / 2 * ln(1 + begins_at * begins_at / degrees_of_freedom)
        end as first_logarithm,
        case
            when degrees_of_freedom is null then 1
            when degrees_of_freedom > 0
                then sqrt((degrees_of_freedom + begins_at * begins_at) / (degrees_of_freedom + 1))
        end as width
    from parts

),

places as (

    select cast(number as double) / 20 as place
    from {{ whole_numbers(-72, 72) }} as numbers (number)

),

nodes as (

    -- the step between places, 1/20, is left out of the weights: both parts have it
    select
        exp(exp(place) - exp(-place)) as node_distance,
        exp(exp(place) - exp(-place)) * (exp(place) + exp(-place)) as node_weight
    from places

),

points as (

    select
        parts_with_width.test_key,
        parts_with_width.degrees_of_freedom,
        parts_with_width.part_code,
        parts_with_width.begins_at,
        parts_with_width.width * nodes.node_distance as further_on,
        nodes.node_weight
    from parts_with_width
    cross join nodes

),

heights as (

    -- the logarithm of the density at a point, over that where the part begins
    select
        test_key,
        part_code,
        node_weight,
        case
            when degrees_of_freedom is null then -further_on * (2 * begins_at + further_on) / 2
            when degrees_of_freedom > 0
                then
                    -(degrees_of_freedom + 1) / 2
                    * ln(1 + further_on * (2 * begins_at + further_on) / (degrees_of_freedom + begins_at * begins_at))
        end as height_logarithm
    from points

),

weighted_heights as (

    -- PostgreSQL refuses powers that are too small to be numbers
    select
        test_key,
        part_code,
        case when height_logarithm > -700 then exp(height_logarithm) * node_weight else 0 end as weighted_height
    from heights

),

sums_of_heights as (

    select
        test_key,
        part_code,
        {{ sum_in_any_order('weighted_height') }} as height_sum
    from weighted_heights
    group by
        test_key,
        part_code

),

areas_of_parts as (

    select
        parts_with_width.test_key,
        parts_with_width.part_code,
        case
            when parts_with_width.first_logarithm > -700
                then exp(parts_with_width.first_logarithm) * parts_with_width.width * sums_of_heights.height_sum
            else 0
        end as area
    from parts_with_width
    inner join sums_of_heights
        on
            parts_with_width.test_key = sums_of_heights.test_key
            and parts_with_width.part_code = sums_of_heights.part_code

),

p_values as (

    select
        beyond.test_key,
        beyond.area / halves.area as p_value
    from areas_of_parts as beyond
    inner join areas_of_parts as halves
        on
            beyond.test_key = halves.test_key
            and beyond.part_code = 'beyond the value'
            and halves.part_code = 'half of the whole'

)
{%- endmacro %}
