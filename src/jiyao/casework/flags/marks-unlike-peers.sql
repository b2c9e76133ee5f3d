-- The sessions of a body whose marks in a part lie together, or apart, as those of no other body of that occupation and
-- level do: one interval of the spread (95 %, of the logarithm of the standard deviation) lies below so many percent of
-- the other.
-- Few marks, which may be the same by chance, are not compared.
WITH latest AS (
    SELECT
        r.candidate_id, r.part, arg_max(r.tenths, r.version) AS tenths, arg_max(r.absent, r.version) AS absent
    FROM evaluation_partresult r
    GROUP BY r.candidate_id, r.part
),
marked AS (
    SELECT n.id AS session_id, n.organisation_id, n.occupation, n.level, l.part, CAST(l.tenths AS DOUBLE) AS tenths
    FROM latest l
    JOIN evaluation_candidate k ON k.id = l.candidate_id
    JOIN evaluation_session n ON n.id = k.session_id
    WHERE n.state IN ('published', 'reported', 'certified') AND n.ability_item = ''
        AND date_diff('day', n.ends_on, $on) BETWEEN 0 AND $looked_back_days
        AND NOT l.absent AND l.tenths IS NOT NULL
),
sums AS (
    SELECT
        organisation_id, occupation, level, part,
        count(*) AS own, sum(tenths) AS total, sum(tenths * tenths) AS squares
    FROM marked
    GROUP BY organisation_id, occupation, level, part
),
counted AS (
    SELECT
        *, sum(own) OVER peers - own AS others, sum(total) OVER peers - total AS others_total,
        sum(squares) OVER peers - squares AS others_squares, count(*) OVER peers - 1 AS peers
    FROM sums
    WINDOW peers AS (PARTITION BY occupation, level, part)
),
spreads AS (
    SELECT
        *,
        sqrt(greatest(squares - total * total / own, 0) / (own - 1)) AS spread,
        sqrt(greatest(others_squares - others_total * others_total / others, 0) / (others - 1)) AS peers_spread,
        exp(1.959964 / sqrt(2 * (own - 1)) + 1.959964 / sqrt(2 * (others - 1))) AS unsure
    FROM counted
    WHERE own >= $marks AND others > 1 AND peers >= $peers
)
SELECT
    'sessions' AS "table", n.id AS record, NULL AS person_id, n.organisation_id, n.division,
    n.occupation, n.level, u.part, u.own AS candidates, CAST(round(u.spread) AS BIGINT) AS spread,
    CAST(u.peers AS BIGINT) AS peers, CAST(round(u.peers_spread) AS BIGINT) AS peers_spread
FROM spreads u
JOIN evaluation_session n
    ON n.organisation_id = u.organisation_id AND n.occupation = u.occupation AND n.level = u.level
WHERE n.id IN (SELECT session_id FROM marked)
    AND least(u.spread, u.peers_spread) * u.unsure < greatest(u.spread, u.peers_spread) * $percent / 100.0
