// Sign-in of the staff through their identity provider: OpenID Connect, authorization code with PKCE.
import * as client from 'openid-client';
import { Refused } from '../refused.ts';

declare module 'express-session' {
  interface SessionData {
    /** Set while somebody is away at the identity provider. */
    oidcAttempt: OidcAttempt;
  }
}

/** What the answer to one request for authentication is held against; good once and for a short time. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** Whom the provider vouches for. */
export interface ProvenIdentity {
  readonly subject: string;
  /** Whether the provider itself saw a second factor. */
  readonly twoFactors: boolean;
}

export interface IdentityProvider {
  /** Where the browser goes. @throws Refused when the provider cannot be reached */
  begin(here: string): Promise<{ readonly location: string; readonly attempt: OidcAttempt }>;
  /** Who came back, and with what proof. @throws Refused when it proves nothing */
  prove(here: string, answer: string, attempt: OidcAttempt): Promise<ProvenIdentity>;
}

export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of this platform; without it the address that the request names. */
  readonly publicUrl: string | undefined;
}

export const CALLBACK_PATH = '/api/v1/session/oidc/callback';
export const ATTEMPT_MS = 10 * 60_000;

const DISCOVERED_FOR_MS = 60 * 60_000;
const PATIENCE_SECONDS = 3;
/** Methods (RFC 8176) that tell of a factor beside the password. */
const SECOND_FACTORS: readonly unknown[] = ['mfa', 'otp', 'hwk'];
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** The platform's side of the provider: what it says of itself is asked when it is first needed. */
export function identityProvider(options: IdentityProviderOptions): IdentityProvider {
  const issuer = new URL(options.issuer);
  let known: { readonly configuration: Promise<client.Configuration>; readonly until: number } | undefined;

  function configuration(): Promise<client.Configuration> {
    if (known && known.until > Date.now()) return known.configuration;
    const found = discover(issuer, options);
    known = { configuration: found, until: Date.now() + DISCOVERED_FOR_MS };
    found.catch(() => {
      known = undefined;
    });
    return found;
  }

  const comesBackTo = (here: string) => new URL(CALLBACK_PATH, options.publicUrl ?? here);

  return {
    begin: async (here) => {
      const provider = await configuration().catch(away);
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
        until: Date.now() + ATTEMPT_MS,
      };
      const location = client.buildAuthorizationUrl(provider, {
        redirect_uri: comesBackTo(here).href,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, attempt };
    },

    prove: async (here, answer, { state, nonce, codeVerifier }) => {
      const provider = await configuration().catch(away);
      const came = comesBackTo(here);
      came.search = answer;
      const tokens = await client
        .authorizationCodeGrant(provider, came, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
        })
        .catch((error: unknown) => (isOfTheProof(error) ? notProven() : away()));
      const claims = tokens.claims();
      if (claims === undefined) return notProven();
      return { subject: claims.sub, twoFactors: tellsOfSecondFactor(claims.amr) };
    },
  };
}

function discover(issuer: URL, { clientId, clientSecret }: IdentityProviderOptions) {
  // Only a provider on this very machine may be asked without TLS.
  const mayBePlain = issuer.protocol === 'http:' && LOOPBACK.includes(issuer.hostname);
  return client.discovery(issuer, clientId, undefined, client.ClientSecretBasic(clientSecret), {
    timeout: PATIENCE_SECONDS,
    // Signatures are checked though the token comes straight from the provider.
    execute: [client.enableNonRepudiationChecks, ...(mayBePlain ? [client.allowInsecureRequests] : [])],
  });
}

/** Whether the methods that the provider names (claim `amr`) include a second factor. */
export function tellsOfSecondFactor(amr: unknown): boolean {
  return Array.isArray(amr) && amr.some((method) => SECOND_FACTORS.includes(method));
}

/** An answer that is wrong carries a code of its check; what never came, or came from a failing server, does not. */
function isOfTheProof(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { status = 0 } = error instanceof Error && error.cause instanceof Response ? error.cause : {};
  return code.startsWith('OAUTH_') && code !== 'OAUTH_TIMEOUT' && status < 500;
}

function notProven(): never {
  throw new Refused({ code: 'identity-not-proven' });
}

function away(): never {
  throw new Refused({ code: 'identity-provider-away' });
}
