import { type Line, value } from './haproxy-text';

/** What a line tells: name and, where it is a number, its kind; then HAProxy's word for it. */
type Field = readonly [name: string, source: string];

const TIME = "ms_utime('%Y-%m-%dT%H:%M:%S.%3NZ')";

/** Never the query: it may hold what only the service should know. */
const OF_REQUEST: readonly Field[] = [
  ['time', `[request_date(ms),${TIME}]`],
  ['client', '[src]'],
  ['method', 'HM'],
  ['host', '[var(txn.host)]'],
  ['path', 'HPO'],
  ['protocol', 'HV'],
  ['status:sint', 'ST'],
  ['request_bytes:sint', 'U'],
  ['first_byte_ms:sint', 'Tr'],
];
const OF_CONNECTION: readonly Field[] = [
  ['time', `[accept_date(ms),${TIME}]`],
  ['client', '[src]'],
  ['port:sint', '[dst_port]'],
];
const OF_BOTH: readonly Field[] = [
  ['bytes:sint', 'B'],
  ['total_ms:sint', 'Tt'],
  ['retries:sint', 'rc'],
  ['route', 'b'],
  ['server', 's'],
  ['end', 'ts'],
];

/** One line of JSON per request. */
export const HTTP_LOG = format([...OF_REQUEST, ...OF_BOTH]);

/** One line of JSON per connection. */
export const TCP_LOG = format([...OF_CONNECTION, ...OF_BOTH]);

function format(fields: readonly Field[]): Line {
  const words = fields.map(([name, source]) => `%(${name})${source}`);
  return ['log-format', value(`%{+json}o ${words.join(' ')}`)];
}
