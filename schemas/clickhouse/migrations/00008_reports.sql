-- +goose NO TRANSACTION
-- +goose Up
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

CREATE OR REPLACE VIEW huifang.risk_daily
(
    call_date            Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    industry             LowCardinality(String) COMMENT 'Industry of the borrower',
    branch               LowCardinality(String) COMMENT 'Branch of the bank',
    calls                UInt64                 COMMENT 'Calls',
    red                  UInt64                 COMMENT 'Calls of level red',
    orange               UInt64                 COMMENT 'Calls of level orange',
    yellow               UInt64                 COMMENT 'Calls of level yellow',
    blue                 UInt64                 COMMENT 'Calls of level blue',
    green                UInt64                 COMMENT 'Calls of level green',
    signals              UInt64                 COMMENT 'Asserted signals',
    avg_severity         Nullable(Float64)      COMMENT 'Mean severity of the asserted signals; NULL where there are none',
    max_severity         UInt8                  COMMENT 'Highest severity of an asserted signal',
    discrepancies        UInt64                 COMMENT 'Discrepancies',
    compliance_referrals UInt64                 COMMENT 'Calls referred for the conduct of the officer'
)
AS SELECT
    call_date,
    industry,
    branch,
    count() AS calls,
    countIf(alert_level = 'red') AS red,
    countIf(alert_level = 'orange') AS orange,
    countIf(alert_level = 'yellow') AS yellow,
    countIf(alert_level = 'blue') AS blue,
    countIf(alert_level = 'green') AS green,
    sum(signal_count) AS signals,
    avgOrNullArray(arrayFilter((v, s) -> s = 'asserted', `signals.severity`, `signals.status`)) AS avg_severity,
    max(severity) AS max_severity,
    sum(length(`discrepancies.idx`)) AS discrepancies,
    countIf(compliance_referral) AS compliance_referrals
FROM huifang.analyses FINAL
GROUP BY call_date, industry, branch
COMMENT 'Risk by day, industry and branch';

CREATE OR REPLACE VIEW huifang.keyword_trend
(
    month Nullable(Date) COMMENT 'First day of the month',
    term  String         COMMENT 'Term',
    calls UInt64         COMMENT 'Calls that it sets apart',
    count UInt64         COMMENT 'How often it was said in them',
    score Float64        COMMENT 'Mean score in them'
)
AS SELECT
    toStartOfMonth(call_date) AS month,
    g.term AS term,
    count() AS calls,
    sum(g.count) AS count,
    avg(g.score) AS score
FROM huifang.analyses FINAL
ARRAY JOIN keywords AS g
GROUP BY month, term
COMMENT 'Terms by month';
