// The CIM Query Language, DSP0202 1.0.0: basic queries, ISA, embedded properties, arrays and LIKE with regular
// expressions. One class in FROM; no joins, subqueries, functions, arithmetic or ORDER BY.
grammar Cql;

options { caseInsensitive = true; }

query : SELECT item ( ',' item )* FROM NAME ( AS? NAME )? ( WHERE expression )? EOF ;

item : '*' | chain ( '.' '*' )? ;

expression : conjunction ( OR conjunction )* ;

conjunction : factor ( AND factor )* ;

factor : NOT* ( ANY | EVERY )? operand test? ;

test
    : comparator operand
    | IS NOT? NULL
    | NOT? LIKE TEXT
    | ISA NAME
    ;

comparator : '=' | '<>' | '<' | '<=' | '>' | '>=' ;

operand : TEXT | number | TRUE | FALSE | chain | '(' expression ')' ;

number : ( '+' | '-' )? ( INTEGER | REAL | BINARY | HEX ) ;

chain : step ( '.' step )* ;

step : ( NAME '::' )? NAME ( '[' ( INTEGER | '*' ) ']' )? ;

SELECT : 'SELECT' ;
FROM : 'FROM' ;
WHERE : 'WHERE' ;
AS : 'AS' ;
AND : 'AND' ;
OR : 'OR' ;
NOT : 'NOT' ;
ANY : 'ANY' ;
EVERY : 'EVERY' ;
IS : 'IS' ;
NULL : 'NULL' ;
LIKE : 'LIKE' ;
ISA : 'ISA' ;
TRUE : 'TRUE' ;
FALSE : 'FALSE' ;

// In a text \' is an apostrophe and \\ a backslash; before anything else a backslash stands for itself, as LIKE has a
// meaning for it.
TEXT : '\'' ( '\\' . | ~['\\] )* '\'' ;
UNCLOSED_TEXT : '\'' ( '\\' . | ~['\\] )* '\\'? ;
BINARY : [01]+ 'B' ;
HEX : '0X' [0-9A-F]+ ;
REAL : [0-9]* '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT ;
fragment EXPONENT : 'E' [+-]? [0-9]+ ;
INTEGER : [0-9]+ ;
NAME : [\p{L}_] [\p{L}\p{M}\p{N}_]* ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;
