SELECT
    NULL AS nothing, CAST(NULL AS Nullable(String)) AS missing, '' AS empty, 'a,"b"\nc\td' AS tricky,
    toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0') AS uuid, toIPv4('127.0.0.1') AS v4, toIPv6('::1') AS v6,
    CAST('red', 'Enum8(\'green\' = 1, \'red\' = 5)') AS level, toFixedString('ab', 2) AS fixed,
    toLowCardinality('低') AS low, CAST(NULL, 'LowCardinality(Nullable(String))') AS low_null,
    (1.5, 2.5)::Point AS point, [(0., 1.), (2., 3.)]::Ring AS ring, '{"a": {"b": [1, 2]}, "c": "x"}'::JSON AS document,
    42::Variant(UInt64, String) AS variant, 'dyn'::Dynamic AS dynamic
