SELECT
    toDate('2026-11-25') AS d, toDate32('1925-01-31') AS d32,
    toDateTime('2026-11-25 08:30:00', 'Asia/Shanghai') AS dt,
    toDateTime64('2026-11-25 08:30:00.123456', 6, 'UTC') AS dt64,
    toDateTime64('2026-11-25 08:30:00', 0, 'UTC') AS dt64_0,
    INTERVAL 3 DAY AS days, toTypeName(dt64) AS type
