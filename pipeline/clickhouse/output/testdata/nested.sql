SELECT
    [1, 2, 3] AS ints, [toUInt8(1), 255] AS bytes, ['停工', 'it''s', NULL] AS texts, [[1], [], [2, 3]] AS deep,
    map('b', 1, 'a', 2) AS text_map, map(10, 'x', 9, 'y') AS number_map, map('k', [toDate('2026-01-02')]) AS date_map,
    (1, 'two', NULL) AS pair, CAST((1, 'two'), 'Tuple(n UInt8, text String)') AS named,
    [(toDate('2026-01-02'), 0.5)] AS tuples, CAST([] AS Array(Nullable(UInt8))) AS none
