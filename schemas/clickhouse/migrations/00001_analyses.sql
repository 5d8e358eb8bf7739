-- One wide row a call, replaced as a whole by the call's next analysis. There
-- is no partition key: every property of a call but its id may change between
-- two analyses, and rows of different partitions do not replace each other.
-- Parts stay compact up to 512 MiB: with a file for each of some 200 streams,
-- writing and merging small parts costs twice the time and more memory.

-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS huifang.analyses
(
    call_id             String                               COMMENT 'Id of the call, the same for every reading of the same recording',
    version             UInt64                               COMMENT 'Time of the analysis in nanoseconds since 1970 UTC; the row with the highest one counts' CODEC(ZSTD(1)),
    input_sha256        String                               COMMENT 'SHA-256 in hex of the bytes that the call was read from, empty where unknown' CODEC(ZSTD(1)),
    analysis_version    LowCardinality(String)               COMMENT 'Versions of all that made the annotations; equal input and version give equal annotations',
    rules_version       LowCardinality(String)               COMMENT 'Version of the risk rule set',

    call_date           Nullable(Date)                       COMMENT 'Local date of the call; NULL where the source does not say',
    started_at          Nullable(DateTime64(3, 'UTC'))       COMMENT 'Start of the call, UTC',
    lang                LowCardinality(String)               COMMENT 'zh, en or mixed',
    channel             LowCardinality(String)               COMMENT 'phone, onsite or video',
    borrower            String                               COMMENT 'Name of the borrower as on file' CODEC(ZSTD(1)),
    borrower_id         String                               COMMENT 'Id of the borrower in the bank' CODEC(ZSTD(1)),
    loan_id             String                               COMMENT 'Id of the loan in the bank' CODEC(ZSTD(1)),
    agent_id            LowCardinality(String)               COMMENT 'Id of the bank officer who held the call',
    branch              LowCardinality(String)               COMMENT 'Branch of the bank',
    industry            LowCardinality(String)               COMMENT 'Industry of the borrower',
    region              LowCardinality(String)               COMMENT 'Region of the borrower',
    product             LowCardinality(String)               COMMENT 'Loan product as on file',
    amount              Nullable(Decimal(18, 2))             COMMENT 'Loan amount on file, CNY',
    balance             Nullable(Decimal(18, 2))             COMMENT 'Outstanding balance on file, CNY',
    duration_ms         Nullable(Int64)                      COMMENT 'Length of the recording in milliseconds',
    recording           String                               COMMENT 'Path or URI of the recording' CODEC(ZSTD(1)),

    source_format       LowCardinality(String)               COMMENT 'Transcript format that the call was read from',
    source_file         String                               COMMENT 'File that the call was read from' CODEC(ZSTD(1)),
    source_position     String                               COMMENT 'Place in that file, empty where it holds one call' CODEC(ZSTD(1)),
    source_notes        Array(String)                        COMMENT 'What the reader repaired or could not use' CODEC(ZSTD(1)),
    role_method         LowCardinality(String)               COMMENT 'How turns got their roles: native, rule, vendor, inferred or unknown',
    role_confidence     Nullable(Float32)                    COMMENT 'How sure the roles are, 0 to 1',

    alert_level         Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order; empty where the call was not assessed',
    alert_reasons       Array(String)                        COMMENT 'Steps of the alert policy that decided the level' CODEC(ZSTD(1)),
    severity            UInt8                                COMMENT 'Highest severity of an asserted signal, 1 to 5; 0 where there is none',
    signal_count        UInt32                               COMMENT 'Number of asserted signals',
    compliance_referral Bool                                 COMMENT 'The conduct of the bank officer is to be reviewed',
    priority            LowCardinality(String)               COMMENT 'Follow-up: immediate, soon, watch or routine',
    actions             Array(LowCardinality(String))        COMMENT 'Follow-up actions, most urgent first',
    respond_by          Nullable(Date)                       COMMENT 'Day by which somebody has to act',
    next_visit          Nullable(Date)                       COMMENT 'Day of the next visit',

    `turns.idx`             Array(UInt32)                    COMMENT 'Number of the turn, from 0' CODEC(Delta, ZSTD(1)),
    `turns.role`            Array(LowCardinality(String))    COMMENT 'agent, customer or unknown',
    `turns.speaker`         Array(LowCardinality(String))    COMMENT 'Speaker label of the source',
    `turns.channel`         Array(Nullable(Int32))           COMMENT 'Leg of the recording, from 0',
    `turns.start_ms`        Array(Nullable(Int64))           COMMENT 'Start in milliseconds from the start of the recording' CODEC(Delta, ZSTD(1)),
    `turns.end_ms`          Array(Nullable(Int64))           COMMENT 'End in milliseconds from the start of the recording' CODEC(Delta, ZSTD(1)),
    `turns.text`            Array(String)                    COMMENT 'What was said, personal data masked' CODEC(ZSTD(1)),
    `turns.lang`            Array(LowCardinality(String))    COMMENT 'zh, en or mixed',
    `turns.phase`           Array(UInt8)                     COMMENT 'Phase of the visit: 1 opening, 2 verification, 3 risk assessment, 4 next steps; 0 unknown',
    `turns.sentiment`       Array(LowCardinality(String))    COMMENT 'neg, neu or pos; empty where not judged',
    `turns.sentiment_score` Array(Nullable(Float32))         COMMENT 'Mood, -1 (negative) to 1 (positive)',
    `turns.emotion`         Array(LowCardinality(String))    COMMENT 'Emotion tag of the recogniser',
    `turns.confidence`      Array(Nullable(Float32))         COMMENT 'Confidence of the recogniser, 0 to 1',

    `entities.idx`          Array(UInt32)                    COMMENT 'Number of the turn',
    `entities.type`         Array(LowCardinality(String))    COMMENT 'Type of the entity: PERSON, ORG, MONEY …',
    `entities.start`        Array(UInt32)                    COMMENT 'First character in the turn, from 0',
    `entities.end`          Array(UInt32)                    COMMENT 'Character after the last one',
    `entities.text`         Array(String)                    COMMENT 'Its words in the turn, personal data masked' CODEC(ZSTD(1)),
    `entities.value`        Array(Nullable(Float64))         COMMENT 'Number that the words mean, in units of unit',
    `entities.high`         Array(Nullable(Float64))         COMMENT 'Upper end where precision is range',
    `entities.unit`         Array(LowCardinality(String))    COMMENT 'Currency, %, unit of time or measure word',
    `entities.precision`    Array(LowCardinality(String))    COMMENT 'exact, about, over, under or range',
    `entities.date_from`    Array(Nullable(Date32))          COMMENT 'First day of a DATE',
    `entities.date_to`      Array(Nullable(Date32))          COMMENT 'Last day of a DATE',
    `entities.form`         Array(LowCardinality(String))    COMMENT 'title for mentions such as 王总',

    `keywords.term`         Array(String)                    COMMENT 'Term that sets the call apart' CODEC(ZSTD(1)),
    `keywords.score`        Array(Float32)                   COMMENT 'How much it does so',
    `keywords.count`        Array(UInt32)                    COMMENT 'How often it was said',

    `signals.idx`           Array(UInt32)                    COMMENT 'Number of the turn',
    `signals.code`          Array(LowCardinality(String))    COMMENT 'Risk code of the taxonomy',
    `signals.severity`      Array(UInt8)                     COMMENT 'Severity, 1 (hint) to 5 (grave)',
    `signals.status`        Array(LowCardinality(String))    COMMENT 'asserted, negated, question, hypothetical, resolved or third_party; only asserted ones count',
    `signals.confidence`    Array(Float32)                   COMMENT 'Confidence, 0 to 1',
    `signals.start_pos`     Array(UInt32)                    COMMENT 'First character of the evidence in the turn, from 0',
    `signals.end_pos`       Array(UInt32)                    COMMENT 'Character after the last one',
    `signals.rule`          Array(LowCardinality(String))    COMMENT 'Rule that fired, or model',
    `signals.reason`        Array(LowCardinality(String))    COMMENT 'Why the status is what it is',
    `signals.question_idx`  Array(Nullable(UInt32))          COMMENT 'Turn of the question that this turn answers, where the signal rests on both',
    `signals.role`          Array(LowCardinality(String))    COMMENT 'Who said it: agent, customer or unknown',
    `signals.start_ms`      Array(Nullable(Int64))           COMMENT 'Start of the turn in milliseconds',
    `signals.sentence`      Array(String)                    COMMENT 'Sentence with the evidence, personal data masked' CODEC(ZSTD(1)),

    `facts.key`             Array(LowCardinality(String))    COMMENT 'Fact key of the taxonomy, such as revenue',
    `facts.idx`             Array(UInt32)                    COMMENT 'Number of the turn',
    `facts.start_pos`       Array(UInt32)                    COMMENT 'First character in the turn, from 0',
    `facts.end_pos`         Array(UInt32)                    COMMENT 'Character after the last one',
    `facts.text`            Array(String)                    COMMENT 'Its words in the turn, personal data masked' CODEC(ZSTD(1)),
    `facts.value`           Array(Nullable(Float64))         COMMENT 'Number that was stated, in units of unit',
    `facts.high`            Array(Nullable(Float64))         COMMENT 'Upper end where precision is range',
    `facts.unit`            Array(LowCardinality(String))    COMMENT 'Currency, %, unit of time or measure word',
    `facts.date_from`       Array(Nullable(Date32))          COMMENT 'First day where the fact is a date',
    `facts.date_to`         Array(Nullable(Date32))          COMMENT 'Last day where the fact is a date',
    `facts.period`          Array(LowCardinality(String))    COMMENT 'Stretch of time that a figure is about, such as 2026H1',
    `facts.precision`       Array(LowCardinality(String))    COMMENT 'exact, about, over, under or range',

    `checklist.id`          Array(LowCardinality(String))    COMMENT 'Item of the visit checklist',
    `checklist.covered`     Array(Bool)                      COMMENT 'The officer covered it',
    `checklist.mandatory`   Array(Bool)                      COMMENT 'It must be covered for this kind of loan',
    `checklist.idx`         Array(Nullable(UInt32))          COMMENT 'First turn that covers it',

    `discrepancies.idx`      Array(UInt32)                   COMMENT 'Number of the turn',
    `discrepancies.field`    Array(LowCardinality(String))   COMMENT 'What the two accounts differ in',
    `discrepancies.severity` Array(Enum8('minor' = 1, 'moderate' = 2, 'major' = 3, 'critical' = 4)) COMMENT 'How grave, in rising order',
    `discrepancies.on_file`  Array(String)                   COMMENT 'What the bank has on file' CODEC(ZSTD(1)),
    `discrepancies.stated`   Array(String)                   COMMENT 'What the customer said' CODEC(ZSTD(1)),
    `discrepancies.reason`   Array(String)                   COMMENT 'Why the two do not agree' CODEC(ZSTD(1)),

    `evidence.idx`          Array(UInt32)                    COMMENT 'Number of the turn that the alert rests on, gravest first',
    `evidence.code`         Array(LowCardinality(String))    COMMENT 'Risk code, or field of a discrepancy',
    `evidence.severity`     Array(UInt8)                     COMMENT 'Severity, 1 to 5',
    `evidence.rule`         Array(LowCardinality(String))    COMMENT 'Rule that fired; empty for a discrepancy',
    `evidence.role`         Array(LowCardinality(String))    COMMENT 'Who said it: agent, customer or unknown',
    `evidence.start_ms`     Array(Nullable(Int64))           COMMENT 'Start of the turn in milliseconds',
    `evidence.sentence`     Array(String)                    COMMENT 'Sentence with the evidence, personal data masked' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
ORDER BY call_id
SETTINGS min_bytes_for_wide_part = 536870912
COMMENT 'Current analysis of every call, one row each once merged; read the views, or this with FINAL';
