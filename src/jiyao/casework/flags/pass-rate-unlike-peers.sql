-- The sessions of a body whose pass rate in an occupation and level lies apart from that of the others by more than a
-- margin, both taken with their intervals (Wilson 1927, 95 %): a few candidates are never far from anybody.
WITH latest AS (
    SELECT
        r.candidate_id, r.part, arg_max(r.passed, r.version) AS passed, arg_max(r.absent, r.version) AS absent
    FROM evaluation_partresult r
    GROUP BY r.candidate_id, r.part
),
sat AS (
    SELECT k.session_id, k.id, bool_and(l.passed) AND count(*) = len(string_split(n.parts, ' ')) AS passed
    FROM latest l
    JOIN evaluation_candidate k ON k.id = l.candidate_id
    JOIN evaluation_session n ON n.id = k.session_id
    WHERE n.state IN ('published', 'reported', 'certified') AND n.ability_item = ''
        AND date_diff('day', n.ends_on, $on) BETWEEN 0 AND $looked_back_days
    GROUP BY k.session_id, k.id, n.parts
    HAVING bool_or(NOT l.absent)
),
bodies AS (
    SELECT
        n.organisation_id, n.occupation, n.level,
        count(*) AS own, count(*) FILTER (WHERE s.passed) AS own_passed
    FROM sat s
    JOIN evaluation_session n ON n.id = s.session_id
    GROUP BY n.organisation_id, n.occupation, n.level
),
counted AS (
    SELECT
        *, sum(own) OVER peers - own AS others, sum(own_passed) OVER peers - own_passed AS others_passed,
        count(*) OVER peers - 1 AS peers
    FROM bodies
    WINDOW peers AS (PARTITION BY occupation, level)
),
shares AS (
    SELECT
        *,
        (own_passed + 1.9207) / (own + 3.8415) AS own_centre,
        1.959964 * sqrt(own_passed * (own - own_passed) / own + 0.9604) / (own + 3.8415) AS own_half,
        (others_passed + 1.9207) / (others + 3.8415) AS others_centre,
        1.959964 * sqrt(others_passed * (others - others_passed) / others + 0.9604) / (others + 3.8415)
            AS others_half
    FROM counted
    WHERE peers >= $peers
)
SELECT
    'sessions' AS "table", n.id AS record, NULL AS person_id, n.organisation_id, n.division,
    n.occupation, n.level, u.own AS candidates, CAST(u.own_passed * 10000 // u.own AS BIGINT) AS passed_ratio,
    CAST(u.peers AS BIGINT) AS peers, CAST(u.others_passed * 10000 // u.others AS BIGINT) AS peers_ratio
FROM shares u
JOIN evaluation_session n
    ON n.organisation_id = u.organisation_id AND n.occupation = u.occupation AND n.level = u.level
WHERE n.id IN (SELECT session_id FROM sat)
    AND abs(u.own_centre - u.others_centre) > u.own_half + u.others_half + $percent / 100.0
