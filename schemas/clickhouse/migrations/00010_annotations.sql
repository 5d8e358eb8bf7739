-- What the stages find since the release of these columns. Rows of earlier
-- releases have nothing there: empty arrays, or as many empty elements as the
-- other arrays of the same name have.

-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE huifang.analyses
    ADD COLUMN IF NOT EXISTS willingness Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer wants to repay, as stated in the call, worst last; empty where the call was not judged',
    ADD COLUMN IF NOT EXISTS willingness_score Nullable(Float32) COMMENT 'The same from -1 (lacking) to 1 (firm)',
    ADD COLUMN IF NOT EXISTS willingness_turns Array(UInt32) COMMENT 'Turns that it rests on',
    ADD COLUMN IF NOT EXISTS ability Enum8('' = 0, 'unstated' = 1, 'firm' = 2, 'doubtful' = 3, 'lacking' = 4) COMMENT 'Whether the customer can repay, as stated in the call, worst last; empty where the call was not judged',
    ADD COLUMN IF NOT EXISTS ability_score Nullable(Float32) COMMENT 'The same from -1 (lacking) to 1 (firm)',
    ADD COLUMN IF NOT EXISTS ability_turns Array(UInt32) COMMENT 'Turns that it rests on',
    ADD COLUMN IF NOT EXISTS mood_quarters Array(Nullable(Float32)) COMMENT 'Mean mood of the customer in each quarter of the call, -1 to 1; NULL where the customer says nothing in it',
    ADD COLUMN IF NOT EXISTS mood_trend Nullable(Float32) COMMENT 'Change of the mood from the first turn to the last, -2 to 2',
    ADD COLUMN IF NOT EXISTS `turns.sentiment_abstained` Array(Bool) COMMENT 'The mood could not be judged and is called neutral',
    ADD COLUMN IF NOT EXISTS `turns.disfluencies` Array(UInt16) COMMENT 'Number of disfluencies in the turn',
    ADD COLUMN IF NOT EXISTS `entities.norm` Array(String) COMMENT 'Full name of a known firm, digits of a number; personal data masked' CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `entities.ref` Array(LowCardinality(String)) COMMENT 'Person or firm that is meant, the same for all its mentions in the call: P1, O1 …; O0 or P0 is the borrower',
    ADD COLUMN IF NOT EXISTS `entities.pseudonym` Array(String) COMMENT 'Stands for a person in all calls of the borrower, and tells nothing of the name' CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `keywords.log_ratio` Array(Float32) COMMENT 'Binary logarithm of how many times more often than in ordinary calls it was said',
    ADD COLUMN IF NOT EXISTS `signals.match` Array(LowCardinality(String)) COMMENT 'pinyin where the words only sound like those of the rule',
    ADD COLUMN IF NOT EXISTS `disfluencies.idx` Array(UInt32) COMMENT 'Number of the turn' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `disfluencies.start_pos` Array(UInt32) COMMENT 'First character in the turn, from 0',
    ADD COLUMN IF NOT EXISTS `disfluencies.end_pos` Array(UInt32) COMMENT 'Character after the last one',
    ADD COLUMN IF NOT EXISTS `disfluencies.kind` Array(LowCardinality(String)) COMMENT 'filler, repeat, repair or restart',
    ADD COLUMN IF NOT EXISTS `lang_spans.idx` Array(UInt32) COMMENT 'Number of the turn' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `lang_spans.start_pos` Array(UInt32) COMMENT 'First character in the turn, from 0',
    ADD COLUMN IF NOT EXISTS `lang_spans.end_pos` Array(UInt32) COMMENT 'Character after the last one',
    ADD COLUMN IF NOT EXISTS `lang_spans.lang` Array(LowCardinality(String)) COMMENT 'zh or en',
    ADD COLUMN IF NOT EXISTS `terms.term` Array(String) COMMENT 'Content word or noun phrase, in simplified characters and lower case' CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `terms.count` Array(UInt32) COMMENT 'How often it was said in the call' CODEC(ZSTD(1)),
    COMMENT COLUMN IF EXISTS `signals.status` 'asserted, negated, question, hypothetical, resolved, third_party or unclear; only asserted ones count';
