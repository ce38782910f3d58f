// The WMI Query Language: data and event queries on one class. WITHIN is read and means nothing here, as events are
// not polled for; no GROUP, no ASSOCIATORS OF, no REFERENCES OF.
grammar Wql;

options { caseInsensitive = true; }

query : SELECT ( '*' | chain ( ',' chain )* ) FROM NAME ( WITHIN number )? ( WHERE expression )? EOF ;

expression : conjunction ( OR conjunction )* ;

conjunction : factor ( AND factor )* ;

factor : NOT* ( '(' expression ')' | operand test ) ;

test
    : comparator operand
    | IS NOT? ( NULL | TRUE | FALSE )
    | NOT? LIKE TEXT
    | ISA ( NAME | TEXT )
    ;

comparator : '=' | '!=' | '<>' | '<' | '<=' | '>' | '>=' ;

operand : TEXT | number | TRUE | FALSE | chain ;

number : ( '+' | '-' )? ( INTEGER | REAL | HEX ) ;

chain : NAME ( '.' NAME )* ;

SELECT : 'SELECT' ;
FROM : 'FROM' ;
WITHIN : 'WITHIN' ;
WHERE : 'WHERE' ;
AND : 'AND' ;
OR : 'OR' ;
NOT : 'NOT' ;
IS : 'IS' ;
NULL : 'NULL' ;
LIKE : 'LIKE' ;
ISA : 'ISA' ;
TRUE : 'TRUE' ;
FALSE : 'FALSE' ;

// A backslash escapes the character after it, except in patterns of LIKE, where it stands for itself.
TEXT : '"' ( '\\' . | ~["\\] )* '"' | '\'' ( '\\' . | ~['\\] )* '\'' ;
UNCLOSED_TEXT : '"' ( '\\' . | ~["\\] )* '\\'? | '\'' ( '\\' . | ~['\\] )* '\\'? ;
HEX : '0X' [0-9A-F]+ ;
REAL : [0-9]* '.' [0-9]+ EXPONENT? | [0-9]+ EXPONENT ;
fragment EXPONENT : 'E' [+-]? [0-9]+ ;
INTEGER : [0-9]+ ;
NAME : [\p{L}_] [\p{L}\p{M}\p{N}_]* ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;
