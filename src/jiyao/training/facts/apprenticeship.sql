-- What rules may ask of an apprenticeship on the day :on, as known at the moment :known_at.
--
-- Apprenticeships that begin later have no row. What the employer has not reported is unknown.

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
    a.taught_jointly
FROM training_apprenticeship a
LEFT JOIN registry_organisationversion o
    ON o.organisation_id = a.employer_id
    AND o.recorded_at <= :known_at AND o.superseded_at > :known_at
WHERE a.starts_on <= :on
    AND a.recorded_at <= :known_at AND a.superseded_at > :known_at
