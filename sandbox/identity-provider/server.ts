// The identity provider as a process of its own, for one client: the platform.
import { startIdentityProvider } from './provider.ts';

/** Where the platform takes people back, as whoever runs a provider registers it. */
const CALLBACK_PATH = '/api/v1/session/oidc/callback';

const { env } = process;
const clientId = env.OIDC_CLIENT_ID ?? 'yizhan';
const clientSecret = env.OIDC_CLIENT_SECRET ?? 'local-oidc-secret';
const platform = env.PUBLIC_URL ?? `http://127.0.0.1:${env.API_PORT ?? 3000}`;

const { issuer, close } = await startIdentityProvider({
  port: Number(env.OIDC_PORT ?? 3203),
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [new URL(CALLBACK_PATH, platform).href],
    },
  ],
});
console.log(`the identity provider listens; start the API with
OIDC_ISSUER=${issuer} OIDC_CLIENT_ID=${clientId} OIDC_CLIENT_SECRET=${clientSecret}
then open ${platform}/api/v1/session/oidc`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void close());
}
