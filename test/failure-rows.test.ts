// Every failure the rules name: said in exactly their words, and provoked through the API by a test that reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRefusalCode, REFUSALS, refusalText, shownCode } from '../domain/refusals.ts';
import { isServiceId } from '../domain/services/index.ts';
import { FAILURE_ROWS } from './fixtures/failure-rows.ts';

const API = fileURLToPath(new URL('api/', import.meta.url));
const TESTS = readdirSync(API, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(API, path), 'utf8'));

const CODES = Object.keys(REFUSALS).filter(isRefusalCode);

/** A sentence with anything at all in place of its slots. */
function patternOf(zh: string): RegExp {
  const parts = zh.split(/\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('.+'));
}

test('there is a row for every failure: 10 common, and those of 22 services', () => {
  expect(FAILURE_ROWS.filter(({ service }) => service === null)).toHaveLength(10);
  const services = new Set(FAILURE_ROWS.flatMap(({ service }) => service ?? []));
  expect([...services].filter((service) => !isServiceId(service))).toEqual([]);
  expect(services.size).toBe(22);
});

test.each(FAILURE_ROWS)('$service $code is said in the words of the rules', ({ code, zh }) => {
  const pattern = patternOf(zh);
  const saying = CODES.filter((key) => shownCode(key) === code).map((key) => {
    // A sentence that several services share has the act in a slot.
    const slots = { action: actionIn(zh), 状态: '锁定' };
    return refusalText({ code: key, slots }, 'zh');
  });
  expect(saying.some((sentence) => pattern.test(sentence) || sentence === zh)).toBe(true);
});

test.each(FAILURE_ROWS)('$service $code is provoked through the API: $zh', ({ zh }) => {
  const pattern = patternOf(zh);
  expect(TESTS.some((source) => pattern.test(source))).toBe(true);
});

/** What is left of “不能…。” and “无需…。”. */
function actionIn(zh: string): string {
  return /(?:不能|无需)(.+)。$/.exec(zh)?.[1] ?? '';
}
