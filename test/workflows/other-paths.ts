// Ways of what goes over no desk for post: at once, on the spot, printed by the applicant, a number chosen.

import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { phoneCodeContracts } from '../../api/contract/phone-codes.ts';
import { askForPlate, dealerOf } from '../harness/dealers.ts';
import { examForm, examine, openHospital } from '../harness/hospitals.ts';
import { openServices } from '../harness/open-services.ts';
import { applicantFor } from '../harness/people.ts';
import { codeTo } from '../harness/phones.ts';
import { begin, chooser, draw, tryNumber } from '../harness/plates.ts';
import type { Stage, StagedCase } from '../harness/stage.ts';
import { handle, newDriver, newRecord } from '../harness/violations.ts';
import { scene } from './appointment-paths.ts';
import type { Path } from './path.ts';

const ACCEPT = { action: 'accept' } as const;
const APPROVE = { action: 'approve' } as const;

/** On the next working morning, with the services to come switched on. */
async function morning(stage: Stage, ...services: readonly string[]) {
  await stage.nextWorkday('09:00');
  const on = await scene(stage);
  await openServices(stage.db, on.clock.at, services);
  return on;
}

/** Somebody who may choose a number has begun to. */
async function choosing(stage: Stage) {
  const by = await chooser(await morning(stage));
  const on = stage.caseOf(await begin(by));
  await stage.settled(on);
  return { by, on };
}

let numbers = 0;
const freeNumber = () => {
  numbers += 1;
  return `豫QH${String(3_010 + numbers)}`;
};

async function reserved(stage: Stage): Promise<StagedCase> {
  const { by, on } = await choosing(stage);
  await tryNumber(by, on.id, freeNumber());
  await stage.settled(on);
  return on;
}

export const OTHER_PATHS = {
  'violation-handled': {
    play: async (stage) => {
      const at = await morning(stage);
      const by = await newDriver(at);
      const on = stage.caseOf((await handle(at.db, by, await newRecord(at, by.car))).body.id);
      await stage.ended(on);
      return on;
    },
  },
  'contact-changed': {
    play: async (stage) => {
      const { url, db, clock } = await morning(stage);
      const by = await applicantFor({ url, db }, 'licence-renewal', { today: clock.today });
      const mobile = `1385${String(7_000_000 + numbers)}`;
      await by.ask(phoneCodeContracts.send, { body: { mobile, purpose: 'confirm-mobile' } });
      const place = { postcode: '463000', division: '411702', address: '驿城区文明大道88号' };
      const form = { mobile, code: await codeTo(db, mobile), ...place };
      const { id } = (await by.ask(applications.create, { body: { service: 'driver-contact-change', form } }))
        .body;
      const on = stage.caseOf(id);
      await stage.ended(on);
      return on;
    },
  },
  examined: {
    play: async (stage) => {
      const { operator } = await openHospital(await morning(stage));
      const on = stage.caseOf((await examine(operator, examForm(null))).body.id);
      await stage.ended(on);
      return on;
    },
  },
  'vehicle-licence-posted': {
    play: async (stage) => {
      await morning(stage, 'vehicle-licence-reissue');
      const on = await stage.file({ service: 'vehicle-licence-reissue', zone: 'city' });
      await stage.does(
        on,
        ACCEPT,
        APPROVE,
        { action: 'complete-production' },
        {
          ...{ action: 'dispatch', trackingNumber: null },
        },
      );
      await stage.courierReports(on, 'delivered');
      return on;
    },
  },
  'temporary-plate-printed': {
    play: async (stage) => {
      const dealer = await dealerOf(await morning(stage, 'temporary-plate'));
      const form = { insuranceValidTo: '2099-12-31' };
      const on = stage.caseOf((await askForPlate(dealer, { form })).body.id);
      await stage.settled(on);
      await stage.does(on, ACCEPT, APPROVE);
      return on;
    },
  },
  'number-registered': {
    play: async (stage) => {
      const on = await reserved(stage);
      await stage.does(on, { action: 'record-registration', matches: true });
      return on;
    },
  },
  'number-not-registered': {
    play: async (stage) => {
      const on = await reserved(stage);
      await stage.passes(on, (await on.application()).clocks.reservation?.dueAt);
      return on;
    },
  },
  'number-not-chosen': {
    play: async (stage) => {
      const { by, on } = await choosing(stage);
      await draw(by, on.id);
      await stage.settled(on);
      await stage.passes(on, (await on.application()).clocks.selection?.dueAt);
      return on;
    },
  },
} as const satisfies Record<string, Path>;
