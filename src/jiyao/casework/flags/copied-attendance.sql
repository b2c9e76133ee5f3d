-- A class of which everybody attended just as much, and not everything.
WITH standing AS (
    SELECT * FROM training_enrolment
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
),
classes AS (
    SELECT
        provider_id, occupation, starts_on, ends_on, min(attendance_ratio) AS attendance_ratio, count(*) AS people
    FROM standing
    WHERE provider_id IS NOT NULL AND ends_on IS NOT NULL
    GROUP BY provider_id, occupation, starts_on, ends_on
    HAVING count(*) >= $people
        AND count(*) = count(attendance_ratio)
        AND min(attendance_ratio) = max(attendance_ratio)
        AND min(attendance_ratio) < 10000
)
SELECT
    'enrolments' AS "table", e.record, e.person_id, e.provider_id AS organisation_id, e.division,
    e.occupation, e.starts_on, e.ends_on, k.attendance_ratio, k.people
FROM classes k
JOIN standing e
    ON e.provider_id = k.provider_id AND e.occupation IS NOT DISTINCT FROM k.occupation
    AND e.starts_on = k.starts_on AND e.ends_on = k.ends_on
