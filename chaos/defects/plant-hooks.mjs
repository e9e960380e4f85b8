/** The module that each defect stands in for. Only its own file still reads the genuine one. */
const STANDS_FOR = {
  'ignored-signature': '/gateway/alipay-notice.ts',
  'release-on-timeout': '/domain/payments/settle.ts',
};

const defect = process.env.CHAOS_DEFECT ?? '';
const genuine = STANDS_FOR[defect];
const file = new URL(`./${defect}.ts`, import.meta.url).href;

export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  const isGenuine = genuine !== undefined && new URL(resolved.url).pathname.endsWith(genuine);
  const isOfDefect = context.parentURL?.startsWith(file) ?? false;
  return isGenuine && !isOfDefect ? { ...resolved, url: file, shortCircuit: true } : resolved;
}
