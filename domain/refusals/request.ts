// Refusals of a request as such: its form, its sender, its key, its version.
import type { RefusalRow } from './refusal-row.ts';

export const REQUEST_REFUSALS = {
  'malformed-request': { status: 400, zh: '请求格式不正确。', en: 'The request cannot be read.' },
  'invalid-text': {
    status: 400,
    zh: '内容含有无法保存的字符。',
    en: 'The text holds characters that cannot be stored.',
  },
  'body-too-large': { status: 413, zh: '提交的内容过大。', en: 'The request body is too large.' },
  'media-type-not-supported': {
    status: 415,
    zh: '请以 JSON 格式提交。',
    en: 'Send the request as application/json.',
  },
  'invalid-field': {
    status: 422,
    zh: '“{field}”填写不正确:{problem}。',
    en: 'The field “{field}” is not valid: {problem}.',
  },
  'field-required': { status: 422, zh: '请填写“{field}”。', en: 'The field “{field}” is required.' },
  'unknown-field': { status: 422, zh: '没有名为“{field}”的填写项。', en: 'There is no field “{field}”.' },
  'cursor-invalid': {
    status: 400,
    zh: '翻页标记无效,请从第一页重新查询。',
    en: 'The page cursor is not valid; start from the first page.',
  },
  'idempotency-key-required': {
    status: 400,
    zh: '缺少 Idempotency-Key 请求头。',
    en: 'The Idempotency-Key header is missing.',
  },
  'idempotency-key-in-flight': {
    status: 409,
    zh: '相同的请求正在处理,请稍候重试。',
    en: 'The same request is being handled; try again shortly.',
  },
  'idempotency-key-reused': {
    status: 422,
    zh: '该 Idempotency-Key 已用于另一个请求。',
    en: 'This Idempotency-Key was used for another request.',
  },
  'version-required': { status: 428, zh: '缺少 If-Match 请求头。', en: 'The If-Match header is missing.' },
  'version-stale': {
    status: 412,
    zh: '该申请已被更新,请刷新后再办理。',
    en: 'The application has changed since you read it; read it again.',
  },
  'not-signed-in': { status: 401, zh: '请先登录。', en: 'Sign in first.' },
  'sign-in-failed': { status: 401, zh: '账号或密码不正确。', en: 'The account or the password is wrong.' },
  'cross-site-request': { status: 403, zh: '请求来源不被允许。', en: 'The request comes from another site.' },
  'not-permitted': { status: 403, zh: '您没有办理该事项的权限。', en: 'You may not do this.' },
  'not-found': { status: 404, zh: '没有找到相应的内容。', en: 'Nothing was found here.' },
  'too-many-requests': {
    status: 429,
    zh: '操作过于频繁,请稍后再试。',
    en: 'Too many requests; try again later.',
  },
  'document-empty': {
    status: 422,
    zh: '文件是空的,请重新选择文件后上传。',
    en: 'The file is empty; choose the file again.',
  },
  'document-damaged': {
    status: 422,
    zh: '文件已损坏、不完整或夹带了其他内容,请重新拍照、扫描或导出后上传。',
    en: 'The file is damaged, incomplete or carries something else; photograph, scan or export it anew.',
  },
  'document-too-many-pixels': {
    status: 422,
    zh: '图片像素过高,请用普通模式重新拍照,或缩小到 {limit} 万像素以内后上传。',
    en: 'The picture has too many pixels; take it again in normal mode or reduce it to {limit} megapixels.',
  },
  'document-too-complex': {
    status: 422,
    zh: '文件过于复杂,无法处理,请拍照或重新扫描后上传。',
    en: 'The file takes too much to open; photograph the document or scan it anew.',
  },
  'document-active-content': {
    status: 422,
    zh: 'PDF 文件含有脚本、附件或自动执行的操作,请打印为普通 PDF 或拍照后上传。',
    en: 'The PDF holds scripts, attachments or automatic actions; print it to a plain PDF or photograph it.',
  },
  'document-encrypted': {
    status: 422,
    zh: 'PDF 文件已加密,请解除密码和权限限制后上传。',
    en: 'The PDF is encrypted; remove its password and restrictions first.',
  },
  'document-quota-exceeded': {
    status: 429,
    zh: '您今天上传而未使用的材料已达上限,请先提交申请,或明天再上传。',
    en: 'You have reached the limit of unused documents for a day; submit an application or come back tomorrow.',
  },
  'signature-invalid': { status: 401, zh: '签名无效。', en: 'The signature is not valid.' },
  'temporarily-unavailable': {
    status: 503,
    zh: '系统暂时无法处理,请稍后再试。',
    en: 'The service cannot answer now; try again shortly.',
  },
  'internal-error': {
    status: 500,
    zh: '系统出现错误,我们已记录。',
    en: 'Something went wrong; it has been recorded.',
  },
} as const satisfies Record<string, RefusalRow>;
