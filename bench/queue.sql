-- A million cases in the shape of a province: most are over, the rest wait; half of them in one place of ten.
INSERT INTO casework_case (kind, state, measure, subject, subject_record, person_id, division, channel, opened_on,
    opened_at, state_since, was_supplemented, recommends, departs, amount_fen)
SELECT 'person-claim',
    CASE WHEN r < 62 THEN 'closed' WHEN r < 70 THEN 'offered' WHEN r < 76 THEN 'claimed' WHEN r < 83 THEN 'accepted'
        WHEN r < 88 THEN 'reviewed' WHEN r < 90 THEN 'noticed' WHEN r < 93 THEN 'decided' WHEN r < 95 THEN 'refused'
        WHEN r < 97 THEN 'withdrawn' WHEN r < 99 THEN 'lapsed' ELSE 'supplementing' END,
    measures.names[1 + i %% array_length(measures.names, 1)], 'certificate', i, 1 + i %% {people},
    places.codes[1 + floor(array_length(places.codes, 1) * power(hashed / 65536.0, 2))::int], 'portal', day,
    day + interval '8 hours', day + (i %% 20)::int, FALSE, CASE WHEN r BETWEEN 83 AND 92 THEN 'grant' ELSE '' END,
    i %% 40 = 0, 100000 + 50000 * (i %% 3)
FROM (
    SELECT i, (i * 7919) %% 100 AS r, get_byte(decode(md5(i::text), 'hex'), 0) * 256
        + get_byte(decode(md5(i::text), 'hex'), 1) AS hashed, date '2023-07-01' + (i * 31 %% 700)::int AS day
    FROM generate_series(1::bigint, {cases}) AS i
) AS drawn,
(SELECT array_agg(code ORDER BY md5(code)) AS codes FROM registry_division WHERE level = 'county') AS places,
(SELECT %s::text[] AS names) AS measures;

INSERT INTO casework_casestep (case_id, step, before, after, by_id, "on", at, act)
SELECT c.id, done.step, done.before, done.after, who.numbers[1 + (c.id %% array_length(who.numbers, 1))::int],
    c.opened_on + done.days, c.opened_at + done.days * interval '1 day', 0
FROM casework_case c
JOIN (VALUES
    ('claim', 'before', 'claimed', 0, 1), ('accept', 'claimed', 'accepted', 3, 2),
    ('review', 'accepted', 'reviewed', 8, 3), ('approve', 'reviewed', 'approved', 12, 4),
    ('decide', 'approved', 'decided', 12, 4), ('pay', 'decided', 'paid', 20, 5)
) AS done (step, before, after, days, rank) ON done.rank <= CASE c.state WHEN 'offered' THEN 0 WHEN 'claimed' THEN 1
    WHEN 'supplementing' THEN 1 WHEN 'accepted' THEN 2 WHEN 'reviewed' THEN 3 WHEN 'refused' THEN 3 WHEN 'noticed' THEN 4
    WHEN 'decided' THEN 4 WHEN 'closed' THEN 5 ELSE 1 END,
(SELECT array_agg(id ORDER BY id) AS numbers FROM registry_account) AS who;
