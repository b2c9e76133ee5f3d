-- What rules may ask of a certificate on the day :on, as known at the moment :known_at.
--
-- Certificates issued later, or revoked by then, have no row. A level is counted by its rank, twice: as far as it is
-- certain, and as far as it is possible where a record does not say; while the two differ, it is unknown.

SELECT
    f.certificate_id,
    f.person_id,
    f.certificate_kind,
    f.occupation,
    f.work_type,
    f.level,
    f.issued_on AS certificate_issued_on,

    -- The register of employment is complete: no spell of that day is an answer. So is that of benefits.
    CASE
        WHEN f.issued_on IS NOT NULL THEN EXISTS (
            SELECT 1
            FROM registry_employmentspell w
            WHERE w.person_id = f.person_id
                AND w.starts_on <= f.issued_on AND (w.ends_on IS NULL OR w.ends_on >= f.issued_on)
                AND w.recorded_at <= :known_at AND w.superseded_at > :known_at
        )
    END AS employed_when_certified,
    CASE
        WHEN f.issued_on IS NOT NULL THEN EXISTS (
            SELECT 1
            FROM registry_benefitspell b
            WHERE b.person_id = f.person_id
                AND b.first_month <= f.issued_month AND (b.last_month IS NULL OR b.last_month >= f.issued_month)
                AND b.recorded_at <= :known_at AND b.superseded_at > :known_at
        )
    END AS drew_benefit_when_certified,
    f.found_in_lookup AS found_in_national_lookup,

    -- On the list of where the holder is insured, of its prefecture or of the province. Without a list it is unknown.
    CASE
        WHEN f.occupation IS NOT NULL THEN (
            SELECT
                CASE max(CASE WHEN s.occupation = f.occupation THEN 2 ELSE 0 END)
                    WHEN 2 THEN true WHEN 0 THEN false
                END
            FROM registry_scarceoccupation s
            JOIN registry_division d ON d.code = f.insured_division
            LEFT JOIN registry_division u ON u.code = d.parent_id
            WHERE (s.division = d.code OR s.division = d.parent_id OR s.division = u.parent_id)
                AND s.starts_on <= :on AND (s.ends_on IS NULL OR s.ends_on >= :on)
                AND s.recorded_at <= :known_at AND s.superseded_at > :known_at
        )
    END AS scarce_occupation,
    (SELECT l.code FROM registry_level l WHERE l.rank = f.rank_held) AS highest_level_held,
    (SELECT l.code FROM registry_level l WHERE l.rank = f.rank_paid) AS highest_level_paid,
    f.first_time AS first_time_certified
FROM (
    SELECT
        c.record AS certificate_id,
        c.person_id,
        c.certificate_kind,
        c.occupation,
        c.work_type,
        c.level,
        c.issued_on,
        CAST(substr(CAST(c.issued_on AS text), 1, 4) AS integer) * 12
        + CAST(substr(CAST(c.issued_on AS text), 6, 2) AS integer) AS issued_month,
        c.found_in_lookup,
        c.first_time,

        -- As the fact insured_division of a person.
        (
            SELECT
                CASE WHEN count(*) = count(i.division) AND min(i.division) = max(i.division) THEN min(i.division) END
            FROM registry_insurancespell i
            WHERE i.person_id = c.person_id
                AND (i.in_province OR i.in_province IS NULL)
                AND i.first_month <= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
                AND (
                    i.last_month IS NULL
                    OR i.last_month >= CAST(substr(:on, 1, 4) AS integer) * 12 + CAST(substr(:on, 6, 2) AS integer)
                )
                AND i.recorded_at <= :known_at AND i.superseded_at > :known_at
        ) AS insured_division,

        -- By the other certificates that stand on the day: this one says what its holder has now, not had besides.
        (
            SELECT
                CASE
                    WHEN COALESCE(max(CASE WHEN o.occupation = c.occupation AND o.issued_on <= :on THEN l.rank END), 0)
                    = COALESCE(max(COALESCE(l.rank, (SELECT max(t.rank) FROM registry_level t))), 0)
                    THEN COALESCE(max(l.rank), 0)
                END
            FROM registry_heldcertificate o
            LEFT JOIN registry_level l ON l.code = o.level
            WHERE o.person_id = c.person_id
                AND o.record <> c.record
                AND (o.occupation = c.occupation OR o.occupation IS NULL OR c.occupation IS NULL)
                AND (o.issued_on <= :on OR o.issued_on IS NULL)
                AND (o.revoked_on > :on OR o.revoked_on IS NULL)
                AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
        ) AS rank_held,

        -- Grants are ours, so no grant is an answer. A reversed one no longer counts from the day of its reversal.
        (
            SELECT
                CASE
                    WHEN count(CASE WHEN g.occupation = c.occupation THEN 1 END) = count(*)
                    THEN COALESCE(max(l.rank), 0)
                END
            FROM policy_grant g
            JOIN registry_level l ON l.code = g.level
            WHERE g.person_id = c.person_id
                AND (g.occupation = c.occupation OR c.occupation IS NULL)
                AND g.amount_fen IS NOT NULL
                AND g.granted_on <= :on
                AND g.recorded_at <= :known_at
                AND (g.reversed_at IS NULL OR g.reversed_at > :known_at OR g.reversed_on > :on)
        ) AS rank_paid
    FROM registry_heldcertificate c
    WHERE (c.issued_on <= :on OR c.issued_on IS NULL)
        AND (c.revoked_on > :on OR c.revoked_on IS NULL)
        AND c.recorded_at <= :known_at AND c.superseded_at > :known_at
) f
