-- An apprentice written down as newly hired who had worked for that employer long before, and without a break.
SELECT
    'apprenticeships' AS "table", a.record, a.person_id, a.employer_id AS organisation_id, a.division,
    a.starts_on, w.record AS employment, w.starts_on AS works_since
FROM training_apprenticeship a
JOIN registry_employmentspell w ON w.person_id = a.person_id AND w.organisation_id = a.employer_id
WHERE a.recorded_at <= $known_at AND a.superseded_at > $known_at
    AND w.recorded_at <= $known_at AND w.superseded_at > $known_at
    AND a.origin = 'new_hire'
    AND date_diff('day', w.starts_on, a.starts_on) > $days
    AND (w.ends_on IS NULL OR w.ends_on >= a.starts_on)
