/** Names of files that hold nothing but secrets, as dockle and the usual secret scanners know them. */
const NAMES = [
  /^\.env(\.(?!(.*\.)?(dist|example|sample|template)$).+)?$/,
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /^(\.|_)netrc$/,
  /^\.(npmrc|pypirc|pgpass|htpasswd|git-credentials|dockercfg|dockerconfigjson|vault-token|my\.cnf|terraformrc|s3cfg|boto)$/,
  /^(credentials|application_default_credentials|client_secret.*|service[-_]?account.*)\.json$/,
  /^kubeconfig$/,
  /\.tfstate(\..+)?$/,
  /\.tfvars(\.json)?$/,
  /\.(key|secret|jks|keystore|p12|pfx|pkcs12|ppk|kdbx)$/,
  /(^|[-_.])((priv(ate)?[-_.]?)?key|private)([-_.].*)?\.pem$/,
];

/** Folders in which tools keep credentials. */
const FOLDERS = /(^|\/)\.(ssh|aws|azure|gnupg|kube)\/|(^|\/)\.docker\/config\.json$|(^|\/)\.config\/gcloud\//;

/** Whether the name of a file says that it holds a secret. */
export function looksLikeSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return FOLDERS.test(path) || NAMES.some((pattern) => pattern.test(name));
}
