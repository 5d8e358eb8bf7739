-- All content words of calls, to compare groups of calls by. The measure is that
-- of the keywords of a call: G², the log-likelihood ratio in its two-cell form,
-- and the log-ratio, with 0.5 for a count of 0.

-- +goose NO TRANSACTION
-- +goose Up
CREATE OR REPLACE VIEW huifang.terms
(
    call_id     String                 COMMENT 'Id of the call, the same for every reading of the same recording',
    term        String                 COMMENT 'Content word or noun phrase, in simplified characters and lower case',
    count       UInt32                 COMMENT 'How often it was said in the call',
    borrower    String                 COMMENT 'Name of the borrower as on file',
    borrower_id String                 COMMENT 'Id of the borrower in the bank',
    call_date   Nullable(Date)         COMMENT 'Local date of the call; NULL where the source does not say',
    agent_id    LowCardinality(String) COMMENT 'Id of the bank officer who held the call',
    branch      LowCardinality(String) COMMENT 'Branch of the bank',
    industry    LowCardinality(String) COMMENT 'Industry of the borrower',
    region      LowCardinality(String) COMMENT 'Region of the borrower',
    product     LowCardinality(String) COMMENT 'Loan product as on file',
    alert_level Enum8('' = 0, 'green' = 1, 'blue' = 2, 'yellow' = 3, 'orange' = 4, 'red' = 5) COMMENT 'Alert level, in rising order; empty where the call was not assessed'
)
AS SELECT
    call_id,
    g.term AS term,
    g.count AS count,
    borrower,
    borrower_id,
    call_date,
    agent_id,
    branch,
    industry,
    region,
    product,
    alert_level
FROM huifang.analyses FINAL
ARRAY JOIN terms AS g
COMMENT 'Content words and noun phrases of calls with their counts, one row each; no names of persons';

CREATE OR REPLACE VIEW huifang.keyness
(
    term      String  COMMENT 'Content word or noun phrase, in simplified characters and lower case',
    count     UInt64  COMMENT 'How often it was said in group a',
    count_b   UInt64  COMMENT 'How often it was said in group b',
    calls     UInt64  COMMENT 'Calls of group a in which it was said',
    calls_b   UInt64  COMMENT 'Calls of group b in which it was said',
    log_ratio Float64 COMMENT 'Binary logarithm of how many times more often it was said in group a than in group b; negative where it is typical of b',
    g2        Float64 COMMENT 'How sure the difference is: beyond 3.84, 6.63, 10.83 by chance in one case of 20, 100, 1000'
)
AS SELECT
    term,
    a AS count,
    b AS count_b,
    calls_a AS calls,
    calls_b,
    log2(if(a = 0, 0.5, a) / n * m / if(b = 0, 0.5, b)) AS log_ratio,
    2 * (if(a = 0, 0, a * log(a / ((a + b) / (n + m) * n))) + if(b = 0, 0, b * log(b / ((a + b) / (n + m) * m)))) AS g2
FROM
(
    SELECT term, a, b, calls_a, calls_b, sum(a) OVER () AS n, sum(b) OVER () AS m
    FROM
    (
        WITH
            multiIf(
                {by:String} = 'industry', toString(industry),
                {by:String} = 'branch', toString(branch),
                {by:String} = 'region', toString(region),
                {by:String} = 'product', toString(product),
                {by:String} = 'agent_id', toString(agent_id),
                {by:String} = 'borrower_id', borrower_id,
                {by:String} = 'alert_level', toString(alert_level),
                {by:String} = 'day', ifNull(toString(call_date), ''),
                {by:String} = 'month', ifNull(formatDateTime(call_date, '%Y-%m'), ''),
                {by:String} = 'quarter', ifNull(formatDateTime(call_date, '%YQ%Q'), ''),
                {by:String} = 'year', ifNull(formatDateTime(call_date, '%Y'), ''),
                toString(throwIf(1, 'by is none of industry, branch, region, product, agent_id, borrower_id, alert_level, day, month, quarter, year'))) AS value,
            has({a:Array(String)}, value) AS in_a,
            if(empty({b:Array(String)}), NOT in_a, has({b:Array(String)}, value)) AS in_b
        SELECT
            g.term AS term,
            sumIf(g.count, in_a) AS a,
            sumIf(g.count, in_b) AS b,
            countIf(in_a) AS calls_a,
            countIf(in_b) AS calls_b
        FROM huifang.analyses FINAL
        ARRAY JOIN terms AS g
        WHERE value != '' AND (in_a OR in_b)
        GROUP BY term
    )
)
WHERE n > 0 AND m > 0
COMMENT 'Terms by which two groups of calls differ: keyness(by = ..., a = [...], b = [...]) with values of by; b = [] is all other calls that have one';
