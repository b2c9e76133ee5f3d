-- What rules may ask of an appointment to a post on the day :on, as known at the moment :known_at.
--
-- Appointments that begin later, or have ended, have no row. The level is the highest that stands in the occupation of the
-- post. The register of employment is complete: who has no spell with the employer does not work there.

SELECT
    f.post_appointment_id,
    f.person_id,
    f.appointment_division,
    f.appointed_post,
    f.appointed_on,
    f.works_for_appointer,
    (SELECT l.code FROM registry_level l WHERE l.rank = f.rank_held) AS appointed_level,
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
    ) AS appointed_level_on
FROM (
    SELECT
        a.record AS post_appointment_id,
        a.person_id,
        a.occupation,
        -- Where the record does not say, the employer's seat.
        COALESCE(a.division, o.division) AS appointment_division,
        a.post AS appointed_post,
        a.starts_on AS appointed_on,
        EXISTS (
            SELECT 1
            FROM registry_employmentspell w
            WHERE w.person_id = a.person_id AND w.organisation_id = a.employer_id
                AND w.starts_on <= :on AND (w.ends_on IS NULL OR w.ends_on >= :on)
                AND w.recorded_at <= :known_at AND w.superseded_at > :known_at
        ) AS works_for_appointer,
        (
            SELECT CASE WHEN count(*) = count(l.rank) THEN COALESCE(max(l.rank), 0) END
            FROM registry_heldcertificate h
            LEFT JOIN registry_level l ON l.code = h.level
            WHERE h.person_id = a.person_id
                AND h.occupation = a.occupation
                AND (h.issued_on <= :on OR h.issued_on IS NULL)
                AND (h.revoked_on > :on OR h.revoked_on IS NULL)
                AND h.recorded_at <= :known_at AND h.superseded_at > :known_at
        ) AS rank_held
    FROM employment_postappointment a
    LEFT JOIN registry_organisationversion o
        ON o.organisation_id = a.employer_id
        AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
    WHERE a.starts_on <= :on AND (a.ends_on IS NULL OR a.ends_on >= :on)
        AND a.recorded_at <= :known_at AND a.superseded_at > :known_at
) f
