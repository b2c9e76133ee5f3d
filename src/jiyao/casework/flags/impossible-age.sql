-- A certificate whose holder was too young for it.
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.level, c.issued_on, date_sub('year', p.birth_on, c.issued_on) AS age
FROM registry_heldcertificate c
JOIN registry_personversion p ON p.person_id = c.person_id
WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
    AND p.recorded_at <= $known_at AND p.superseded_at > $known_at
    AND date_sub('year', p.birth_on, c.issued_on) < $age
