// The API process: listens, and goes down in order (not ready, no new connections, answers out, pools closed).
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { composeApi } from './compose.ts';

const config = readConfig();
const logger = pino({ name: 'api', level: config.LOG_LEVEL });
const api = composeApi({
  databaseUrl: config.DATABASE_URL,
  databasePool: config.DATABASE_POOL,
  sessionSecret: config.SESSION_SECRET,
  trackingSecret: config.TRACKING_SECRET,
  courierSecret: config.COURIER_SECRET,
  publicUrl: config.PUBLIC_URL,
  fees: config.FEES,
  logger,
});

const server = api.app.listen(config.API_PORT, config.API_HOST, (error) => {
  if (error) {
    logger.fatal({ port: config.API_PORT }, `cannot listen: ${error.message} (set API_PORT)`);
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
