-- A certificate whose holder was examined by somebody at work for the organisation that had trained the holder.
WITH examined AS (
    SELECT
        d.person_id AS examiner, k.person_id, n.organisation_id, n.division, n.occupation, n.level, n.ends_on,
        n.id AS session, CAST(t.starts_at AS DATE) AS sat_on
    FROM evaluation_duty d
    JOIN evaluation_sitting t ON t.id = d.sitting_id
    JOIN evaluation_session n ON n.id = t.session_id
    JOIN evaluation_seat p ON p.sitting_id = t.id
    JOIN evaluation_candidate k ON k.id = p.candidate_id
    WHERE d.role IN ('lead', 'examiner') AND d.state IN ('accepted', 'signed') AND n.state <> 'cancelled'
)
SELECT
    'certificates' AS "table", h.record, h.person_id, x.organisation_id, x.division,
    x.examiner, x.sat_on, x.session, w.organisation_id AS trainer, e.record AS enrolment, e.ends_on AS trained_until
FROM examined x
JOIN training_enrolment e ON e.person_id = x.person_id
JOIN registry_employmentspell w ON w.person_id = x.examiner AND w.organisation_id = e.provider_id
JOIN registry_heldcertificate h
    ON h.person_id = x.person_id AND h.issuer_id = x.organisation_id
    AND h.occupation = x.occupation AND h.level = x.level
    AND h.issued_on BETWEEN x.ends_on AND x.ends_on + CAST($certified_days AS INTEGER)
WHERE e.recorded_at <= $known_at AND e.superseded_at > $known_at
    AND w.recorded_at <= $known_at AND w.superseded_at > $known_at
    AND h.recorded_at <= $known_at AND h.superseded_at > $known_at
    AND date_diff('day', e.ends_on, x.sat_on) BETWEEN 0 AND $days
    AND w.starts_on <= x.sat_on AND (w.ends_on IS NULL OR w.ends_on >= x.sat_on)
