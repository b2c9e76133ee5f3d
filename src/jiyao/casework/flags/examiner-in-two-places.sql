-- Somebody examined at two venues at one time. Found are both sessions, and the certificates of those whom they
-- examined there.
WITH served AS (
    SELECT
        d.person_id AS examiner, t.id AS sitting_id, t.session_id, t.starts_at, t.ends_at, r.venue, r.division
    FROM evaluation_duty d
    JOIN evaluation_sitting t ON t.id = d.sitting_id
    JOIN evaluation_room r ON r.id = t.room_id
    JOIN evaluation_session n ON n.id = t.session_id
    WHERE d.role IN ('lead', 'examiner') AND d.state IN ('accepted', 'signed') AND n.state <> 'cancelled'
),
clashes AS (
    SELECT
        a.examiner, a.session_id, a.sitting_id, a.starts_at, a.venue,
        b.session_id AS other_session, b.venue AS other_venue,
        date_diff('minute', greatest(a.starts_at, b.starts_at), least(a.ends_at, b.ends_at)) AS minutes
    FROM served a
    JOIN served b
        ON b.examiner = a.examiner AND b.sitting_id <> a.sitting_id
        AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at
        AND (b.venue <> a.venue OR b.division <> a.division)
),
sessions AS (
    SELECT c.*, n.organisation_id, n.division, n.occupation, n.level, n.ends_on
    FROM clashes c
    JOIN evaluation_session n ON n.id = c.session_id
    WHERE c.minutes >= $minutes
)
SELECT
    'sessions' AS "table", session_id AS record, NULL AS person_id, organisation_id, division,
    examiner, CAST(starts_at AS DATE) AS sat_on, venue, other_session, other_venue, minutes
FROM sessions
UNION ALL
SELECT
    'certificates', h.record, h.person_id, s.organisation_id, s.division,
    s.examiner, CAST(s.starts_at AS DATE), s.venue, s.other_session, s.other_venue, s.minutes
FROM sessions s
JOIN evaluation_seat p ON p.sitting_id = s.sitting_id
JOIN evaluation_candidate k ON k.id = p.candidate_id
JOIN registry_heldcertificate h
    ON h.person_id = k.person_id AND h.issuer_id = s.organisation_id
    AND h.occupation = s.occupation AND h.level = s.level
    AND h.issued_on BETWEEN s.ends_on AND s.ends_on + CAST($days AS INTEGER)
WHERE h.recorded_at <= $known_at AND h.superseded_at > $known_at
