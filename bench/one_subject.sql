-- Rows of the usual number; one_subject.py fills in what stands in braces.
INSERT INTO registry_person (id) SELECT i FROM generate_series(1, {people}) i;
INSERT INTO registry_personversion ({columns}, person_id, birth_on, sex)
SELECT i, {version}, i, date '1950-01-01' + i % 20000, 'female' FROM generate_series(1, {people}) i;
INSERT INTO registry_householdspell ({columns}, person_id, relation, starts_on, division)
SELECT 10000000 + i, {version}, i, '', date '2015-01-01', {place} FROM generate_series(1, {people}) i;
INSERT INTO registry_groupspell ({columns}, person_id, starts_on, person_group)
SELECT 20000000 + i, {version}, 10 * i, date '2020-01-01', 'laid_off' FROM generate_series(1, {people} / 10) i;
INSERT INTO registry_employmentspell ({columns}, person_id, starts_on, in_province)
SELECT 30000000 + i, {version}, 1 + 3 * i % {people}, date '2015-01-01', true FROM generate_series(1, {people} / 2) i;
INSERT INTO registry_insurancespell
({columns}, person_id, first_month, in_province, employer_pays, person_pays, division)
SELECT 40000000 + i, {version}, 1 + 7 * i % {people}, 24100 + i % 200, true, true, true, {place}
FROM generate_series(1, {people} / 2) i;
INSERT INTO registry_educationspell ({columns}, person_id, starts_on, ends_on, school_kind, graduated)
SELECT 50000000 + i, {version}, 20 * i, date '2010-09-01', date '2013-07-01', 'technical_school', true
FROM generate_series(1, {people} / 20) i;
INSERT INTO registry_benefitspell ({columns}, person_id, first_month, last_month)
SELECT 60000000 + i, {version}, 100 * i, 24100, 24106 FROM generate_series(1, {people} / 100) i;
INSERT INTO registry_heldcertificate
({columns}, person_id, certificate_kind, occupation, work_type, level, issued_on)
SELECT 70000000 + i, {version}, 1 + 7 * i % {people}, 'skill_level', '6-18-02-0' || i % 8, 'none', 'L' || (3 + i % 3),
    date '2020-01-01' + i % 1900
FROM generate_series(1, {people} / 5) i;
INSERT INTO registry_scarceoccupation ({columns}, division, occupation, starts_on)
SELECT 75000000 + i, {version}, {place}, '6-18-02-0' || i % 8, date '2025-01-01' FROM generate_series(1, 96) i;
INSERT INTO training_enrolment ({columns}, person_id, division, occupation, level, starts_on)
SELECT 80000000 + i, {version}, 1 + 7 * i % {people}, {place}, '6-18-02-04', 'L4', date '2024-01-01'
FROM generate_series(1, {people} / 5) i;
INSERT INTO training_apprenticeship ({columns}, person_id, starts_on)
SELECT 85000000 + i, {version}, 100 * i, date '2024-01-01' FROM generate_series(1, {people} / 100) i;
INSERT INTO evaluation_contestresult
({columns}, person_id, contest, event, entry_number, occupation, rank, published_on)
SELECT 90000000 + i, {version}, 1 + 7 * i % {people}, 'hlj_games_1', 'event ' || i % 50, 'entry ' || i, '6-18-02-04',
    1 + i % 500, date '2023-09-01'
FROM generate_series(1, {people} / 20) i;
INSERT INTO evaluation_coaching ({columns}, person_id, contest, event, entry_number)
SELECT 95000000 + i, {version}, 1 + 11 * i % {people}, 'hlj_games_1', 'event ' || i % 50, 'entry ' || i
FROM generate_series(1, {people} / 100) i;
INSERT INTO policy_grant
(measure, pack_version, subject, subject_record, person_id, occupation, level, amount_fen, granted_on, recorded_at)
SELECT 'skill-upgrade-subsidy', '1', 'certificate', i, 1 + 7 * i % {people}, '6-18-02-04', 'L5', 100000,
    date '2023-01-01', timestamptz '2023-01-02Z'
FROM generate_series(1, {people} / 50) i;
