-- A trainee placed in work that ended almost at once, and nothing else followed.
WITH works AS (
    SELECT * FROM registry_employmentspell
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
)
SELECT
    'enrolments' AS "table", e.record, e.person_id, e.provider_id AS organisation_id, e.division,
    e.placed_on, w.record AS employment, w.ends_on AS worked_until,
    date_diff('day', w.starts_on, w.ends_on) + 1 AS days
FROM training_enrolment e
JOIN works w ON w.person_id = e.person_id AND w.starts_on = e.placed_on
WHERE e.recorded_at <= $known_at AND e.superseded_at > $known_at
    AND date_diff('day', w.starts_on, w.ends_on) + 1 <= $days
    AND NOT EXISTS (
        SELECT 1 FROM works o
        WHERE o.person_id = e.person_id AND o.record <> w.record
            AND (o.ends_on IS NULL OR o.ends_on > w.ends_on)
            AND date_diff('day', w.ends_on, o.starts_on) <= $after_days
    )
