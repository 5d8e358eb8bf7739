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
