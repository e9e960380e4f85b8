// How long personal data is kept, as data: what, for how many days, from when, and why. A nightly run erases what is over.
// 个人信息保护法 第十九条: the shortest time that the purpose needs; 第四十七条: erased when the purpose has been reached.

/** Cases go by the platform's clock; sessions, codes and counts by the real one. */
export type RetentionClock = 'platform' | 'real';

export interface RetentionRule {
  /** What is erased. */
  readonly zh: string;
  readonly en: string;
  /** Days from `from` on. */
  readonly days: number;
  readonly from: string;
  readonly clock: RetentionClock;
  readonly why: string;
}

export const RETENTION = {
  'loose-documents': {
    zh: '上传后未用于任何申请的材料',
    en: 'Documents that were uploaded and used in no application',
    days: 7,
    from: 'upload',
    clock: 'platform',
    why: 'A week is enough to finish an application that was begun; nobody decides on what was not handed in.',
  },
  drafts: {
    zh: '未提交的申请草稿的填写内容、收件地址和材料',
    en: 'Form, address and documents of drafts that were not submitted',
    days: 30,
    from: 'last change',
    clock: 'platform',
    why: 'What an applicant has left alone for a month is filed anew, on the facts of that day.',
  },
  'closed-applications': {
    zh: '已办结申请的填写内容、收件地址、代领人、材料和体检所见',
    en: 'Form, address, proxy, documents and medical findings of applications that have ended',
    days: 731,
    from: 'end',
    clock: 'platform',
    why: 'A claim against the office may be brought within two years (国家赔偿法 第三十九条). Events, dates and outcome stay for the record.',
  },
  'closed-accounts': {
    zh: '已注销或未通过注册的账号的登录名、密码、手机号码和姓名',
    en: 'Login, password, mobile and name of accounts that were cancelled or refused',
    days: 30,
    from: 'first nightly run that finds them closed',
    clock: 'platform',
    why: 'A month to notice a cancellation by mistake. The person stays in the register, which is the office’s; the staff’s names stay with what they decided.',
  },
  'unsendable-messages': {
    zh: '七日内未能发出的短信的号码和内容',
    en: 'Number and content of messages that could not be sent for a week',
    days: 7,
    from: 'writing',
    clock: 'platform',
    why: 'Passwords and codes are of no use by then. Those of messages that were sent are wiped at once.',
  },
  bookings: {
    zh: '已过期的窗口预约',
    en: 'Bookings at the window',
    days: 90,
    from: 'day of the booking',
    clock: 'platform',
    why: 'A quarter to plan the window’s staff; afterwards they only tell who came when.',
  },
  'request-keys': {
    zh: '重复提交保护所保存的应答',
    en: 'Answers kept for repeated requests',
    days: 1,
    from: 'request',
    clock: 'real',
    why: 'Clients repeat within minutes; answers may hold a first password, and lie sealed until then.',
  },
  'phone-codes': {
    zh: '短信验证码',
    en: 'Codes sent to phones',
    days: 1,
    from: 'expiry',
    clock: 'real',
    why: 'Good for five minutes; a day to count the codes sent to one phone.',
  },
  sessions: {
    zh: '过期的登录会话',
    en: 'Sessions that have expired',
    days: 0,
    from: 'expiry',
    clock: 'real',
    why: 'They open nothing any more.',
  },
  'rate-limits': {
    zh: '过期的限流计数',
    en: 'Counts of attempts',
    days: 0,
    from: 'expiry',
    clock: 'real',
    why: 'They hold nobody up any more.',
  },
} as const satisfies Readonly<Record<string, RetentionRule>>;

export type RetentionName = keyof typeof RETENTION;

export const RETENTION_NAMES = Object.keys(RETENTION).filter(isRetentionName);

function isRetentionName(name: string): name is RetentionName {
  return Object.hasOwn(RETENTION, name);
}
