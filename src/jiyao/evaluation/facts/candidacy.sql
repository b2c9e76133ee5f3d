-- What rules may ask of a candidacy on the day :on, as known at the moment :known_at.
--
-- What the candidate, the employer and the body say stands in the candidacy. What they hold is read from the registers:
-- the highest level that stands in this occupation (related ones are not known to any register), and the school left or
-- attended last. Where several of one day disagree, the answer is unknown.

SELECT
    f.candidacy_id,
    f.person_id,
    f.evaluation_division,
    f.target_level,
    f.standard_edition,
    f.intends_to_work,
    f.works_in_occupation,
    f.occupation_work_months,
    f.continuous_work_since_on,
    f.apprenticeship_completed,
    f.level_training_completed,
    (SELECT l.code FROM registry_level l WHERE l.rank = f.rank_held) AS level_held,
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
    ) AS level_held_on,
    f.months_away_since_level,
    f.pre_technician_certificate,
    f.title_held,
    f.title_matches_field,
    f.title_held_on,
    f.months_away_since_title,
    -- The register of education is complete: nobody there went to no school.
    (
        SELECT
            CASE
                WHEN count(*) = 0 THEN 'none'
                WHEN count(*) = count(e.school_kind) AND min(e.school_kind) = max(e.school_kind) THEN min(e.school_kind)
            END
        FROM registry_educationspell e
        WHERE e.person_id = f.person_id AND e.starts_on = f.school_since
            AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
    ) AS school_kind,
    (
        SELECT
            CASE
                WHEN count(*) = 0 THEN 'none'
                WHEN count(*) = count(e.class_kind) AND min(e.class_kind) = max(e.class_kind) THEN min(e.class_kind)
            END
        FROM registry_educationspell e
        WHERE e.person_id = f.person_id AND e.starts_on = f.school_since
            AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
    ) AS class_kind,

    -- 应届: the spell ends in the year of :on and has not ended yet. Without a last day it is not known which year it is.
    (
        SELECT
            CASE
                WHEN count(*) = 0 THEN 'none'
                WHEN count(*) > 1 THEN NULL
                WHEN max(e.ends_on) <= :on THEN CASE WHEN max(CASE WHEN e.graduated THEN 1 WHEN NOT e.graduated THEN 0 END) = 1
                    THEN 'graduate' WHEN count(e.graduated) = 1 THEN 'none' END
                WHEN substr(CAST(max(e.ends_on) AS text), 1, 4) = substr(:on, 1, 4) THEN 'final_year'
                WHEN max(e.ends_on) > :on THEN 'student'
            END
        FROM registry_educationspell e
        WHERE e.person_id = f.person_id AND e.starts_on = f.school_since
            AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
    ) AS study_state,
    f.field_matches,
    f.school_assessed
FROM (
    SELECT
        c.record AS candidacy_id,
        c.person_id,
        c.division AS evaluation_division,
        c.level AS target_level,
        c.standard_edition,
        c.occupation,
        c.intends_to_work,
        c.works_in_occupation,
        c.occupation_work_months,
        c.continuous_work_since_on,
        c.apprenticeship_completed,
        c.level_training_completed,
        c.months_away_since_level,
        c.pre_technician_certificate,
        c.title_held,
        c.title_matches_field,
        c.title_held_on,
        c.months_away_since_title,
        c.field_matches,
        c.school_assessed,
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
            SELECT max(e.starts_on)
            FROM registry_educationspell e
            WHERE e.person_id = c.person_id AND e.starts_on <= :on
                AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
        ) AS school_since
    FROM evaluation_candidacy c
    WHERE c.applied_on <= :on
        AND c.recorded_at <= :known_at AND c.superseded_at > :known_at
) f
