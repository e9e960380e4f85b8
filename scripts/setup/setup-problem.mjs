/** Something a person can put right: shown without a stack trace, together with what to do. */
export class SetupProblem extends Error {
  constructor(message, advice = '') {
    super(message);
    this.name = 'SetupProblem';
    this.advice = advice;
  }
}

const offline =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Name or service not known|Temporary failure in name resolution|NewConnectionError|ConnectTimeout|ReadTimeout|Network is unreachable|from versions: none/i;
const full = /ENOSPC|EDQUOT|No space left on device/i;

export function isOffline(text) {
  return offline.test(text);
}

export function isDiskFull(text) {
  return full.test(text);
}

/** The lines to print for any error that ends a command. */
export function explain(error) {
  if (isDiskFull(`${error?.code} ${error?.message} ${error?.advice}`)) {
    return `✗ The disk is full: ${error.message}\n  Free some space and run the command again; nothing is lost.`;
  }
  if (error instanceof SetupProblem)
    return `✗ ${error.message}${error.advice && `\n${indent(error.advice)}`}`;
  return `✗ ${error?.stack ?? error}`;
}

function indent(text) {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
