-- Notes on calls.

-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS huifang.notes
(
    call_id String CODEC(ZSTD(1)) COMMENT 'Id of the call',
    at      UInt64                COMMENT 'When'
)
ENGINE = ReplacingMergeTree(at)
ORDER BY call_id
SETTINGS min_bytes_for_wide_part = 1
COMMENT 'Notes, read with FINAL';

CREATE TABLE IF NOT EXISTS huifang.places
(
    file     String COMMENT 'File',
    position String COMMENT 'Place'
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (file, position)
COMMENT 'Places';

CREATE OR REPLACE VIEW huifang.current_notes
(
    call_id String COMMENT 'Id of the call'
)
AS SELECT call_id
FROM huifang.notes FINAL
WHERE (call_id, at) IN (SELECT call_id, version FROM huifang.analyses FINAL)
COMMENT 'Notes on the current analysis';

ALTER TABLE huifang.notes
    ADD COLUMN IF NOT EXISTS author String COMMENT 'Who wrote it' CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS stars  UInt8  COMMENT 'How good it is',
    COMMENT COLUMN IF EXISTS call_id 'Id of the call, the same in every table';

CREATE OR REPLACE VIEW huifang.authors
(
    author String COMMENT 'Who wrote it',
    n      UInt64 COMMENT 'How often'
)
AS SELECT author, n
FROM
(
    SELECT author, count() AS n
    FROM huifang.notes FINAL
    GROUP BY author
)
WHERE n > {least:UInt64}
COMMENT 'Authors';
