-- A certificate in an occupation and level that its body had not filed. What was examined within the scope may be
-- certified some days after it ended. Bodies of which nothing filed is on record are not judged, nor is what they
-- issued before.
WITH filed AS (
    SELECT organisation_id, min(starts_on) AS listed_on
    FROM evaluation_evaluationbody
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
    GROUP BY organisation_id
),
scopes AS (
    SELECT organisation_id, occupation, level, work_type, starts_on,
        coalesce(ends_on, DATE '9990-12-31') + CAST($days AS INTEGER) AS until
    FROM evaluation_bodyscope
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
)
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.occupation, c.level, c.issued_on, f.listed_on
FROM registry_heldcertificate c
JOIN filed f ON f.organisation_id = c.issuer_id AND f.listed_on <= c.issued_on
WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
    AND c.certificate_kind = 'skill_level' AND c.occupation IS NOT NULL AND c.level IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM scopes s
        WHERE s.organisation_id = c.issuer_id AND s.occupation = c.occupation AND s.level = c.level
            AND (s.work_type = 'none' OR s.work_type IS NOT DISTINCT FROM coalesce(c.work_type, s.work_type))
            AND c.issued_on BETWEEN s.starts_on AND s.until
    )
