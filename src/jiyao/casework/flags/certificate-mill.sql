-- A body that issued many certificates in several occupations on one day, all at the first attempt, and none after.
WITH standing AS (
    SELECT * FROM registry_heldcertificate
    WHERE recorded_at <= $known_at AND superseded_at > $known_at AND issuer_id IS NOT NULL AND issued_on IS NOT NULL
),
bursts AS (
    SELECT
        issuer_id, issued_on, count(*) AS certificates, count(DISTINCT occupation) AS occupations
    FROM standing
    GROUP BY issuer_id, issued_on
    HAVING count(*) >= $certificates
        AND count(DISTINCT occupation) >= $occupations
        AND count(*) = count(*) FILTER (WHERE first_time IS NOT FALSE)
),
last AS (
    SELECT issuer_id, max(issued_on) AS issued_on FROM standing GROUP BY issuer_id
)
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.issued_on, b.certificates, b.occupations
FROM bursts b
JOIN last l ON l.issuer_id = b.issuer_id AND l.issued_on = b.issued_on
JOIN standing c ON c.issuer_id = b.issuer_id AND c.issued_on = b.issued_on
WHERE date_diff('day', b.issued_on, $on) >= $silent_days
