-- +goose NO TRANSACTION
-- +goose Up
CREATE OR REPLACE VIEW huifang.calls
(
    call_id             String                         COMMENT 'Id of the call, the same for every reading of the same recording',
    call_date           Nullable(Date)                 COMMENT 'Local date of the call; NULL where the source does not say',
    started_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the call, UTC',
    lang                LowCardinality(String)         COMMENT 'zh, en or mixed',
    channel             LowCardinality(String)         COMMENT 'phone, onsite or video',
    borrower            String                         COMMENT 'Name of the borrower as on file',
    borrower_id         String                         COMMENT 'Id of the borrower in the bank',
    loan_id             String                         COMMENT 'Id of the loan in the bank',
    agent_id            LowCardinality(String)         COMMENT 'Id of the bank officer who held the call',
    branch              LowCardinality(String)         COMMENT 'Branch of the bank',
    industry            LowCardinality(String)         COMMENT 'Industry of the borrower',
    region              LowCardinality(String)         COMMENT 'Region of the borrower',
    product             LowCardinality(String)         COMMENT 'Loan product as on file',
    amount              Nullable(Decimal(18, 2))       COMMENT 'Loan amount on file, CNY',
    balance             Nullable(Decimal(18, 2))       COMMENT 'Outstanding balance on file, CNY',
    duration_ms         Nullable(Int64)                COMMENT 'Length of the recording in milliseconds',
    recording           String                         COMMENT 'Path or URI of the recording',
    turns               UInt32                         COMMENT 'Number of turns',
    alert_level         Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order; empty where the call was not assessed',
    alert_reasons       Array(String)                  COMMENT 'Steps of the alert policy that decided the level',
    severity            UInt8                          COMMENT 'Highest severity of an asserted signal, 1 to 5; 0 where there is none',
    signals             UInt32                         COMMENT 'Number of asserted signals',
    compliance_referral Bool                           COMMENT 'The conduct of the bank officer is to be reviewed',
    priority            LowCardinality(String)         COMMENT 'Follow-up: immediate, soon, watch or routine',
    actions             Array(LowCardinality(String))  COMMENT 'Follow-up actions, most urgent first',
    respond_by          Nullable(Date)                 COMMENT 'Day by which somebody has to act',
    next_visit          Nullable(Date)                 COMMENT 'Day of the next visit',
    willingness         Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer wants to repay, as stated in the call, worst last; empty where the call was not judged',
    willingness_score   Nullable(Float32)              COMMENT 'The same from -1 (lacking) to 1 (firm)',
    willingness_turns   Array(UInt32)                  COMMENT 'Turns that it rests on',
    ability             Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer can repay, as stated in the call, worst last; empty where the call was not judged',
    ability_score       Nullable(Float32)              COMMENT 'The same from -1 (lacking) to 1 (firm)',
    ability_turns       Array(UInt32)                  COMMENT 'Turns that it rests on',
    mood_quarters       Array(Nullable(Float32))       COMMENT 'Mean mood of the customer in each quarter of the call, -1 to 1; NULL where the customer says nothing in it',
    mood_trend          Nullable(Float32)              COMMENT 'Change of the mood from the first turn to the last, -2 to 2',
    disfluencies        UInt32                         COMMENT 'Number of disfluencies',
    source_format       LowCardinality(String)         COMMENT 'Transcript format that the call was read from',
    source_file         String                         COMMENT 'File that the call was read from',
    source_position     String                         COMMENT 'Place in that file, empty where it holds one call',
    source_notes        Array(String)                  COMMENT 'What the reader repaired or could not use',
    role_method         LowCardinality(String)         COMMENT 'How turns got their roles: native, rule, vendor, inferred or unknown',
    role_confidence     Nullable(Float32)              COMMENT 'How sure the roles are, 0 to 1',
    rules_version       LowCardinality(String)         COMMENT 'Version of the risk rule set',
    analysis_version    LowCardinality(String)         COMMENT 'Versions of all that made the annotations; equal input and version give equal annotations',
    input_sha256        String                         COMMENT 'SHA-256 in hex of the bytes that the call was read from, empty where unknown',
    analyzed_at         DateTime64(9, 'UTC')           COMMENT 'Time of the analysis'
)
AS SELECT
    call_id,
    call_date,
    started_at,
    lang,
    channel,
    borrower,
    borrower_id,
    loan_id,
    agent_id,
    branch,
    industry,
    region,
    product,
    amount,
    balance,
    duration_ms,
    recording,
    toUInt32(length(`turns.idx`)) AS turns,
    alert_level,
    alert_reasons,
    severity,
    signal_count AS signals,
    compliance_referral,
    priority,
    actions,
    respond_by,
    next_visit,
    willingness,
    willingness_score,
    willingness_turns,
    ability,
    ability_score,
    ability_turns,
    mood_quarters,
    mood_trend,
    toUInt32(length(`disfluencies.idx`)) AS disfluencies,
    source_format,
    source_file,
    source_position,
    source_notes,
    role_method,
    role_confidence,
    rules_version,
    analysis_version,
    input_sha256,
    fromUnixTimestamp64Nano(toInt64(version), 'UTC') AS analyzed_at
