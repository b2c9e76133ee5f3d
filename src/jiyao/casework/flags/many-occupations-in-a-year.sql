-- Certificates of skill level in many occupations within a year.
WITH standing AS (
    SELECT * FROM registry_heldcertificate
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
        AND certificate_kind = 'skill_level' AND issued_on IS NOT NULL
),
bursts AS (
    SELECT c.person_id, c.issued_on AS first_on, c.issued_on + CAST($days AS INTEGER) AS last_on,
        count(DISTINCT o.occupation) AS occupations
    FROM standing c
    JOIN standing o
        ON o.person_id = c.person_id AND o.issued_on BETWEEN c.issued_on AND c.issued_on + CAST($days AS INTEGER)
    GROUP BY c.person_id, c.record, c.issued_on
    HAVING count(DISTINCT o.occupation) >= $occupations
)
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.occupation, c.issued_on, b.occupations, b.first_on
FROM bursts b
JOIN standing c ON c.person_id = b.person_id AND c.issued_on BETWEEN b.first_on AND b.last_on
