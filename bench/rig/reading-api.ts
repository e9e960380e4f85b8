// The API as it is, but for the limit on guesses: tracking is timed from one address, far above twenty look-ups a minute.
import { pino } from 'pino';
import { composeApi } from '../../api/compose.ts';
import { readConfig } from '../../config.ts';

const config = readConfig();
const api = composeApi({
  databaseUrl: config.DATABASE_URL,
  databasePool: config.DATABASE_POOL,
  sessionSecret: config.SESSION_SECRET,
  trackingSecret: config.TRACKING_SECRET,
  courierSecret: config.COURIER_SECRET,
  publicUrl: config.PUBLIC_URL,
  fees: config.FEES,
  logger: pino({ name: 'api', level: config.LOG_LEVEL }),
  guessesPerMinute: 100_000_000,
});
const server = api.app.listen(config.API_PORT, config.API_HOST);
process.once('SIGTERM', () => {
  server.close(() => void api.close().then(() => process.exit(0)));
  server.closeIdleConnections();
});
