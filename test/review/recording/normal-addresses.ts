/** Addresses of the networks that an Engine makes when nobody says which. */
const GIVEN = /\b(?:172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}\.\d{1,3}\b/g;

/** A text with such addresses, and the lengths of their networks, as if no network had been there before. */
export function normalAddresses(text: string): string {
  const networks: string[] = [];
  const hosts: string[] = [];
  return text
    .replace(GIVEN, (address) => {
      const [first, second, third, last] = address.split('.');
      const network = first === '172' ? `${first}.${second}` : `${first}.${second}.${third}`;
      // The network itself and its gateway stay; who else got which address is chance.
      const host = Number(last) < 2 ? Number(last) : 2 + place(address, hosts);
      return `172.${18 + place(network, networks)}.0.${host}`;
    })
    .replace(/\b(ip_prefix_length"? *[:=] *)[1-9]\d*/g, (_, name: string) => `${name}16`)
    .replace(/\b(172\.\d\d\.0\.0)\/\d+/g, '$1/16');
}

/** Where a value is among those that were seen, counting from 0; at the end when it is new. */
function place(value: string, seen: string[]): number {
  if (!seen.includes(value)) {
    seen.push(value);
  }
  return seen.indexOf(value);
}
