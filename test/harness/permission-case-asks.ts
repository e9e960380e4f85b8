// How the routes about cases are asked: applications, decisions, numbers, tasks, papers, pickup, documents.
import type { Asking } from './people.ts';
import { type Asks, done, of, NO_VERSION as version } from './permission-ask.ts';

const stale = { leadsTo: ['version-stale'], on: 'application' } as const;

const batch = (applicationId: string): Asking => ({
  body: { action: 'accept', items: [{ applicationId, version }] },
});

export const CASE_ASKS: Asks = {
  createApplication: {
    leadsTo: ['plate-category-unknown'],
    asking: () => ({ body: { service: 'plate-reissue', form: {}, subject: {} } }),
  },
  checkApplication: {
    leadsTo: done,
    asking: () => ({
      body: {
        service: 'plate-replace',
        subject: { vin: '1M8GDM9AXKP042788' },
        form: { reason: 'faded', plates: 'both', declaration: true },
      },
    }),
  },
  createApplications: {
    leadsTo: ['plate-category-unknown'],
    asking: () => ({
      body: { items: [{ key: 'item-0001', service: 'plate-reissue', form: {}, subject: {} }] },
    }),
  },
  printBodyCertificate: { on: 'bodyCertificate', leadsTo: done, asking: (id) => of(id) },
  listApplications: { leadsTo: done },
  readApplication: { on: 'application', leadsTo: done, asking: (id) => of(id) },
  explainDates: { on: 'application', leadsTo: done, asking: (id) => of(id) },
  editDraft: { ...stale, asking: (id) => ({ ...of(id, { form: {} }), version }) },
  submitDraft: { ...stale, asking: (id, { window: { form } }) => ({ ...of(id, { form }), version }) },
  supplement: { ...stale, asking: (id, { window: { form } }) => ({ ...of(id, { form }), version }) },
  withdrawApplication: { ...stale, asking: (id) => ({ ...of(id), version }) },
  changeDelivery: { ...stale, asking: (id) => ({ ...of(id, { delivery: { mode: 'pickup' } }), version }) },
  discloseApplication: { on: 'application', leadsTo: done, asking: (id) => of(id, { reason: 'decide' }) },
  decide: { ...stale, asking: (id) => ({ ...of(id, { action: 'accept' }), version }) },
  previewBulkDecision: { ...stale, asking: batch },
  bulkDecide: { ...stale, asking: batch },
  // The cases of the scene are about no number: what follows the question of access says so.
  readPlateSelection: { on: 'application', leadsTo: ['no-plate-selection'], asking: (id) => of(id) },
  tryPlateNumber: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id, { number: '豫QA1234' }),
  },
  drawPlateNumbers: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id),
  },
  choosePlateNumber: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id, { number: '豫QA1234' }),
  },
  leavePlateSelection: {
    on: 'application',
    leadsTo: ['action-not-allowed', 'application-closed'],
    asking: (id) => of(id),
  },
  recordPlateRegistration: {
    ...stale,
    asking: (id) => ({ ...of(id, { vin: 'x', idNumber: 'x', mobile: 'x' }), version }),
  },
  releasePlateLock: {
    on: 'application',
    leadsTo: ['no-plate-selection'],
    asking: (id) => of(id, { reason: 'data-corrected' }),
  },
  readTemporaryPlate: { on: 'application', leadsTo: ['temporary-plate-not-issued'], asking: (id) => of(id) },
  printTemporaryPlate: { on: 'application', leadsTo: ['temporary-plate-not-issued'], asking: (id) => of(id) },
  listTasks: { leadsTo: done },
  claimTask: { on: 'task', leadsTo: ['done', 'task-not-yours', 'task-closed'], asking: (id) => of(id) },
  releaseTask: { on: 'task', leadsTo: ['done', 'task-not-yours', 'task-closed'], asking: (id) => of(id) },
  assignTask: { on: 'task', leadsTo: ['done', 'task-closed'], asking: (id) => of(id, { assigneeId: null }) },
  takeProductionBatch: { leadsTo: done, asking: () => ({ body: { size: 1 } }) },
  printReceipt: { on: 'application', leadsTo: ['done', 'receipt-not-ready'], asking: (id) => of(id) },
  printForm: { on: 'application', leadsTo: ['done', 'form-not-offered'], asking: (id) => of(id) },
  discloseForm: {
    on: 'application',
    leadsTo: ['done', 'form-not-offered'],
    asking: (id) => of(id, { reason: 'decide' }),
  },
  printPickupSlip: { on: 'application', leadsTo: ['pickup-not-ready'], asking: (id) => of(id) },
  listProductionBatches: { leadsTo: done },
  readProductionBatch: { on: 'batch', leadsTo: done, asking: (id) => of(id) },
  printManifest: { on: 'batch', leadsTo: done, asking: (id) => of(id) },
  showPickupPass: { on: 'application', leadsTo: ['pickup-not-ready'], asking: (id) => of(id) },
  readPickupProxy: { on: 'application', leadsTo: done, asking: (id) => of(id) },
  namePickupProxy: {
    on: 'application',
    leadsTo: ['proxy-not-offered', 'id-number-invalid'],
    asking: (id) => of(id, { name: '李雷', idDocKind: 'resident-id', idDocNo: '1' }),
  },
  revokePickupProxy: { on: 'application', leadsTo: ['proxy-unnamed'], asking: (id) => of(id) },
  lookUpApplication: { leadsTo: ['scan-unknown'], asking: () => ({ body: { scanned: 'nothing of ours' } }) },
  uploadDocument: {
    leadsTo: ['document-type-not-accepted'],
    asking: () => ({
      params: { kind: 'photo' },
      body: new Uint8Array([1, 2, 3]),
      headers: { 'Content-Type': 'image/png' },
    }),
  },
  readDocument: { on: 'document', leadsTo: done, asking: (id) => of(id) },
  track: {
    leadsTo: ['not-found'],
    asking: () => ({ body: { number: 'ZMD-20151103-000001-0', secret: 'x' } }),
  },
};
