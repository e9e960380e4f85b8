// A stand-in for the identity provider of the police: a real OpenID provider whose people say themselves who they are.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express, { type Express } from 'express';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { renderSignInPage } from './page.ts';

/** An answer of the token endpoint. */
export type TokenAnswer = Readonly<Record<string, unknown>>;

export interface IdentityProviderSandboxOptions {
  readonly clients: readonly ClientMetadata[];
  readonly port?: number;
  readonly host?: string;
  /** What becomes of the tokens on their way out: for tests of those who are handed wrong ones. */
  readonly meddle?: (answer: TokenAnswer) => TokenAnswer;
}

export interface IdentityProviderSandbox {
  readonly issuer: string;
  close(): Promise<void>;
}

/** Kept while the process lives, so that a provider started again is known again. */
const signingKey = newSigningKey();

/** Starts the provider; it forgets everybody when it ends. */
export async function startIdentityProvider({
  clients,
  port = 0,
  host = '127.0.0.1',
  meddle = (answer) => answer,
}: IdentityProviderSandboxOptions): Promise<IdentityProviderSandbox> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const issuer = `http://${host}:${address.port}`;

  const provider = new Provider(issuer, configurationOf(clients));
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === 'token' && isAnswer(context.body)) context.body = meddle(context.body);
  });
  server.on('request', pagesOf(provider));
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function configurationOf(clients: readonly ClientMetadata[]): Configuration {
  return {
    clients: [...clients],
    jwks: { keys: [signingKey] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub', 'amr'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 3_600,
      Grant: 3_600,
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // Nobody is asked whether the platform may know who they are: it is their employer's.
    loadExistingGrant: async ({ oidc }) => {
      const { clientId } = oidc.client ?? {};
      const { accountId } = oidc.session ?? {};
      if (clientId === undefined || accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
}

function newSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'RS256',
    kid: randomBytes(8).toString('hex'),
  };
}

const isAnswer = (body: unknown): body is TokenAnswer => typeof body === 'object' && body !== null;

/** The one page of its own, before everything that the protocol names. */
function pagesOf(provider: Provider): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/interaction/:uid', async (request, response) => {
    await provider.interactionDetails(request, response);
    response.type('html').send(renderSignInPage(request.params.uid));
  });
  app.post('/interaction/:uid', express.urlencoded({ extended: false }), async (request, response) => {
    const { subject, amr }: { subject?: unknown; amr?: unknown } = request.body ?? {};
    if (typeof subject !== 'string' || subject === '') return response.redirect(303, request.originalUrl);
    const login = { accountId: subject, amr: [amr ?? []].flat().map(String), remember: false };
    await provider.interactionFinished(request, response, { login });
  });
  app.use(provider.callback());
  return app;
}
