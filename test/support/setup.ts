// Every resource records where it was made, which costs more than all the rest of a synthesis and which no test reads.
process.env.CDKTN_DISABLE_CREATION_STACK = 'true';
Error.stackTraceLimit = 10;
// The tests say themselves which mirror they mean.
delete process.env.GO_CONTAINERS_MIRROR;
