/** Where a client on this machine finds a server that listens on `host`. */
export function addressOf(host) {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}
