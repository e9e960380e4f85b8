// Entries as the violation system would tell them: whole lives of records, in the order in which they happened.
import { addMinutes, type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import type {
  AboutRecord,
  DecisionEntry,
  FeedEntry,
  PaymentEntry,
  RecordEntry,
  WithdrawalEntry,
} from '../../domain/violations/feed.ts';
import type { NewsInput } from '../../sandbox/violation-system/messages.ts';

export const BEGAN_AT = toInstant('2015-10-20T08:00:00+08:00');

/** The moment of the n-th thing that happened. */
export const momentOf = (n: number): Instant => addMinutes(BEGAN_AT, n);

/** What is not said of a record. */
export const RECORD = {
  kind: 'record',
  source: 'camera',
  plateCategory: '02',
  plateNumber: '豫Q00000',
  occurredAt: toInstant('2015-10-13T09:30:00+08:00'),
  place: '驿城区文明大道与雪松路交叉口',
  division: '411702',
  deviceId: 'KK-0017',
  code: '1345',
  text: '机动车违反禁止标线指示的',
  points: 3,
  fineFen: 10_000,
  penaltyKinds: ['fine'],
  enteredAt: toInstant('2015-10-14T10:00:00+08:00'),
  queryableAt: toInstant('2015-10-14T10:00:00+08:00'),
  noticeSentAt: null,
  state: 'queryable',
  isUnderReview: false,
  evidence: [],
} as const satisfies Omit<RecordEntry, 'seq' | 'recordNo'>;

export const recordNews = (recordNo: string, more: Partial<RecordEntry> = {}): Unnumbered<RecordEntry> => ({
  ...RECORD,
  recordNo,
  ...more,
});

export const decisionNews = (
  recordNo: string,
  decisionNo: string,
  more: Partial<DecisionEntry> = {},
): Unnumbered<DecisionEntry> => ({
  ...{ kind: 'decision', recordNo, decisionNo, channel: 'window', licenceNo: null },
  ...{ decidedAt: toInstant('2015-10-28T11:00:00+08:00'), fineFen: 10_000, points: 3 },
  ...more,
});

export const paymentNews = (
  recordNo: string,
  decisionNo: string,
  more: Partial<PaymentEntry> = {},
): Unnumbered<PaymentEntry> => ({
  ...{ kind: 'payment', recordNo, decisionNo, paidBy: 'window' },
  paidAt: toInstant('2015-10-29T11:00:00+08:00'),
  ...more,
});

export const withdrawalNews = (
  recordNo: string,
  decisionNo: string,
  more: Partial<WithdrawalEntry> = {},
): Unnumbered<WithdrawalEntry> => ({
  ...{ kind: 'withdrawal', recordNo, decisionNo },
  withdrawnAt: toInstant('2015-10-30T11:00:00+08:00'),
  ...more,
});

/** Without the number that the system gives it. */
export type Unnumbered<E> = E extends FeedEntry ? Omit<E, 'seq'> : never;

/** Numbers news as the system would, in this order. */
export function numbered(news: readonly Unnumbered<AboutRecord>[], first = 1): readonly AboutRecord[] {
  return news.map((each, index) => ({ ...each, seq: first + index }));
}

/** As the sandbox is told. */
export const asInput = (news: Unnumbered<AboutRecord>): NewsInput => {
  if (news.kind !== 'record') return news;
  const { penaltyKinds, evidence, points, ...rest } = news;
  return {
    ...rest,
    penaltyKinds: [...penaltyKinds],
    evidence: [...evidence],
    points: POINTS.find((each) => each === points) ?? 0,
  };
};

const POINTS = [0, 1, 2, 3, 6, 12] as const;
