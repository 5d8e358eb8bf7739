SELECT number, toString(number) AS text FROM numbers(10) WHERE number > 99
