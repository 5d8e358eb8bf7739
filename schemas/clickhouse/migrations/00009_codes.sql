-- What the codes in the other relations mean, as the rule set has it that was
-- used last.

-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE IF NOT EXISTS huifang.code_definitions
(
    kind       LowCardinality(String) COMMENT 'signal, fact or checklist',
    code       String                 COMMENT 'Risk code, fact key or checklist item',
    category   LowCardinality(String) COMMENT 'Category of a risk code, such as FIN',
    name       String                 COMMENT 'Name in Chinese',
    name_en    String                 COMMENT 'Name in English, empty where there is none',
    severity   UInt8                  COMMENT 'Severity of a risk code before overrides, 1 to 5; 0 otherwise',
    definition String                 COMMENT 'What counts as it',
    at         DateTime64(9, 'UTC')   COMMENT 'When it was written last'
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (kind, code)
COMMENT 'Meaning of codes, one row each once merged; read the view codes';

CREATE OR REPLACE VIEW huifang.codes
(
    kind       LowCardinality(String) COMMENT 'signal, fact or checklist',
    code       String                 COMMENT 'Risk code, fact key or checklist item',
    category   LowCardinality(String) COMMENT 'Category of a risk code, such as FIN',
    name       String                 COMMENT 'Name in Chinese',
    name_en    String                 COMMENT 'Name in English, empty where there is none',
    severity   UInt8                  COMMENT 'Severity of a risk code before overrides, 1 to 5; 0 otherwise',
    definition String                 COMMENT 'What counts as it'
)
AS SELECT kind, code, category, name, name_en, severity, definition
FROM huifang.code_definitions FINAL
COMMENT 'What risk codes, fact keys and checklist items mean, by the rule set used last';
