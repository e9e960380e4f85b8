// The page on which a payer pays: what, how much, until when, two buttons; then what came of it. Chinese or English.
import { escapeHtml } from '../courier/page.ts';
import type { BankOrder, Channel } from './messages.ts';
import { beijing, yuan } from './yuan.ts';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export type PageState = 'open' | 'paid' | 'refunded' | 'declined' | 'closed' | 'expired';

const TEXTS = {
  zh: {
    wechat: '微信支付 · 演示',
    alipay: '支付宝 · 演示',
    payee: '收款方',
    payeeName: '驻马店市公安局交通警察支队',
    what: '商品',
    no: '订单号',
    until: '请在此前付款',
    serial: '交易号',
    pay: '付款',
    cancel: '取消',
    note: '这是演示环境,不会产生真实扣款。',
    other: 'English',
    states: {
      open: '待付款',
      paid: '付款成功',
      refunded: '已退款',
      declined: '已取消付款',
      closed: '订单已关闭',
      expired: '订单已超过付款时间',
    },
  },
  en: {
    wechat: 'WeChat Pay · demonstration',
    alipay: 'Alipay · demonstration',
    payee: 'To',
    payeeName: 'Zhumadian Traffic Police',
    what: 'For',
    no: 'Order',
    until: 'Pay before',
    serial: 'Transaction',
    pay: 'Pay',
    cancel: 'Cancel',
    note: 'A demonstration: no money is taken.',
    other: '中文',
    states: {
      open: 'To be paid',
      paid: 'Paid',
      refunded: 'Refunded',
      declined: 'Cancelled',
      closed: 'This order is closed',
      expired: 'This order has expired',
    },
  },
} as const satisfies Record<Language, unknown>;

const ACCENTS = { wechat: '#07823f', alipay: '#0b5fd0' } as const satisfies Record<Channel, string>;

const STYLE = `
:root { color-scheme: light dark; --ground: #f2f4f7; --card: #fff; --text: #1c2430; --soft: #5a6676; --line: #dde3ea; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #10151c; --card: #1a212b; --text: #e8edf3; --soft: #a3afbd; --line: #323c49; }
}
* { box-sizing: border-box; }
body { font: 16px/1.6 system-ui, sans-serif; margin: 0; min-height: 100vh; background: var(--ground); color: var(--text); }
header { background: var(--accent); color: #fff; display: flex; justify-content: space-between; gap: 1rem; padding: .75rem 1rem; }
header a { color: #fff; }
main { max-width: 26rem; margin: 1rem auto; padding: 0 1rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem 1.25rem; }
h1 { font-size: 1rem; font-weight: 600; margin: 0; text-align: center; }
.amount { font-size: 2.5rem; line-height: 1.2; font-weight: 600; text-align: center; margin: .5rem 0 1.25rem; font-variant-numeric: tabular-nums; }
dl { margin: 0; border-top: 1px solid var(--line); padding-top: 1rem; display: grid; grid-template-columns: auto 1fr; gap: .5rem 1rem; }
dt { color: var(--soft); white-space: nowrap; } dd { margin: 0; font-size: .9rem; text-align: right; overflow-wrap: anywhere; }
form { display: grid; gap: .75rem; margin-top: 1.5rem; }
button { font: inherit; min-height: 3rem; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
button.pay { background: var(--accent); border-color: var(--accent); color: #fff; font-weight: 600; }
button:focus-visible, a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
p { color: var(--soft); font-size: .875rem; text-align: center; }`;

/** How the order stands for whoever looks at its page. */
export function pageStateOf({ captures, refunds, state, expiresAt }: BankOrder, at: Date): PageState {
  if (captures.length > 0) return refunds.some((refund) => refund.state === 'done') ? 'refunded' : 'paid';
  if (state !== 'open') return state;
  return Date.parse(expiresAt) > at.getTime() ? 'open' : 'expired';
}

/** The page of one order. */
export function renderPayPage(order: BankOrder, language: Language, at: Date): string {
  const texts = TEXTS[language];
  const state = pageStateOf(order, at);
  const [capture] = order.captures;
  const other = language === 'zh' ? 'en' : 'zh';
  const rows = [
    [texts.payee, texts.payeeName],
    [texts.what, order.title],
    [texts.no, order.orderNo],
    ...(state === 'open' ? [[texts.until, beijing(order.expiresAt)]] : []),
    ...(capture ? [[texts.serial, capture.serial]] : []),
  ].map(([name = '', value = '']) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  const buttons = `<form method="post"><input type="hidden" name="lang" value="${language}">
<button class="pay" name="action" value="pay">${texts.pay} ¥${yuan(order.amountFen)}</button>
<button name="action" value="cancel">${texts.cancel}</button></form>`;
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${texts[order.channel]}</title><style>:root { --accent: ${ACCENTS[order.channel]}; }${STYLE}</style></head>
<body><header><strong>${texts[order.channel]}</strong><a href="?lang=${other}" hreflang="${other}">${texts.other}</a></header>
<main><section><h1 role="status">${texts.states[state]}</h1>
<div class="amount">¥${yuan(capture?.amountFen ?? order.amountFen)}</div>
<dl>${rows.join('')}</dl>${state === 'open' ? buttons : ''}</section><p>${texts.note}</p></main></body></html>`;
}
