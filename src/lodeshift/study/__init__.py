"""From a case to an answer: one readable function per question. The only room that knows every stage."""
