-- +goose NO TRANSACTION
-- +goose Up
CREATE OR REPLACE VIEW huifang.turns
(
    call_id         String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx             UInt32                 COMMENT 'Number of the turn, from 0',
    role            LowCardinality(String) COMMENT 'agent, customer or unknown',
    speaker         LowCardinality(String) COMMENT 'Speaker label of the source',
    channel         Nullable(Int32)        COMMENT 'Leg of the recording, from 0',
    start_ms        Nullable(Int64)        COMMENT 'Start in milliseconds from the start of the recording',
    end_ms          Nullable(Int64)        COMMENT 'End in milliseconds from the start of the recording',
    text            String                 COMMENT 'What was said, personal data masked',
    lang            LowCardinality(String) COMMENT 'zh, en or mixed',
    phase           UInt8                  COMMENT 'Phase of the visit: 1 opening, 2 verification, 3 risk assessment, 4 next steps; 0 unknown',
    sentiment       LowCardinality(String) COMMENT 'neg, neu or pos; empty where not judged',
    sentiment_score Nullable(Float32)      COMMENT 'Mood, -1 (negative) to 1 (positive)',
    emotion         LowCardinality(String) COMMENT 'Emotion tag of the recogniser',
    confidence      Nullable(Float32)      COMMENT 'Confidence of the recogniser, 0 to 1',
    borrower        String                 COMMENT 'Name of the borrower as on file',
    call_date       Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry        LowCardinality(String) COMMENT 'Industry of the borrower',
    branch          LowCardinality(String) COMMENT 'Branch of the bank'
)
AS SELECT
    call_id,
    g.idx AS idx,
    g.role AS role,
    g.speaker AS speaker,
    g.channel AS channel,
    g.start_ms AS start_ms,
    g.end_ms AS end_ms,
    g.text AS text,
    g.lang AS lang,
    g.phase AS phase,
    g.sentiment AS sentiment,
    g.sentiment_score AS sentiment_score,
    g.emotion AS emotion,
    g.confidence AS confidence,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN turns AS g
COMMENT 'Turns of calls, one row each';

CREATE OR REPLACE VIEW huifang.entities
(
    call_id   String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx       UInt32                 COMMENT 'Number of the turn',
    type      LowCardinality(String) COMMENT 'Type of the entity: PERSON, ORG, MONEY …',
    start     UInt32                 COMMENT 'First character in the turn, from 0',
    `end`     UInt32                 COMMENT 'Character after the last one',
    text      String                 COMMENT 'Its words in the turn, personal data masked',
    value     Nullable(Float64)      COMMENT 'Number that the words mean, in units of unit',
    high      Nullable(Float64)      COMMENT 'Upper end where precision is range',
    unit      LowCardinality(String) COMMENT 'Currency, %, unit of time or measure word',
    precision LowCardinality(String) COMMENT 'exact, about, over, under or range',
    date_from Nullable(Date32)       COMMENT 'First day of a DATE',
    date_to   Nullable(Date32)       COMMENT 'Last day of a DATE',
    form      LowCardinality(String) COMMENT 'title for mentions such as 王总',
    borrower  String                 COMMENT 'Name of the borrower as on file',
    call_date Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry  LowCardinality(String) COMMENT 'Industry of the borrower',
    branch    LowCardinality(String) COMMENT 'Branch of the bank'
)
AS SELECT
    call_id,
    g.idx AS idx,
    g.type AS type,
    g.start AS start,
    g.end AS `end`,
    g.text AS text,
    g.value AS value,
    g.high AS high,
    g.unit AS unit,
    g.precision AS precision,
    g.date_from AS date_from,
    g.date_to AS date_to,
    g.form AS form,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN entities AS g
COMMENT 'Names and values in turns, one row each';

CREATE OR REPLACE VIEW huifang.keywords
(
    call_id   String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    term      String                 COMMENT 'Term that sets the call apart',
    score     Float32                COMMENT 'How much it does so',
    count     UInt32                 COMMENT 'How often it was said',
    borrower  String                 COMMENT 'Name of the borrower as on file',
    call_date Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry  LowCardinality(String) COMMENT 'Industry of the borrower',
    branch    LowCardinality(String) COMMENT 'Branch of the bank'
)
AS SELECT
    call_id,
    g.term AS term,
    g.score AS score,
    g.count AS count,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN keywords AS g
