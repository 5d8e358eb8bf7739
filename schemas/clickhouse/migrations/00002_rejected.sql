-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS huifang.rejected_inputs
(
    file     String                    COMMENT 'File as given',
    position String                    COMMENT 'Place in the file, such as line 3; empty for the whole file',
    sha256   String                    COMMENT 'SHA-256 in hex of the rejected bytes',
    format   LowCardinality(String)    COMMENT 'Transcript format, empty where none was recognised',
    reason   String                    COMMENT 'Why it was rejected',
    at       DateTime64(3, 'UTC')      COMMENT 'When it was rejected last'
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (file, position, sha256)
COMMENT 'Inputs that could not be read or analysed, one row each once merged; read the view rejected';

CREATE OR REPLACE VIEW huifang.rejected
(
    file     String                    COMMENT 'File as given',
    position String                    COMMENT 'Place in the file, such as line 3; empty for the whole file',
    format   LowCardinality(String)    COMMENT 'Transcript format, empty where none was recognised',
    reason   String                    COMMENT 'Why it was rejected',
    at       DateTime64(3, 'UTC')      COMMENT 'When it was rejected last',
    sha256   String                    COMMENT 'SHA-256 in hex of the rejected bytes'
)
AS SELECT file, position, format, reason, at, sha256
FROM huifang.rejected_inputs FINAL
COMMENT 'Inputs that could not be read or analysed';