FROM huifang.analyses FINAL
COMMENT 'Calls, one row each, by their current analysis';

CREATE OR REPLACE VIEW huifang.turns
(
    call_id             String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx                 UInt32                 COMMENT 'Number of the turn, from 0',
    role                LowCardinality(String) COMMENT 'agent, customer or unknown',
    speaker             LowCardinality(String) COMMENT 'Speaker label of the source',
    channel             Nullable(Int32)        COMMENT 'Leg of the recording, from 0',
    start_ms            Nullable(Int64)        COMMENT 'Start in milliseconds from the start of the recording',
    end_ms              Nullable(Int64)        COMMENT 'End in milliseconds from the start of the recording',
    text                String                 COMMENT 'What was said, personal data masked',
    lang                LowCardinality(String) COMMENT 'zh, en or mixed',
    phase               UInt8                  COMMENT 'Phase of the visit: 1 opening, 2 verification, 3 risk assessment, 4 next steps; 0 unknown',
    sentiment           LowCardinality(String) COMMENT 'neg, neu or pos; empty where not judged',
    sentiment_score     Nullable(Float32)      COMMENT 'Mood, -1 (negative) to 1 (positive)',
    sentiment_abstained Bool                   COMMENT 'The mood could not be judged and is called neutral',
    emotion             LowCardinality(String) COMMENT 'Emotion tag of the recogniser',
    confidence          Nullable(Float32)      COMMENT 'Confidence of the recogniser, 0 to 1',
    disfluencies        UInt16                 COMMENT 'Number of disfluencies in the turn',
    borrower            String                 COMMENT 'Name of the borrower as on file',
    call_date           Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry            LowCardinality(String) COMMENT 'Industry of the borrower',
    branch              LowCardinality(String) COMMENT 'Branch of the bank'
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
    g.sentiment_abstained AS sentiment_abstained,
    g.emotion AS emotion,
    g.confidence AS confidence,
    g.disfluencies AS disfluencies,
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
    norm      String                 COMMENT 'Full name of a known firm, digits of a number; personal data masked',
    ref       LowCardinality(String) COMMENT 'Person or firm that is meant, the same for all its mentions in the call: P1, O1 …; O0 or P0 is the borrower',
    pseudonym String                 COMMENT 'Stands for a person in all calls of the borrower, and tells nothing of the name',
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
    g.norm AS norm,
    g.ref AS ref,
    g.pseudonym AS pseudonym,
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
    log_ratio Float32                COMMENT 'Binary logarithm of how many times more often than in ordinary calls it was said',
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
    g.log_ratio AS log_ratio,
    g.count AS count,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN keywords AS g
COMMENT 'Terms that set calls apart, one row each';

CREATE OR REPLACE VIEW huifang.signals
(
    call_id       String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx           UInt32                 COMMENT 'Number of the turn',
    code          LowCardinality(String) COMMENT 'Risk code of the taxonomy',
    category      LowCardinality(String) COMMENT 'Category of the risk code: its letters',
    severity      UInt8                  COMMENT 'Severity, 1 (hint) to 5 (grave)',
    status        LowCardinality(String) COMMENT 'asserted, negated, question, hypothetical, resolved, third_party or unclear; only asserted ones count',
    confidence    Float32                COMMENT 'Confidence, 0 to 1',
    start_pos     UInt32                 COMMENT 'First character of the evidence in the turn, from 0',
    end_pos       UInt32                 COMMENT 'Character after the last one',
    rule          LowCardinality(String) COMMENT 'Rule that fired, or model',
    match         LowCardinality(String) COMMENT 'pinyin where the words only sound like those of the rule',
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
    g.match AS match,
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

CREATE OR REPLACE VIEW huifang.alerts
(
    call_id             String                         COMMENT 'Id of the call, the same for every reading of the same recording',
    call_date           Nullable(Date)                 COMMENT 'Local date of the call; NULL where the source does not say',
    started_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the call, UTC',
    borrower            String                         COMMENT 'Name of the borrower as on file',
    borrower_id         String                         COMMENT 'Id of the borrower in the bank',
    loan_id             String                         COMMENT 'Id of the loan in the bank',
    agent_id            LowCardinality(String)         COMMENT 'Id of the bank officer who held the call',
    branch              LowCardinality(String)         COMMENT 'Branch of the bank',
    industry            LowCardinality(String)         COMMENT 'Industry of the borrower',
    region              LowCardinality(String)         COMMENT 'Region of the borrower',
    level               Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order',
    reasons             Array(String)                  COMMENT 'Steps of the alert policy that decided the level',
    evidence            String                         COMMENT 'Gravest sentence that the alert rests on, personal data masked',
    codes               Array(LowCardinality(String))  COMMENT 'Risk codes and fields that the alert rests on, gravest first',
    idx                 Nullable(UInt32)               COMMENT 'Number of the turn of that sentence',
    start_ms            Nullable(Int64)                COMMENT 'Start of that turn in milliseconds',
    role                LowCardinality(String)         COMMENT 'Who said it: agent, customer or unknown',
    rule                LowCardinality(String)         COMMENT 'Rule that fired there; empty for a discrepancy',
    severity            UInt8                          COMMENT 'Highest severity of an asserted signal, 1 to 5; 0 where there is none',
    willingness         Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer wants to repay, as stated in the call, worst last; empty where the call was not judged',
    ability             Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer can repay, as stated in the call, worst last; empty where the call was not judged',
    sentences           Array(String)                  COMMENT 'All sentences that the alert rests on, gravest first',
    compliance_referral Bool                           COMMENT 'The conduct of the bank officer is to be reviewed',
    priority            LowCardinality(String)         COMMENT 'Follow-up: immediate, soon, watch or routine',
    actions             Array(LowCardinality(String))  COMMENT 'Follow-up actions, most urgent first',
    respond_by          Nullable(Date)                 COMMENT 'Day by which somebody has to act',
    next_visit          Nullable(Date)                 COMMENT 'Day of the next visit',
    rules_version       LowCardinality(String)         COMMENT 'Version of the risk rule set',
    analysis_version    LowCardinality(String)         COMMENT 'Versions of all that made the annotations; equal input and version give equal annotations',
    analyzed_at         DateTime64(9, 'UTC')           COMMENT 'Time of the analysis'
)
AS SELECT
    call_id,
    call_date,
    started_at,
    borrower,
    borrower_id,
    loan_id,
    agent_id,
    branch,
    industry,
    region,
    alert_level AS level,
    alert_reasons AS reasons,
    `evidence.sentence`[1] AS evidence,
    arrayDistinct(`evidence.code`) AS codes,
    if(empty(`evidence.idx`), NULL, `evidence.idx`[1]) AS idx,
    `evidence.start_ms`[1] AS start_ms,
    `evidence.role`[1] AS role,
    `evidence.rule`[1] AS rule,
    severity,
    willingness,
    ability,
    `evidence.sentence` AS sentences,
    compliance_referral,
    priority,
    actions,
    respond_by,
    next_visit,
    rules_version,
    analysis_version,
    fromUnixTimestamp64Nano(toInt64(version), 'UTC') AS analyzed_at
FROM huifang.analyses FINAL
WHERE alert_level > 'green'
COMMENT 'Calls whose level is above green, one row each';

CREATE OR REPLACE VIEW huifang.borrower_timeline
(
    borrower            String                         COMMENT 'Name of the borrower as on file',
    borrower_id         String                         COMMENT 'Id of the borrower in the bank',
    call_date           Nullable(Date)                 COMMENT 'Local date of the call; NULL where the source does not say',
    started_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the call, UTC',
    call_id             String                         COMMENT 'Id of the call, the same for every reading of the same recording',
    loan_id             String                         COMMENT 'Id of the loan in the bank',
    agent_id            LowCardinality(String)         COMMENT 'Id of the bank officer who held the call',
    channel             LowCardinality(String)         COMMENT 'phone, onsite or video',
    alert_level         Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order; empty where the call was not assessed',
    previous_level      Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Level of the call before; empty for the first one',
    days_since_previous Nullable(Int32)                COMMENT 'Days since the call before',
    severity            UInt8                          COMMENT 'Highest severity of an asserted signal, 1 to 5; 0 where there is none',
    signals             UInt32                         COMMENT 'Number of asserted signals',
    codes               Array(LowCardinality(String))  COMMENT 'Risk codes asserted in the call',
    discrepancies       Array(LowCardinality(String))  COMMENT 'Fields in which the customer contradicts the file',
    willingness         Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer wants to repay, as stated in the call, worst last; empty where the call was not judged',
    ability             Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer can repay, as stated in the call, worst last; empty where the call was not judged',
    balance             Nullable(Decimal(18, 2))       COMMENT 'Outstanding balance on file, CNY',
    priority            LowCardinality(String)         COMMENT 'Follow-up: immediate, soon, watch or routine',
    next_visit          Nullable(Date)                 COMMENT 'Day of the next visit'
)
AS SELECT
    borrower,
    borrower_id,
    call_date,
    started_at,
    call_id,
    loan_id,
    agent_id,
    channel,
    alert_level,
    lagInFrame(alert_level) OVER w AS previous_level,
    dateDiff('day', lagInFrame(call_date) OVER w, call_date) AS days_since_previous,
    severity,
    signal_count AS signals,
    arraySort(arrayDistinct(arrayFilter((v, s) -> s = 'asserted', `signals.code`, `signals.status`))) AS codes,
    arraySort(arrayDistinct(`discrepancies.field`)) AS discrepancies,
    willingness,
    ability,
    balance,
    priority,
    next_visit
FROM huifang.analyses FINAL
WINDOW w AS (
    PARTITION BY if(borrower_id != '', borrower_id, borrower)
    ORDER BY call_date, started_at, call_id
    ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
)
COMMENT 'Calls of each borrower with the change since the call before, one row a call';

CREATE OR REPLACE VIEW huifang.disfluencies
(
    call_id   String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx       UInt32                 COMMENT 'Number of the turn',
    start_pos UInt32                 COMMENT 'First character in the turn, from 0',
    end_pos   UInt32                 COMMENT 'Character after the last one',
    kind      LowCardinality(String) COMMENT 'filler, repeat, repair or restart',
    borrower  String                 COMMENT 'Name of the borrower as on file',
    call_date Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry  LowCardinality(String) COMMENT 'Industry of the borrower',
    branch    LowCardinality(String) COMMENT 'Branch of the bank'
)
AS SELECT
    call_id,
    g.idx AS idx,
    g.start_pos AS start_pos,
    g.end_pos AS end_pos,
    g.kind AS kind,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN disfluencies AS g
COMMENT 'What a listener passes over, one row each';

CREATE OR REPLACE VIEW huifang.lang_spans
(
    call_id   String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    idx       UInt32                 COMMENT 'Number of the turn',
    start_pos UInt32                 COMMENT 'First character in the turn, from 0',
    end_pos   UInt32                 COMMENT 'Character after the last one',
    lang      LowCardinality(String) COMMENT 'zh or en',
    borrower  String                 COMMENT 'Name of the borrower as on file',
    call_date Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry  LowCardinality(String) COMMENT 'Industry of the borrower',
    branch    LowCardinality(String) COMMENT 'Branch of the bank'
)
AS SELECT
    call_id,
    g.idx AS idx,
    g.start_pos AS start_pos,
    g.end_pos AS end_pos,
    g.lang AS lang,
    borrower,
    call_date,
    industry,
    branch
FROM huifang.analyses FINAL
ARRAY JOIN lang_spans AS g
COMMENT 'Stretches of one language in mixed turns, one row each';
