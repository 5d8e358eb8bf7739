-- +goose NO TRANSACTION
-- +goose Up
CREATE OR REPLACE VIEW huifang.signals
(
    call_id       String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx           UInt32                 COMMENT 'Number of the turn',
    code          LowCardinality(String) COMMENT 'Risk code of the taxonomy',
    category      LowCardinality(String) COMMENT 'Category of the risk code: its letters',
    severity      UInt8                  COMMENT 'Severity, 1 (hint) to 5 (grave)',
    status        LowCardinality(String) COMMENT 'asserted, negated, question, hypothetical, resolved or third_party; only asserted ones count',
    confidence    Float32                COMMENT 'Confidence, 0 to 1',
    start_pos     UInt32                 COMMENT 'First character of the evidence in the turn, from 0',
    end_pos       UInt32                 COMMENT 'Character after the last one',
    rule          LowCardinality(String) COMMENT 'Rule that fired, or model',
    reason        LowCardinality(String) COMMENT 'Why the status is what it is',
    question_idx  Nullable(UInt32)       COMMENT 'Turn of the question that this turn answers, where the signal rests on both',
    role          LowCardinality(String) COMMENT 'Who said it: agent, customer or unknown',
    start_ms      Nullable(Int64)        COMMENT 'Start of the turn in milliseconds',
    sentence      String                 COMMENT 'Sentence with the evidence, personal data masked',
    borrower      String                 COMMENT 'Name of the borrower as on file',
    call_date     Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry      LowCardinality(String) COMMENT 'Industry of the borrower',
    branch        LowCardinality(String) COMMENT 'Branch of the bank',
    agent_id      LowCardinality(String) COMMENT 'Id of the bank officer who held the call',
    alert_level   Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order; empty where the call was not assessed',
    rules_version LowCardinality(String) COMMENT 'Version of the risk rule set'
)
AS SELECT
    call_id,
    g.idx AS idx,
    g.code AS code,
    extract(g.code, '^[A-Z]+') AS category,
    g.severity AS severity,
    g.status AS status,
    g.confidence AS confidence,
    g.start_pos AS start_pos,
    g.end_pos AS end_pos,
    g.rule AS rule,
    g.reason AS reason,
    g.question_idx AS question_idx,
    g.role AS role,
    g.start_ms AS start_ms,
    g.sentence AS sentence,
    borrower,
    call_date,
    industry,
    branch,
    agent_id,
    alert_level,
    rules_version
FROM huifang.analyses FINAL
ARRAY JOIN signals AS g
COMMENT 'Risk signals of all statuses, one row each; those with status asserted count';
