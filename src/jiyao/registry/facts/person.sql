-- What rules may ask of a person on the day :on, as known at the moment :known_at.
--
-- Where several records of the day disagree, or one of them does not say, the answer is unknown.
-- The registers of groups, education, employment and insurance are complete: no record there is an answer.
-- Three-valued answers are counted as 2 for yes, 1 for unknown, 0 for no; the highest record wins.

SELECT
    p.person_id,
    p.birth_on,
    p.sex,

    -- Nobody's home is known from a missing record.
    (
        SELECT CASE WHEN count(*) = count(h.division) AND min(h.division) = max(h.division) THEN min(h.division) END
        FROM registry_householdspell h
        WHERE h.person_id = p.person_id
            AND h.starts_on <= :on AND (h.ends_on IS NULL OR h.ends_on >= :on)
            AND h.recorded_at <= :known_at AND h.superseded_at > :known_at
    ) AS home_division,

    (
        SELECT
            CASE max(CASE
                WHEN i.in_province AND i.employer_pays AND i.person_pays THEN 2
                WHEN NOT i.in_province OR NOT i.employer_pays OR NOT i.person_pays THEN 0
                ELSE 1
            END) WHEN 2 THEN true WHEN 1 THEN NULL ELSE false END
        FROM registry_insurancespell i
        WHERE i.person_id = p.person_id
            AND i.first_month <= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
            AND (
                i.last_month IS NULL
                OR i.last_month >= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
            )
            AND i.recorded_at <= :known_at AND i.superseded_at > :known_at
    ) AS insured_in_province,

    -- Insurance outside the province has no division of ours, so it does not contradict.
    (
        SELECT CASE WHEN count(*) = count(i.division) AND min(i.division) = max(i.division) THEN min(i.division) END
        FROM registry_insurancespell i
        WHERE i.person_id = p.person_id
            AND (i.in_province OR i.in_province IS NULL)
            AND i.first_month <= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
            AND (
                i.last_month IS NULL
                OR i.last_month >= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
            )
            AND i.recorded_at <= :known_at AND i.superseded_at > :known_at
    ) AS insured_division,

    -- Months follow a person across regions, so all count; a month paid by two employers counts once: a spell adds
    -- its months after the last one that an earlier spell reaches. Spells are cut off at the month of :on.
    (
        SELECT CAST(COALESCE(sum(CASE WHEN s.last_month > s.reached THEN s.last_month - s.reached ELSE 0 END), 0) AS bigint)
        FROM (
            SELECT
                i.person_id,
                CASE
                    WHEN i.last_month < CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
                    THEN i.last_month
                    ELSE CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
                END AS last_month,
                (
                    SELECT
                        CASE
                            WHEN max(COALESCE(e.last_month, 999999)) >= i.first_month
                            THEN max(COALESCE(e.last_month, 999999))
                            ELSE i.first_month - 1
                        END
                    FROM registry_insurancespell e
                    WHERE e.person_id = i.person_id
                        AND (e.first_month < i.first_month OR e.first_month = i.first_month AND e.record < i.record)
                        AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
                ) AS reached
            FROM registry_insurancespell i
            WHERE i.first_month <= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
                AND i.recorded_at <= :known_at AND i.superseded_at > :known_at
        ) s
        WHERE s.person_id = p.person_id
    ) AS insured_months,

    -- Who belongs to several groups chooses the one they claim under; until then it is unknown.
    (
        SELECT
            CASE
                WHEN count(*) > count(g.person_group) THEN NULL
                WHEN count(*) = 0 THEN 'none'
                WHEN min(g.person_group) = max(g.person_group) THEN min(g.person_group)
            END
        FROM registry_groupspell g
        WHERE g.person_id = p.person_id
            AND (g.person_group <> 'none' OR g.person_group IS NULL)
            AND g.starts_on <= :on AND (g.ends_on IS NULL OR g.ends_on >= :on)
            AND g.recorded_at <= :known_at AND g.superseded_at > :known_at
    ) AS person_group,

    -- Who is still at school, or left without a diploma, is no graduate of it.
    (
        SELECT
            CASE max(CASE
                WHEN e.school_kind NOT IN ('technical_school', 'senior_technical_school', 'technician_college') THEN 0
                WHEN NOT e.graduated OR e.ends_on > :on THEN 0
                WHEN e.graduated AND e.ends_on IS NOT NULL AND e.school_kind IS NOT NULL THEN 2
                WHEN e.graduated IS NULL AND e.ends_on IS NULL THEN 0
                ELSE 1
            END) WHEN 2 THEN true WHEN 1 THEN NULL ELSE false END
        FROM registry_educationspell e
        WHERE e.person_id = p.person_id
            AND e.starts_on <= :on
            AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
    ) AS graduated_from_technical_school,

    (
        SELECT
            CASE max(CASE WHEN w.in_province THEN 2 WHEN NOT w.in_province THEN 0 ELSE 1 END)
                WHEN 2 THEN true WHEN 1 THEN NULL ELSE false END
        FROM registry_employmentspell w
        WHERE w.person_id = p.person_id
            AND w.starts_on <= :on AND (w.ends_on IS NULL OR w.ends_on >= :on)
            AND w.recorded_at <= :known_at AND w.superseded_at > :known_at
    ) AS works_in_province
FROM registry_personversion p
WHERE p.recorded_at <= :known_at AND p.superseded_at > :known_at
