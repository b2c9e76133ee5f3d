-- A certificate issued by the very organisation that trained its holder shortly before.
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.occupation, c.level, c.issued_on,
    e.record AS enrolment, e.ends_on AS trained_until
FROM registry_heldcertificate c
JOIN training_enrolment e ON e.person_id = c.person_id AND e.provider_id = c.issuer_id
WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
    AND e.recorded_at <= $known_at AND e.superseded_at > $known_at
    AND date_diff('day', e.ends_on, c.issued_on) BETWEEN 0 AND $days
