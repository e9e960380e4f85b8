// The API process: listens, and goes down in order (not ready, no new connections, answers out, pools closed).
import { readConfig } from '../config.ts';
import { systemClock } from '../db/deciding.ts';
import { payloadCodecOf } from '../db/payload-codec.ts';
import { vaultOf } from '../db/vault.ts';
import { paymentSettingsOf } from '../domain/payments/settings.ts';
import { createGateways } from '../gateway/gateways.ts';
import { readGatewaySettings } from '../gateway/settings.ts';
import { aboutError, createLog, logCrashes } from '../log.ts';
import { composeApi } from './compose.ts';

const config = readConfig();
const logger = createLog('api', config.LOG_LEVEL);
logCrashes(logger);
const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config;
const api = composeApi({
  databaseUrl: config.DATABASE_URL,
  databasePool: config.DATABASE_POOL,
  vault: vaultOf(config),
  payloadCodec: payloadCodecOf(config),
  sessionSecret: config.SESSION_SECRET,
  trackingSecret: config.TRACKING_SECRET,
  courierSecret: config.COURIER_SECRET,
  gateways: createGateways(readGatewaySettings(config, systemClock)),
  publicUrl: config.PUBLIC_URL,
  temporalUiOrigin: config.TEMPORAL_UI_ORIGIN,
  oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined,
  fees: config.FEES,
  payments: paymentSettingsOf(config),
  limitFactor: config.LIMIT_FACTOR,
  logger,
});

const server = api.app.listen(config.API_PORT, config.API_HOST, (error) => {
  if (error) {
    logger.fatal({ ...aboutError(error), port: config.API_PORT }, 'cannot listen (set API_PORT)');
    process.exit(1);
  }
  logger.info(`listening on http://${config.API_HOST}:${config.API_PORT}`);
});

function goDown() {
  api.drain();
  server.close(() => void api.close().then(() => process.exit(0)));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 10_000).unref();
}
process.once('SIGTERM', goDown);
process.once('SIGINT', goDown);
