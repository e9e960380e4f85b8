// A browser without pages: keeps cookies by site, follows redirects as far as it is told, sends forms.
export interface Browser {
  /** One request; a redirect is not followed. */
  open(url: string, form?: URLSearchParams): Promise<Response>;
  /** Goes on from redirect to redirect until `isEnd`, or until there is none. Returns where it stands. */
  follow(
    url: string,
    isEnd?: (url: URL) => boolean,
  ): Promise<{ readonly url: URL; readonly response: Response | null }>;
  /** The cookies kept for a site, as they are sent. */
  cookiesOf(url: string): string;
}

const MOST_REDIRECTS = 10;

/** A browser that has been nowhere. */
export function browser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };
  const cookiesOf = (url: string) => [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');

  async function open(url: string, form?: URLSearchParams): Promise<Response> {
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { Cookie: cookiesOf(url) },
      ...(form === undefined ? {} : { body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') jarOf(url).delete(name);
      else jarOf(url).set(name, value);
    }
    return response;
  }

  async function follow(start: string, isEnd: (url: URL) => boolean = () => false) {
    let url = new URL(start);
    for (let steps = 0; steps < MOST_REDIRECTS; steps += 1) {
      if (isEnd(url)) return { url, response: null };
      const response = await open(url.href);
      const location = response.headers.get('location');
      if (location === null) return { url, response };
      url = new URL(location, url);
    }
    throw new Error(`no end of redirects at ${url.origin}`);
  }

  return { open, follow, cookiesOf };
}
