// Holds the permission table against every route: contract, OpenAPI document, mounted application, and the rules of the roles.
import type { Express } from 'express';
import { composeApi } from '../api/compose.ts';
import { CONTRACTS } from '../api/contract/index.ts';
import { openApiOf } from '../api/openapi.ts';
import { idlePermissions, permissionFaults } from '../api/permission-faults.ts';
import { CALLERS, PERMISSION_TABLE } from '../api/permission-table.ts';
import { readConfig } from '../config.ts';
import { payloadCodecOf } from '../db/payload-codec.ts';
import { vaultOf } from '../db/vault.ts';
import { noBanks } from '../gateway/no-banks.ts';
import { createLog } from '../log.ts';

/** The application as it is served, on connections that are never opened. */
function composedApp(): Express {
  const config = readConfig();
  const secrets = {
    sessionSecret: 'unused',
    trackingSecret: 'unused',
    courierSecret: 'unused',
  };
  return composeApi({
    ...secrets,
    gateways: noBanks,
    ...{ databaseUrl: config.DATABASE_URL, databasePool: 1, fees: config.FEES },
    ...{ vault: vaultOf(config), payloadCodec: payloadCodecOf(config) },
    ...{ publicUrl: undefined, temporalUiOrigin: undefined, logger: createLog('check', 'silent') },
  }).app;
}

function mountedIn(app: Express): readonly string[] {
  return app.router.stack.flatMap(({ route }) => {
    if (route === undefined) return [];
    const path = String(route.path).replaceAll(/:(\w+)/g, '{$1}');
    return [...new Set(route.stack.map(({ method }) => `${String(method).toUpperCase()} ${path}`))];
  });
}

const operations = Object.values(openApiOf(CONTRACTS).paths ?? {}).flatMap((path) => Object.values(path));
const documented = operations.map(({ operationId }) => String(operationId));
const checked = {
  contracts: CONTRACTS,
  documented,
  mounted: mountedIn(composedApp()),
  table: PERMISSION_TABLE,
};
const faults = [...permissionFaults(checked), ...idlePermissions(CONTRACTS)];
for (const fault of faults) console.error(fault);
if (faults.length === 0)
  console.log(
    `every route is in the permission table (${documented.length} routes, ${CALLERS.length} callers)`,
  );
process.exit(faults.length === 0 ? 0 : 1);