COMMENT 'Terms that set calls apart, one row each';

CREATE OR REPLACE VIEW huifang.facts
(
    call_id   String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    key       LowCardinality(String) COMMENT 'Fact key of the taxonomy, such as revenue',
    idx       UInt32                 COMMENT 'Number of the turn',
    start_pos UInt32                 COMMENT 'First character in the turn, from 0',
    end_pos   UInt32                 COMMENT 'Character after the last one',
    text      String                 COMMENT 'Its words in the turn, personal data masked',
    value     Nullable(Float64)      COMMENT 'Number that was stated, in units of unit',
    high      Nullable(Float64)      COMMENT 'Upper end where precision is range',
    unit      LowCardinality(String) COMMENT 'Currency, %, unit of time or measure word',
    date_from Nullable(Date32)       COMMENT 'First day where the fact is a date',
    date_to   Nullable(Date32)       COMMENT 'Last day where the fact is a date',
    period    LowCardinality(String) COMMENT 'Stretch of time that a figure is about, such as 2026H1',
    precision LowCardinality(String) COMMENT 'exact, about, over, under or range',
    borrower  String                 COMMENT 'Name of the borrower as on file',
    call_date Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry  LowCardinality(String) COMMENT 'Industry of the borrower',
    branch    LowCardinality(String) COMMENT 'Branch of the bank'
)
AS SELECT
    call_id,
    g.key AS key,
    g.idx AS idx,
    g.start_pos AS start_pos,
    g.end_pos AS end_pos,
    g.text AS text,
    g.value AS value,
    g.high AS high,
    g.unit AS unit,
    g.date_from AS date_from,
    g.date_to AS date_to,
    g.period AS period,
    g.precision AS precision,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN facts AS g
COMMENT 'Statements of customers about the loan, one row each';

CREATE OR REPLACE VIEW huifang.checklist
(
    call_id   String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    id        LowCardinality(String) COMMENT 'Item of the visit checklist',
    covered   Bool                   COMMENT 'The officer covered it',
    mandatory Bool                   COMMENT 'It must be covered for this kind of loan',
    idx       Nullable(UInt32)       COMMENT 'First turn that covers it',
    borrower  String                 COMMENT 'Name of the borrower as on file',
    call_date Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry  LowCardinality(String) COMMENT 'Industry of the borrower',
    branch    LowCardinality(String) COMMENT 'Branch of the bank',
    agent_id  LowCardinality(String) COMMENT 'Id of the bank officer who held the call'
)
AS SELECT
    call_id,
    g.id AS id,
    g.covered AS covered,
    g.mandatory AS mandatory,
    g.idx AS idx,
    borrower,
    call_date,
    industry,
    branch,
    agent_id
FROM huifang.analyses FINAL
ARRAY JOIN checklist AS g
COMMENT 'Checklist items of calls, one row each';

CREATE OR REPLACE VIEW huifang.discrepancies
(
    call_id     String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx         UInt32                 COMMENT 'Number of the turn',
    field       LowCardinality(String) COMMENT 'What the two accounts differ in',
    severity    Enum8('minor' = 1, 'moderate' = 2, 'major' = 3, 'critical' = 4) COMMENT 'How grave, in rising order',
    on_file     String                 COMMENT 'What the bank has on file',
    stated      String                 COMMENT 'What the customer said',
    reason      String                 COMMENT 'Why the two do not agree',
    borrower    String                 COMMENT 'Name of the borrower as on file',
    call_date   Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry    LowCardinality(String) COMMENT 'Industry of the borrower',
    branch      LowCardinality(String) COMMENT 'Branch of the bank',
    alert_level Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order; empty where the call was not assessed'
)
AS SELECT
    call_id,
    g.idx AS idx,
    g.field AS field,
    g.severity AS severity,
    g.on_file AS on_file,
    g.stated AS stated,
    g.reason AS reason,
    borrower,
    call_date,
    industry,
    branch,
    alert_level
FROM huifang.analyses FINAL
ARRAY JOIN discrepancies AS g
COMMENT 'What customers say against what the bank has on file, one row each';
