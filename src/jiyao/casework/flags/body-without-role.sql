-- A certificate of a body on a day on which it was no evaluation body any more.
WITH roles AS (
    SELECT organisation_id, max(coalesce(ends_on, DATE '9999-12-31')) AS ended_on
    FROM registry_organisationrole
    WHERE recorded_at <= $known_at AND superseded_at > $known_at AND role = 'evaluation_body'
    GROUP BY organisation_id
)
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.issued_on, r.ended_on
FROM registry_heldcertificate c
JOIN roles r ON r.organisation_id = c.issuer_id
WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
    AND date_diff('day', r.ended_on, c.issued_on) >= $days
