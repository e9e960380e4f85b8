// Who is given which login to the database: commands the owner's as well, processes that serve the platform's alone.
import { applicationEnvironment, readPorts, servingEnvironment } from './environment.mjs';

const OWNERS = 'postgresql://yizhan:owners-own@127.0.0.1:54320/yizhan';

const known = { ...process.env };
beforeEach(() => {
  for (const name of ['DATABASE_URL', 'OWNER_DATABASE_URL']) Reflect.deleteProperty(process.env, name);
});
afterAll(() => {
  Object.assign(process.env, known);
});

const environment = (databaseUrl = OWNERS) =>
  applicationEnvironment({
    ...{ databaseUrl, redisUrl: 'redis://127.0.0.1:1', temporalAddress: '127.0.0.1:2', ports: readPorts({}) },
    secrets: { PLATFORM_DATABASE_PASSWORD: 'platforms-own', MADE_SECRET: 'kept' },
  });

test('on a server of our own commands have both logins, and processes that serve have nothing of the owner', () => {
  const env = environment();
  expect(env.DATABASE_URL).toBe('postgresql://yizhan_platform:platforms-own@127.0.0.1:54320/yizhan');
  expect(env.OWNER_DATABASE_URL).toBe(OWNERS);
  expect(env.MADE_SECRET).toBe('kept');
  const serving = servingEnvironment(env);
  expect(serving.DATABASE_URL).toBe(env.DATABASE_URL);
  expect(Object.values(serving).join()).not.toContain('owners-own');
});

test('an address from outside is used as it is, with the owner’s where one is given', () => {
  const outside = 'postgresql://somebody:else@db.example:5432/yizhan';
  process.env.DATABASE_URL = outside;
  expect(environment(outside)).toMatchObject({ DATABASE_URL: outside });
  expect(environment(outside).OWNER_DATABASE_URL).toBeUndefined();
  process.env.OWNER_DATABASE_URL = 'postgresql://owner:secret@db.example:5432/yizhan';
  expect(environment(outside).OWNER_DATABASE_URL).toBe('postgresql://owner:secret@db.example:5432/yizhan');
  expect(servingEnvironment(environment(outside))).toEqual(
    expect.not.objectContaining({ OWNER_DATABASE_URL: expect.anything() }),
  );
});
