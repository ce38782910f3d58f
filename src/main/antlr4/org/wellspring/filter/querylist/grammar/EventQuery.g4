// The subset of XPath 1.0 in which Windows event queries select events (MS-EVEN6 2.2.15): child and attribute steps
// without prefixes, predicates, comparisons, band() and timediff().
grammar EventQuery;

selection : path EOF ;

path : step ( '/' step )* ;

step : ( NAME | '*' | '@' ( NAME | '*' ) ) predicate* | TEXT_TEST ;

predicate : '[' expression ']' ;

expression : conjunction ( 'or' conjunction )* ;

conjunction : factor ( 'and' factor )* ;

factor : value ( comparator value )? ;

comparator : '=' | '!=' | '<' | '<=' | '>' | '>=' ;

value : path | LITERAL | NUMBER | '(' expression ')' | call ;

call
    : POSITION '(' ')'
    | BAND '(' value ',' value ')'
    | TIMEDIFF '(' value ( ',' value )? ')'
    ;

TEXT_TEST : 'text' [ \t\r\n]* '()' ;
POSITION : 'position' ;
BAND : 'band' | 'Band' ;
TIMEDIFF : 'timediff' ;
LITERAL : '\'' ~[']* '\'' | '"' ~["]* '"' ;
UNCLOSED_LITERAL : '\'' ~[']* | '"' ~["]* ;
NUMBER : '-'? ( [0-9]+ ( '.' [0-9]* )? | '.' [0-9]+ | '0x' [0-9a-fA-F]+ ) ;
NAME : [\p{L}_] [\p{L}\p{M}\p{N}_.-]* ;
SPACE : [ \t\r\n]+ -> skip ;
OTHER : . ;
