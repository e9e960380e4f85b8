// Where a request comes from: as attempts are counted, and as its own account may see it later.
import { ipKeyGenerator } from 'express-rate-limit';

/** The address attempts are counted by; of IPv6 the network, since one household has millions of addresses. */
export function sourceKeyOf(ip: string | undefined): string {
  return ip === undefined ? 'unknown' : ipKeyGenerator(ip);
}

/** 203.0.113.7 → 203.0.*.*; enough to recognise one's own, too little to find anybody. */
export function maskedSource(ip: string | undefined): string {
  const [v4] = /\d+\.\d+\.\d+\.\d+$/.exec(ip ?? '') ?? [];
  if (v4 !== undefined) return `${v4.split('.').slice(0, 2).join('.')}.*.*`;
  const groups = (ip ?? '').split(':').slice(0, 2);
  return ip === undefined ? '*' : `${groups.join(':')}:*`;
}
