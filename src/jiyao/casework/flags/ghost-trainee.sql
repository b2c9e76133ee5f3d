-- In a class on site nearly every day, and at work in another prefecture on all of those days.
SELECT
    'enrolments' AS "table", e.record, e.person_id, e.provider_id AS organisation_id, e.division,
    e.starts_on, e.ends_on, e.attendance_ratio,
    w.record AS employment, w.division AS works_in, w.starts_on AS works_since
FROM training_enrolment e
JOIN registry_employmentspell w ON w.person_id = e.person_id
WHERE e.recorded_at <= $known_at AND e.superseded_at > $known_at
    AND w.recorded_at <= $known_at AND w.superseded_at > $known_at
    AND e.training_mode = 'offline'
    AND e.attendance_ratio >= $attendance
    AND date_diff('day', e.starts_on, e.ends_on) + 1 >= $days
    AND w.starts_on <= e.starts_on
    AND (w.ends_on IS NULL OR w.ends_on >= e.ends_on)
    AND substr(w.division, 1, 4) <> substr(e.division, 1, 4)
