-- Somebody in two classes on site, in two prefectures, who by both attendances was there on more days than both classes
-- together lasted. In one place a class by day and another in the evening are possible. Every enrolment of such a
-- pair is found; where no attendance is known, nothing is found.
WITH standing AS (
    SELECT *, date_diff('day', starts_on, ends_on) + 1 AS lasted FROM training_enrolment
    WHERE recorded_at <= $known_at AND superseded_at > $known_at
        AND training_mode = 'offline' AND ends_on IS NOT NULL
),
pairs AS (
    SELECT
        e.record, e.person_id, e.provider_id, e.division, e.starts_on, e.ends_on,
        o.record AS other_record, o.starts_on AS other_starts_on, o.ends_on AS other_ends_on,
        date_diff('day', greatest(e.starts_on, o.starts_on), least(e.ends_on, o.ends_on)) + 1 AS days,
        (e.attendance_ratio * e.lasted + o.attendance_ratio * o.lasted) // 10000 AS attended_days,
        e.lasted + o.lasted AS lasted
    FROM standing e
    JOIN standing o ON o.person_id = e.person_id AND o.record <> e.record
    WHERE substr(e.division, 1, 4) <> substr(o.division, 1, 4)
)
SELECT
    'enrolments' AS "table", record, person_id, provider_id AS organisation_id, division,
    starts_on, ends_on, other_record, other_starts_on, other_ends_on, days, attended_days
FROM pairs
WHERE days >= 1 AND attended_days - (lasted - days) >= $days
