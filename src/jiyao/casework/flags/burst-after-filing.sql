-- The certificates of the first weeks after a body first filed, where there are many of them, most of what the body
-- issued in its first year (who goes on at that pace is busy, and no burst), and many times what
-- others issued in their own first weeks. A renewal is no first filing, and who issued before it is no new body.
WITH beginnings AS (
    SELECT organisation_id, min(coalesce(filed_on, starts_on)) AS filed_on
    FROM evaluation_evaluationbody
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
    GROUP BY organisation_id
),
issued AS (
    SELECT c.record, c.person_id, c.issuer_id, c.issued_on, f.filed_on
    FROM registry_heldcertificate c
    JOIN beginnings f ON f.organisation_id = c.issuer_id
    WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
        AND c.issued_on < f.filed_on + CAST($days AS INTEGER)
),
filed AS (
    SELECT organisation_id, filed_on FROM beginnings
    WHERE organisation_id NOT IN (SELECT issuer_id FROM issued WHERE issued_on < filed_on)
),
held AS (
    SELECT * FROM issued
    WHERE issued_on < filed_on + CAST($weeks * 7 AS INTEGER)
        AND issuer_id IN (SELECT organisation_id FROM filed)
),
begun AS (
    SELECT f.organisation_id, f.filed_on, count(h.record) AS certificates
    FROM filed f
    LEFT JOIN held h ON h.issuer_id = f.organisation_id
    GROUP BY f.organisation_id, f.filed_on
),
bursts AS (
    SELECT
        b.organisation_id, b.certificates,
        (
            SELECT median(o.certificates) FROM begun o
            WHERE o.organisation_id <> b.organisation_id AND date_diff('day', o.filed_on, $on) >= $weeks * 7
        ) AS usual
    FROM begun b
    WHERE b.certificates >= $certificates
        AND b.certificates * 100 >= $percent * (
            SELECT count(*) FROM issued i WHERE i.issuer_id = b.organisation_id
        )
)
SELECT
    'certificates' AS "table", h.record, h.person_id, h.issuer_id AS organisation_id, NULL AS division,
    h.filed_on, h.issued_on, b.certificates AS first_certificates, CAST(coalesce(b.usual, 0) AS BIGINT) AS usual
FROM bursts b
JOIN held h ON h.issuer_id = b.organisation_id
WHERE b.certificates >= coalesce(b.usual, 0) * $times
