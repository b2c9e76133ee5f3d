-- Apprentices of an employer most of whose staff was insured for a few months around the claim and for no others.
WITH standing AS (
    SELECT * FROM registry_insurancespell
    WHERE recorded_at <= $known_at AND superseded_at > $known_at AND organisation_id IS NOT NULL
),
bursts AS (
    SELECT
        organisation_id, first_month, last_month, count(DISTINCT person_id) AS people
    FROM standing
    WHERE last_month - first_month + 1 <= $months
    GROUP BY organisation_id, first_month, last_month
    HAVING count(DISTINCT person_id) >= $people
),
staff AS (
    SELECT organisation_id, count(DISTINCT person_id) AS people FROM standing GROUP BY organisation_id
)
SELECT
    'apprenticeships' AS "table", a.record, a.person_id, a.employer_id AS organisation_id, a.division,
    a.starts_on, b.people, s.people AS staff, b.first_month, b.last_month
FROM training_apprenticeship a
JOIN bursts b
    ON b.organisation_id = a.employer_id
    AND year(a.starts_on) * 12 + month(a.starts_on) BETWEEN b.first_month AND b.last_month
JOIN staff s ON s.organisation_id = a.employer_id
WHERE a.recorded_at <= $known_at AND a.superseded_at > $known_at
    AND b.people * 100 >= s.people * $percent
