// Refusals of the engine: the common gate G-1 … G-10 and the lifecycle of an application.
import type { RefusalRow } from './refusal-row.ts';

export const APPLICATION_REFUSALS = {
  'account-not-active': {
    status: 403,
    zh: '您的账号未激活或已停用,请到互联网交通安全综合服务中心核实。',
    en: 'Your account is not active; please ask at the service centre.',
  },
  'window-registration-required': {
    status: 403,
    zh: '该业务仅限窗口注册用户办理,请先到窗口办理“互联网用户转窗口用户注册”业务。',
    en: 'Only users registered at a window may use this service; have your account upgraded at a window first.',
  },
  'four-eyes': {
    status: 403,
    zh: '本人经办的事项须由其他工作人员审核。',
    en: 'What you took down yourself must be decided by a colleague.',
  },
  'unit-kind-not-allowed': {
    status: 403,
    zh: '贵单位类型不能办理该业务。',
    en: 'Your kind of organisation may not use this service.',
  },
  'unit-option-missing': {
    status: 403,
    zh: '贵单位未选择服务{option},请到窗口变更服务选项后办理。',
    en: 'Your organisation has not chosen service {option}; have its service options changed at a window first.',
  },
  'service-not-open': {
    status: 409,
    zh: '该业务尚未上线,敬请期待。',
    en: 'This service is not open yet.',
  },
  'service-unknown': {
    status: 422,
    zh: '没有编号为“{service}”的业务。',
    en: 'There is no service “{service}”.',
  },
  'plate-category-unknown': { status: 422, zh: '号牌种类不正确。', en: 'The plate category is not known.' },
  'plate-number-invalid': { status: 422, zh: '号牌号码不正确。', en: 'The plate number is not valid.' },
  'vin-invalid': {
    status: 422,
    zh: '车辆识别代号不正确。',
    en: 'The vehicle identification number is not valid.',
  },
  'id-number-invalid': { status: 422, zh: '身份证明号码不正确。', en: 'The identity number is not valid.' },
  'mobile-invalid': { status: 422, zh: '手机号码不正确。', en: 'The mobile number is not valid.' },
  'document-type-not-accepted': {
    status: 415,
    zh: '只接受 JPEG、PNG 图片和 PDF 文件。',
    en: 'Only JPEG, PNG and PDF files are accepted.',
  },
  'subject-not-own': {
    status: 422,
    zh: '只能办理本人名下的机动车或本人驾驶证业务。',
    en: 'Only your own vehicle or your own licence can be dealt with.',
  },
  'subject-not-local': {
    status: 422,
    zh: '该机动车(驾驶证)不属于本地管理,请到登记地(核发地)办理。',
    en: 'This vehicle or licence is not registered here; apply where it is registered.',
  },
  'status-blocking': {
    status: 422,
    zh: '机动车(驾驶证)当前状态为“{状态}”,不能办理该业务。',
    en: 'The current status “{状态}” does not allow this service.',
  },
  'service-switch-fixed': {
    status: 409,
    zh: '试运行业务须始终开放,不能关闭。',
    en: 'The services of the trial stay open.',
  },
  'duplicate-application': {
    status: 409,
    zh: '您已提交过该业务申请,正在办理中,请勿重复提交。',
    en: 'An application of this kind is already under way.',
  },
  'address-not-deliverable': {
    status: 422,
    zh: '该地址暂不能邮政送达,请选择窗口自取。',
    en: 'This address cannot be served by post; choose pickup.',
  },
  'contact-missing': { status: 422, zh: '请先完善联系方式。', en: 'Complete your contact details first.' },
  'delivery-required': {
    status: 422,
    zh: '请选择邮寄或窗口自取。',
    en: 'Choose delivery by post or pickup.',
  },
  'delivery-not-offered': {
    status: 422,
    zh: '该业务无需寄送或领取。',
    en: 'Nothing is delivered in this service.',
  },
  'zone-unknown': {
    status: 422,
    zh: '收件地址的行政区划代码不正确。',
    en: 'The division code of the address is not known.',
  },
  'document-unknown': {
    status: 422,
    zh: '所选材料不存在,或已用于其他申请。',
    en: 'One of the documents does not exist, or belongs to another application.',
  },
  'document-missing': { status: 422, zh: '请提交材料:{document}。', en: 'Attach the document: {document}.' },
  'action-not-allowed': {
    status: 409,
    zh: '申请当前状态为“{state}”,不能进行该操作。',
    en: 'The application is “{state}”; this cannot be done now.',
  },
  'application-closed': { status: 409, zh: '该申请已办结。', en: 'The application is closed.' },
  'fee-amount-differs': {
    status: 422,
    zh: '缴费金额与应缴金额不一致(应缴 {expected} 分,实缴 {paid} 分)。',
    en: 'The amount paid ({paid} fen) is not the amount due ({expected} fen).',
  },
  'task-not-yours': {
    status: 409,
    zh: '请先领取该任务;任务正由其他人员办理时不能操作。',
    en: 'Claim the task first; a task held by somebody else cannot be decided.',
  },
  'assignee-unfit': {
    status: 422,
    zh: '该人员不能办理此任务。',
    en: 'The task cannot be given to this account.',
  },
  'task-closed': { status: 409, zh: '该任务已完成或已取消。', en: 'The task is closed.' },
  'session-unknown': {
    status: 422,
    zh: '没有该场次,请重新选择。',
    en: 'There is no such session; choose again.',
  },
  'result-unknown': { status: 422, zh: '请选择规定的结果。', en: 'Choose one of the listed results.' },
  'reason-unknown': { status: 422, zh: '请选择规定的理由。', en: 'Choose one of the listed reasons.' },
  'supplement-items-missing': {
    status: 422,
    zh: '请列明需要补正的内容。',
    en: 'Name what has to be supplemented.',
  },
  'tracking-number-invalid': {
    status: 422,
    zh: '邮件号码校验位不正确。',
    en: 'The check digit of the tracking number is wrong.',
  },
  'tracking-number-used': {
    status: 409,
    zh: '该邮件号码已用于其他邮件。',
    en: 'This tracking number is already in use.',
  },
  'tracking-number-missing': { status: 422, zh: '请填写邮件号码。', en: 'Give the tracking number.' },
  'pickup-code-wrong': { status: 422, zh: '取件码不正确。', en: 'The pickup code is wrong.' },
  'batch-mixed': {
    status: 422,
    zh: '批量办理只能包含同一环节的任务。',
    en: 'A batch must hold tasks of one kind.',
  },
  'batch-too-large': { status: 422, zh: '一次最多办理 {max} 件。', en: 'A batch holds at most {max} items.' },
  'action-not-bulk': { status: 422, zh: '该操作不能批量办理。', en: 'This action cannot be done in bulk.' },
} as const satisfies Record<string, RefusalRow>;
