-- Unmasked text stands apart, so that it can have its own grants and its own
-- retention. It is written before the analysis and shown only once the current
-- analysis is of the same input.

-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS huifang.original_texts
(
    call_id      String         COMMENT 'Id of the call',
    version      UInt64         COMMENT 'Time of the analysis in nanoseconds since 1970 UTC; the row with the highest one counts' CODEC(ZSTD(1)),
    input_sha256 String         COMMENT 'SHA-256 in hex of the bytes that the call was read from' CODEC(ZSTD(1)),
    texts        Array(String)  COMMENT 'Unmasked text of each turn, in order' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
ORDER BY call_id
COMMENT 'Unmasked texts of calls, kept only where asked for; read the view originals';

CREATE OR REPLACE VIEW huifang.originals
(
    call_id String  COMMENT 'Id of the call',
    idx     UInt32  COMMENT 'Number of the turn, from 0',
    text    String  COMMENT 'What was said, unmasked'
)
AS SELECT call_id, toUInt32(n - 1) AS idx, text
FROM huifang.original_texts FINAL
ARRAY JOIN texts AS text, arrayEnumerate(texts) AS n
WHERE (call_id, input_sha256) IN (SELECT call_id, input_sha256 FROM huifang.analyses FINAL)
COMMENT 'Unmasked texts, one row a turn';
