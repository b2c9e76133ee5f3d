-- What rules may ask of a contest result on the day :on, as known at the moment :known_at.
--
-- Results published later have no row. What the organiser has not published is unknown.

SELECT
    f.contest_result_id,
    f.person_id,
    f.delegation_division,
    f.contest,
    f.contest_name,
    f.contest_class,
    f.contest_event,
    f.entry_number,
    f.event_track,
    f.event_kind,
    f.team_size,
    f.contest_result_on,
    f.contest_rank,
    f.last_rank,
    f.medal,
    f.score_passed,
    f.questions_at_technician_standard,
    (SELECT l.code FROM registry_level l WHERE l.rank = f.rank_held) AS entrant_level_held,
    f.entrant_status,

    -- As the fact works_in_province of a person: whoever works here on the day takes or keeps a job here.
    (
        SELECT
            CASE max(CASE WHEN w.in_province THEN 2 WHEN NOT w.in_province THEN 0 ELSE 1 END)
                WHEN 2 THEN true WHEN 1 THEN NULL ELSE false
            END
        FROM registry_employmentspell w
        WHERE w.person_id = f.person_id
            AND w.starts_on <= :on AND (w.ends_on IS NULL OR w.ends_on >= :on)
            AND w.recorded_at <= :known_at AND w.superseded_at > :known_at
    ) AS stays_in_province,
    f.meets_national_entry_rules
FROM (
    SELECT
        r.record AS contest_result_id,
        r.person_id,
        r.division AS delegation_division,
        r.contest,
        r.contest_name,
        r.contest_class,
        r.event AS contest_event,
        r.entry_number,
        r.event_track,
        r.event_kind,
        r.team_size,
        r.published_on AS contest_result_on,
        r.rank AS contest_rank,
        r.last_rank,
        r.medal,
        r.score_passed,
        r.at_technician_standard AS questions_at_technician_standard,
        r.entrant_status,
        r.meets_national_entry_rules,

        -- Held before the result: the level that the result itself brought must not bring the next one. Counted by
        -- rank, as far as certain and as far as possible; while the two differ, it is unknown.
        (
            SELECT
                CASE
                    WHEN COALESCE(
                        max(CASE WHEN o.occupation = r.occupation AND o.issued_on < r.published_on THEN l.rank END), 0
                    )
                    = COALESCE(max(COALESCE(l.rank, (SELECT max(t.rank) FROM registry_level t))), 0)
                    THEN COALESCE(max(l.rank), 0)
                END
            FROM registry_heldcertificate o
            LEFT JOIN registry_level l ON l.code = o.level
            WHERE o.person_id = r.person_id
                AND (o.occupation = r.occupation OR o.occupation IS NULL OR r.occupation IS NULL)
                AND (o.issued_on < r.published_on OR o.issued_on IS NULL OR r.published_on IS NULL)
                AND (o.revoked_on > r.published_on OR o.revoked_on IS NULL OR r.published_on IS NULL)
                AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
        ) AS rank_held
    FROM evaluation_contestresult r
    WHERE (r.published_on <= :on OR r.published_on IS NULL)
        AND r.recorded_at <= :known_at AND r.superseded_at > :known_at
) f
