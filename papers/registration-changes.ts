// 变更: whose account it is, and what it is to have on record instead.
import { ID_DOCUMENTS } from '../domain/identity/identity-document.ts';
import type { AccountChange } from '../domain/registration/changes.ts';
import type { Holder } from '../domain/registration/holder.ts';
import { UNIT_KINDS } from '../domain/registration/unit-kinds.ts';
import type { Row } from './form-paper.ts';
import { identityRows, NONE } from './registration-parts.ts';
import { agentRows, optionsRow } from './unit-parts.ts';

/** Who the holder of the account is. */
export function holderRows(holder: Holder): readonly Row[] {
  const mobile = { label: '登记的手机号码', text: holder.mobile ?? NONE } as const;
  if (holder.kind === 'individual') {
    return [
      [{ label: '姓名', text: holder.name }],
      [{ label: '身份证明名称', text: ID_DOCUMENTS[holder.idDocKind].zh }],
      [{ label: '身份证明号码', text: holder.idDocNo }, mobile],
    ];
  }
  return [
    [{ label: '单位名称', text: holder.name }],
    [{ label: '单位类别', text: UNIT_KINDS[holder.unitKind].zh }, mobile],
    [
      { label: '组织机构代码', text: holder.orgCode },
      { label: '统一社会\n信用代码', text: holder.uscc ?? NONE },
    ],
  ];
}

/** What a change puts on record. */
export function changeRows(change: AccountChange): readonly Row[] {
  switch (change.kind) {
    case 'mobile':
      return [[{ label: '变更后手机号码', text: change.mobile }]];
    case 'name':
      return [[{ label: '变更后姓名', text: change.name }]];
    case 'id-number':
      return identityRows(change.document);
    case 'reduce-to-online':
      return [[{ label: '变更后用户类别', text: '互联网用户(网上注册的权限)' }]];
    case 'unit-options':
      return [optionsRow('变更后服务选项', change.options)];
    case 'unit-agent':
      return agentRows(change.agent);
    case 'unit-legal-representative':
      return [
        [{ label: '变更后法定\n代表人姓名', text: change.legalRepresentative.name }],
        ...identityRows(change.legalRepresentative.document),
      ];
  }
}
