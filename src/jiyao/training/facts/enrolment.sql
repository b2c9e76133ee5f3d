-- What rules may ask of an enrolment on the day :on, as known at the moment :known_at.
--
-- Trainings that begin later have no row. What the provider has not reported is unknown; what it reported of a later
-- day (passed after the end, placed) is not yet so.

SELECT
    e.record AS enrolment_id,
    e.person_id,
    e.occupation,
    e.work_type,
    e.level,

    -- On the list of where the training takes place, of its prefecture or of the province. Without a list: unknown.
    CASE
        WHEN e.occupation IS NOT NULL THEN (
            SELECT
                CASE max(CASE WHEN s.occupation = e.occupation THEN 2 ELSE 0 END)
                    WHEN 2 THEN true WHEN 0 THEN false
                END
            FROM registry_scarceoccupation s
            JOIN registry_division d ON d.code = e.division
            LEFT JOIN registry_division u ON u.code = d.parent_id
            WHERE (s.division = d.code OR s.division = d.parent_id OR s.division = u.parent_id)
                AND s.starts_on <= :on AND (s.ends_on IS NULL OR s.ends_on >= :on)
                AND s.recorded_at <= :known_at AND s.superseded_at > :known_at
        )
    END AS scarce_occupation,
    e.training_kind,
    e.division AS training_division,
    e.ends_on AS training_ended_on,
    CASE WHEN e.ends_on > :on THEN NULL ELSE e.passed END AS training_passed,
    e.training_mode,
    e.attended_days,
    e.attended_hours,
    e.attendance_ratio,
    e.fee_charged_fen,
    e.employee_of_enterprise,
    CASE WHEN e.placed_on > :on THEN false ELSE e.placed_in_province END AS placed_in_province_by_provider,
    CASE WHEN e.placed_on > :on THEN NULL ELSE e.placed_on END AS placed_on
FROM training_enrolment e
WHERE e.starts_on <= :on
    AND e.recorded_at <= :known_at AND e.superseded_at > :known_at
