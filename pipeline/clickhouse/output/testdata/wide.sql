SELECT name AS `借款人`, n, level FROM values('name String, n UInt32, level String',
    ('青川示例机械厂', 7, 'red'), ('Example Ltd. (示例)', 12345, '·…—'), ('甲', 10, 'ok'))
