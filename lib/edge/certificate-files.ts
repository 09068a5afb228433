import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { EdgeCertificate } from './edge-certificate';

/** Where the job finds HAProxy's configuration and the chains of certificates. */
export const CONFIGURATION = '/etc/edge';

/** Where the job finds keys. */
export const SECRETS = '/run/secrets';

/** Path of a chain in the image of the job. */
function chainPath(name: string): string {
  return `${CONFIGURATION}/certificates/${name}.pem`;
}

/** Path of what is secret of a certificate: its key, or chain and key in one. */
export function secretPath(name: string, { _chain }: EdgeCertificate): string {
  return `${SECRETS}/${name}.${_chain === undefined ? 'pem' : 'key'}`;
}

/** The chains that are texts, by their paths, and what is wrong with certificates. */
export interface CertificateTexts {
  readonly texts: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** Reads the chains of certificates. */
export function certificateTexts(certificates: Readonly<Record<string, EdgeCertificate>>): CertificateTexts {
  const texts: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, { _chain }] of sortedEntries(certificates)) {
    problems.push(...nameProblems(name));
    if (_chain !== undefined) {
      const { text, problems: reading } = _chain._read();
      const found = reading.length > 0 ? reading : chainProblems(text);
      problems.push(...found.map((problem) => `certificate ${quote(name)}: ${problem}`));
      texts[chainPath(name)] = text;
    }
  }
  return { texts, problems };
}

/** It becomes the name of files. */
function nameProblems(name: string): string[] {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(name)
    ? []
    : [
        `certificate name ${quote(name)} is not possible: lower case letters, digits and "-", at most 63, beginning with a letter or digit; ` +
          'write it like "shop"',
      ];
}

function chainProblems(text: string): string[] {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return [
      'its chain has a private key in it, and everybody who has the image can read it; give the key by key, as a Secret, or both by ' +
        'EdgeCertificate.fromPem',
    ];
  }
  return text.includes('-----BEGIN CERTIFICATE-----')
    ? []
    : ['its chain has no certificate in PEM; give a text with "-----BEGIN CERTIFICATE-----"'];
}
