// What a unit's form tells of its agent and of the services it chooses (registration.md §5–§6).
import type { Agent } from '../domain/registration/unit.ts';
import { UNIT_OPTIONS, type UnitOption } from '../domain/registration/unit-kinds.ts';
import type { Row } from './form-paper.ts';
import { dateText, identityRows } from './registration-parts.ts';

/** 服务选项: the six, those chosen ticked. */
export function optionsRow(label: string, chosen: readonly UnitOption[]): Row {
  const numbers = chosen.map(String);
  const ticks = Object.entries(UNIT_OPTIONS).map(([number, { zh }]) => ({
    label: `${number}. ${zh}`,
    ticked: numbers.includes(number),
  }));
  return [{ label, ticks }];
}

/** The agent, with the 委托代理授权书. */
export function agentRows({ name, document, mobile, authorisation }: Agent): readonly Row[] {
  return [
    [{ label: '代理人姓名', text: name }],
    [{ label: '代理人手机号码', text: mobile }],
    ...identityRows(document),
    ...(authorisation ? authorisationRows(authorisation) : []),
  ];
}

function authorisationRows({
  agentName,
  unitName,
  scope,
  signedOn,
  sealed,
}: NonNullable<Agent['authorisation']>): readonly Row[] {
  const seals = [
    { label: '已盖章', ticked: sealed },
    { label: '未盖章', ticked: !sealed },
  ] as const;
  return [
    [{ label: '授权书所载单位', text: unitName }],
    [{ label: '授权书所载\n代理人', text: agentName }],
    [{ label: '授权范围', text: scope }],
    [
      { label: '授权书签署日期', text: dateText(signedOn) },
      { label: '授权书公章', ticks: seals },
    ],
  ];
}
