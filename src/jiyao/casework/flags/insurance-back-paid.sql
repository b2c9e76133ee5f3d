-- A certificate whose holder is insured for just about the months that are asked for, by a record that came after it
-- was issued. When months were first recorded counts: a later correction of the spell is none.
WITH spells AS (
    SELECT record, min(recorded_at) AS first_recorded_at
    FROM registry_insurancespell
    GROUP BY record
),
months AS (
    SELECT
        i.record, i.person_id, i.first_month, s.first_recorded_at
    FROM registry_insurancespell i
    JOIN spells s ON s.record = i.record
    WHERE i.recorded_at <= $known_at AND i.superseded_at > $known_at
)
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.issued_on, m.record AS insurance, CAST(m.first_recorded_at AS DATE) AS insurance_recorded_on,
    year(c.issued_on) * 12 + month(c.issued_on) - m.first_month + 1 AS months
FROM registry_heldcertificate c
JOIN months m ON m.person_id = c.person_id
WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
    AND c.certificate_kind = 'skill_level'
    AND date_diff('day', c.issued_on, CAST(m.first_recorded_at AS DATE)) BETWEEN 1 AND $days
    AND year(c.issued_on) * 12 + month(c.issued_on) - m.first_month + 1 BETWEEN $months AND $months + $more
    AND NOT EXISTS (
        SELECT 1 FROM months o
        WHERE o.person_id = c.person_id AND o.record <> m.record AND o.first_month < m.first_month
    )
