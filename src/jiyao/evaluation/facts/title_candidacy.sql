-- What rules may ask of a candidacy for a professional title on the day :on, as known at the moment :known_at.
--
-- What the candidate and the employer say stands in the candidacy. The level on which it rests is the highest that stands
-- in its occupation; the class is the last at a technical school that ended with a diploma. Both are read from registers.

SELECT
    f.title_candidacy_id,
    f.person_id,
    f.title_division,
    f.target_title,
    f.engineering_front_line_post,
    (SELECT l.code FROM registry_level l WHERE l.rank = f.rank_held) AS qualifying_level,
    (
        SELECT CASE WHEN count(*) = count(o.issued_on) THEN min(o.issued_on) END
        FROM registry_heldcertificate o
        JOIN registry_level l ON l.code = o.level
        WHERE o.person_id = f.person_id
            AND o.occupation = f.occupation
            AND l.rank = f.rank_held AND f.rank_held > 0
            AND (o.issued_on <= :on OR o.issued_on IS NULL)
            AND (o.revoked_on > :on OR o.revoked_on IS NULL)
            AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
    ) AS qualifying_level_on,
    f.months_away_since_qualifying_level,

    -- The register of education is complete: who left no technical school with a diploma left no class of one.
    (
        SELECT
            CASE
                WHEN count(*) = 0 THEN 'none'
                WHEN count(*) = count(CASE WHEN e.graduated AND e.school_kind IS NOT NULL THEN e.class_kind END)
                    AND min(e.class_kind) = max(e.class_kind) THEN min(e.class_kind)
            END
        FROM registry_educationspell e
        WHERE e.person_id = f.person_id AND e.ends_on = f.school_until
            AND (e.graduated OR e.graduated IS NULL)
            AND (
                e.school_kind IN ('technical_school', 'senior_technical_school', 'technician_college')
                OR e.school_kind IS NULL
            )
            AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
    ) AS graduated_class
FROM (
    SELECT
        c.record AS title_candidacy_id,
        c.person_id,
        c.division AS title_division,
        c.occupation,
        c.target_title,
        c.engineering_front_line_post,
        c.months_away_since_qualifying_level,
        (
            SELECT
                CASE
                    WHEN count(*) = count(l.rank)
                    THEN COALESCE(max(l.rank), 0)
                END
            FROM registry_heldcertificate o
            LEFT JOIN registry_level l ON l.code = o.level
            WHERE o.person_id = c.person_id
                AND o.occupation = c.occupation
                AND (o.issued_on <= :on OR o.issued_on IS NULL)
                AND (o.revoked_on > :on OR o.revoked_on IS NULL)
                AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
        ) AS rank_held,
        (
            SELECT max(e.ends_on)
            FROM registry_educationspell e
            WHERE e.person_id = c.person_id AND e.ends_on <= :on
                AND (e.graduated OR e.graduated IS NULL)
                AND (
                    e.school_kind IN ('technical_school', 'senior_technical_school', 'technician_college')
                    OR e.school_kind IS NULL
                )
                AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
        ) AS school_until
    FROM evaluation_titlecandidacy c
    WHERE c.applied_on <= :on
        AND c.recorded_at <= :known_at AND c.superseded_at > :known_at
) f
