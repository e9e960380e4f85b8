// The page on which people of the sandbox say who they are and how they were seen.
const STYLE = `
body { font: 16px/1.6 system-ui, sans-serif; margin: 2rem auto; max-width: 26rem; padding: 0 1rem; color: #1c2430; }
form { display: grid; gap: 1rem; border: 1px solid #c9d1dc; border-radius: 8px; padding: 1rem; }
input, button { font: inherit; padding: .4rem .8rem; } button { min-height: 2.75rem; }`;

/** @param uid of the interaction, made by the provider: letters, digits, `_` and `-` */
export function renderSignInPage(uid: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>统一身份认证演示台</title><style>${STYLE}</style></head>
<body><main><h1>统一身份认证演示台 (OpenID)</h1>
<form method="post" action="/interaction/${encodeURIComponent(uid)}">
<label>身份标识 (sub) <input name="subject" required autofocus></label>
<input type="hidden" name="amr" value="pwd">
<label><input type="checkbox" name="amr" value="otp"> 已验证动态口令 (amr: otp)</label>
<button>登录</button></form></main></body></html>`;
}
