-- The slots of shared limits that are taken on the day :on, as known at the moment :known_at. Limits count them.

SELECT s.pool, s.key, g.person_id
FROM policy_grantslot s
JOIN policy_grant g ON g.id = s.grant_id
WHERE g.granted_on <= :on
    AND g.recorded_at <= :known_at
    AND (g.reversed_at IS NULL OR g.reversed_at > :known_at OR g.reversed_on > :on)
