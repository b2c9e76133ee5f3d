-- A certificate whose holder was trained shortly before by an organisation that has an owner in common with its
-- issuer, directly or through others, by shares of some weight; whose weight nobody knows count. Rings end: a chain
-- holds while all its shares do.
WITH RECURSIVE shares AS (
    SELECT
        organisation_id,
        coalesce('o' || owner_organisation_id, 'p' || owner_person_id) AS owner,
        owner_organisation_id, starts_on, coalesce(ends_on, DATE '9999-12-31') AS ends_on
    FROM registry_ownership
    WHERE recorded_at <= $known_at AND superseded_at > $known_at AND (share IS NULL OR share >= $share)
),
above AS (
    SELECT organisation_id, owner, owner_organisation_id, starts_on, ends_on FROM shares
    UNION
    SELECT a.organisation_id, s.owner, s.owner_organisation_id,
        greatest(a.starts_on, s.starts_on), least(a.ends_on, s.ends_on)
    FROM above a
    JOIN shares s ON s.organisation_id = a.owner_organisation_id
    WHERE greatest(a.starts_on, s.starts_on) <= least(a.ends_on, s.ends_on)
),
holds AS (
    SELECT organisation_id, owner, starts_on, ends_on FROM above
    UNION
    SELECT DISTINCT owner_organisation_id, owner, DATE '0001-01-01', DATE '9999-12-31'
    FROM above
    WHERE owner_organisation_id IS NOT NULL
),
related AS (
    SELECT DISTINCT
        a.organisation_id AS trainer, b.organisation_id AS evaluator, a.owner,
        greatest(a.starts_on, b.starts_on) AS starts_on, least(a.ends_on, b.ends_on) AS ends_on
    FROM holds a
    JOIN holds b ON b.owner = a.owner AND b.organisation_id <> a.organisation_id
)
SELECT
    'certificates' AS "table", c.record, c.person_id, c.issuer_id AS organisation_id, NULL AS division,
    c.occupation, c.level, c.issued_on,
    e.record AS enrolment, e.provider_id AS trainer, e.ends_on AS trained_until, substr(r.owner, 2) AS owner
FROM related r
JOIN training_enrolment e ON e.provider_id = r.trainer
JOIN registry_heldcertificate c ON c.person_id = e.person_id AND c.issuer_id = r.evaluator
WHERE c.recorded_at <= $known_at AND c.superseded_at > $known_at
    AND e.recorded_at <= $known_at AND e.superseded_at > $known_at
    AND date_diff('day', e.ends_on, c.issued_on) BETWEEN 0 AND $days
    AND c.issued_on BETWEEN r.starts_on AND r.ends_on
