-- Training for an occupation and level, and the certificate of that same occupation and level soon after: one of the
-- two can be claimed. With one and the same kind of work a shared limit refuses the second; here it is written otherwise.
WITH pairs AS (
    SELECT
        c.record AS certificate, e.record AS enrolment, c.person_id, c.issuer_id, e.provider_id, e.division,
        c.occupation, c.level, e.ends_on AS trained_until, c.issued_on
    FROM registry_heldcertificate c
    JOIN training_enrolment e
        ON e.person_id = c.person_id AND e.occupation = c.occupation AND e.level = c.level
    WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
        AND e.recorded_at <= $known_at AND e.superseded_at > $known_at
        AND c.work_type IS DISTINCT FROM e.work_type
        AND c.certificate_kind = 'skill_level'
        AND e.training_kind = 'upgrade'
        AND date_diff('day', e.ends_on, c.issued_on) BETWEEN 0 AND $days
)
SELECT
    'certificates' AS "table", certificate AS record, person_id, issuer_id AS organisation_id, NULL AS division,
    occupation, level, trained_until, issued_on, enrolment AS other_record
FROM pairs
UNION ALL
SELECT
    'enrolments', enrolment, person_id, provider_id, division,
    occupation, level, trained_until, issued_on, certificate
FROM pairs
