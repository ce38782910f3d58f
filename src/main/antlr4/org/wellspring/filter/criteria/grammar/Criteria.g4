// The criteria language of the publish-subscribe API for events: slot OPERATOR "value", with AND, OR, NOT and
// parentheses. NOT binds tighter than AND, AND tighter than OR. Operators are written in capitals.
grammar Criteria;

condition : disjunction EOF ;

disjunction : conjunction ( OR conjunction )* ;

conjunction : factor ( AND factor )* ;

factor : NOT* ( test | '(' disjunction ')' ) ;

test : SLOT operator ( TEXT | NUMBER ) ;

operator
    : ENDS_WITH | ENDS_WITH_IGNORE_CASE
    | STARTS_WITH | STARTS_WITH_IGNORE_CASE
    | CONTAINS | CONTAINS_IGNORECASE
    | NOT_EQUALS | NOT_EQUALS_IGNORE_CASE
    | EQUALS | EQUALS_IGNORE_CASE | EQUALSIGNORECASE
    | LIST_CONTAINS
    | SMALLER_THAN | SMALLER_OR_EQUALS
    | GREATER_THAN | GREATER_OR_EQUALS
    ;

AND : 'AND' ;
OR : 'OR' ;
NOT : 'NOT' ;
ENDS_WITH : 'ENDS_WITH' ;
ENDS_WITH_IGNORE_CASE : 'ENDS_WITH_IGNORE_CASE' ;
STARTS_WITH : 'STARTS_WITH' ;
STARTS_WITH_IGNORE_CASE : 'STARTS_WITH_IGNORE_CASE' ;
CONTAINS : 'CONTAINS' ;
CONTAINS_IGNORECASE : 'CONTAINS_IGNORECASE' ;
NOT_EQUALS : 'NOT_EQUALS' ;
NOT_EQUALS_IGNORE_CASE : 'NOT_EQUALS_IGNORE_CASE' ;
EQUALS : 'EQUALS' ;
EQUALS_IGNORE_CASE : 'EQUALS_IGNORE_CASE' ;
EQUALSIGNORECASE : 'EQUALSIGNORECASE' ;
LIST_CONTAINS : 'LIST_CONTAINS' ;
SMALLER_THAN : 'SMALLER_THAN' ;
SMALLER_OR_EQUALS : 'SMALLER_OR_EQUALS' ;
GREATER_THAN : 'GREATER_THAN' ;
GREATER_OR_EQUALS : 'GREATER_OR_EQUALS' ;

// In a text \" is a quotation mark and \\ a backslash; a backslash before anything else stands for itself.
TEXT : '"' ( '\\' . | ~["\\] )* '"' ;
UNCLOSED_TEXT : '"' ( '\\' . | ~["\\] )* '\\'? ;
NUMBER : [+-]? [0-9]+ ( '.' [0-9]+ )? ;
SLOT : [\p{L}_] [\p{L}\p{M}\p{N}_.-]* ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;
