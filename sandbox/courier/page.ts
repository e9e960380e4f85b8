// A page for demonstrations: the newest parcels, and a button for everything that can happen to one.
import type { CourierParcel, Report } from './messages.ts';
import { REPORTS } from './messages.ts';

const SHOWN = 50;

const REPORT_NAMES = {
  'picked-up': '已揽收',
  'in-transit': '运输中',
  delivered: '已妥投',
  failed: '投递未成功',
  returned: '已退回',
  lost: '丢失',
} as const satisfies Record<Report, string>;

const STYLE = `
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: #1c2430; }
article { border: 1px solid #c9d1dc; border-radius: 8px; padding: 1rem; margin: 1rem 0; }
h2 { font-size: 1.1rem; margin: 0; } ol { margin: .5rem 0; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
button { font: inherit; padding: .3rem .8rem; min-height: 2.75rem; }`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that may stand between tags and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

export function renderPage(parcels: readonly CourierParcel[]): string {
  const newest = parcels.slice(-SHOWN).reverse();
  const list = newest.length === 0 ? '<p>还没有邮件。</p>' : newest.map(renderParcel).join('');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>邮政演示台</title><style>${STYLE}</style></head>
<body><main><h1>邮政演示台 (EMS)</h1><p>共 ${parcels.length} 件邮件,显示最近 ${newest.length} 件。</p>${list}</main></body></html>`;
}

function renderParcel({ trackingNumber, orderedAt, order, events }: CourierParcel): string {
  const buttons = REPORTS.map(
    (report) => `<button name="report" value="${report}">${REPORT_NAMES[report]}</button>`,
  );
  const history = events.map(
    ({ report, occurredAt, place }) =>
      `<li>${escapeHtml(occurredAt)} ${REPORT_NAMES[report]} ${escapeHtml(place)}</li>`,
  );
  return `<article><h2>${escapeHtml(trackingNumber)}</h2>
<p>${escapeHtml(order.recipient)} ${escapeHtml(order.address)} (${escapeHtml(order.division)}) · 下单 ${escapeHtml(orderedAt)}</p>
<ol>${history.join('')}</ol>
<form method="post" action="/page/parcels/${encodeURIComponent(trackingNumber)}">${buttons.join('')}
<label><input type="checkbox" name="handedBack"> 已收回旧证(牌)</label></form></article>`;
}
