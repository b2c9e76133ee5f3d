-- What rules may ask of an apprenticeship on the day :on, as known at the moment :known_at.
--
-- Apprenticeships that begin later have no row. What the employer has not reported is unknown; a certificate or an end of
-- the work that is of a later day is not yet so.

SELECT
    a.record AS apprenticeship_id,
    a.person_id,
    a.occupation,
    a.work_type,
    a.level,

    -- Where the record does not say, the employer's seat.
    COALESCE(a.division, o.division) AS apprenticeship_division,
    a.starts_on AS apprenticeship_started_on,
    o.has_skilled_posts AS employer_has_skilled_posts,
    a.contract_years,
    a.origin AS apprentice_origin,
    a.duration_years,
    a.long_duration_case,
    a.taught_jointly,

    -- The first certificate of the occupation and level aimed at, issued since the start.
    (
        SELECT min(c.issued_on)
        FROM registry_heldcertificate c
        WHERE c.person_id = a.person_id
            AND c.occupation = a.occupation AND c.level = a.level
            AND c.issued_on >= a.starts_on AND c.issued_on <= :on
            AND (c.revoked_on > :on OR c.revoked_on IS NULL)
            AND c.recorded_at <= :known_at AND c.superseded_at > :known_at
    ) AS apprentice_certified_on,

    -- The last day of work with the employer since the start, unless the work goes on after the day.
    (
        SELECT CASE WHEN count(*) = count(CASE WHEN w.ends_on <= :on THEN 1 END) THEN max(w.ends_on) END
        FROM registry_employmentspell w
        WHERE w.person_id = a.person_id AND w.organisation_id = a.employer_id
            AND w.starts_on <= :on AND (w.ends_on >= a.starts_on OR w.ends_on IS NULL)
            AND w.recorded_at <= :known_at AND w.superseded_at > :known_at
    ) AS apprentice_left_on,

    -- The first day of the last break with the employer that has begun since the start.
    (
        SELECT max(b.starts_on)
        FROM training_apprenticeshipbreak b
        WHERE b.person_id = a.person_id AND b.employer_id = a.employer_id
            AND b.starts_on >= a.starts_on AND b.starts_on <= :on
            AND b.recorded_at <= :known_at AND b.superseded_at > :known_at
    ) AS apprentice_broke_off_on
FROM training_apprenticeship a
LEFT JOIN registry_organisationversion o
    ON o.organisation_id = a.employer_id
    AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
WHERE a.starts_on <= :on
    AND a.recorded_at <= :known_at AND a.superseded_at > :known_at
