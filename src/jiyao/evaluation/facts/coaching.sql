-- What rules may ask of the coaching of an entry on the day :on, as known at the moment :known_at.
--
-- An entry is found by contest, event and number; a team's members share it. Before its result is published nothing is
-- known of it, and what its members' results disagree on is unknown.

SELECT
    c.record AS coaching_id,
    c.person_id,
    c.division AS coached_division,
    c.contest AS coached_contest,
    c.event AS coached_event,
    c.entry_number AS coached_entry,
    (
        SELECT CASE WHEN count(*) = count(r.rank) AND min(r.rank) = max(r.rank) THEN min(r.rank) END
        FROM evaluation_contestresult r
        WHERE r.contest = c.contest AND r.event = c.event AND r.entry_number = c.entry_number
            AND r.published_on <= :on
            AND r.recorded_at <= :known_at AND r.superseded_at > :known_at
    ) AS coached_rank,
    (
        SELECT
            CASE
                WHEN count(*) = count(r.published_on) AND min(r.published_on) = max(r.published_on)
                THEN min(r.published_on)
            END
        FROM evaluation_contestresult r
        WHERE r.contest = c.contest AND r.event = c.event AND r.entry_number = c.entry_number
            AND (r.published_on <= :on OR r.published_on IS NULL)
            AND r.recorded_at <= :known_at AND r.superseded_at > :known_at
    ) AS coached_result_on,

    -- As the fact works_in_province of each member: all of them, none, or else unknown.
    (
        SELECT
            CASE
                WHEN min(m.works) = 2 THEN true
                WHEN max(m.works) = 0 THEN false
            END
        FROM (
            SELECT
                r.contest,
                r.event,
                r.entry_number,
                (
                    SELECT
                        COALESCE(max(CASE WHEN w.in_province THEN 2 WHEN NOT w.in_province THEN 0 ELSE 1 END), 0)
                    FROM registry_employmentspell w
                    WHERE w.person_id = r.person_id
                        AND w.starts_on <= :on AND (w.ends_on IS NULL OR w.ends_on >= :on)
                        AND w.recorded_at <= :known_at AND w.superseded_at > :known_at
                ) AS works
            FROM evaluation_contestresult r
            WHERE (r.published_on <= :on OR r.published_on IS NULL)
                AND r.recorded_at <= :known_at AND r.superseded_at > :known_at
        ) m
        WHERE m.contest = c.contest AND m.event = c.event AND m.entry_number = c.entry_number
    ) AS coached_stays_in_province
FROM evaluation_coaching c
WHERE c.recorded_at <= :known_at AND c.superseded_at > :known_at
