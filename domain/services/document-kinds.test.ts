// What may be handed in is what somebody asks for.
import { SCANS } from '../registration/scans.ts';
import { kindRefusal } from './document-kinds.ts';
import { listServices } from './index.ts';

const asked = listServices().flatMap(({ id, documents }) =>
  documents.filter(({ source }) => source === 'upload').map(({ kind }) => [id, kind] as const),
);

test('services ask for uploads', () => expect(asked.length).toBeGreaterThan(5));

test.each(asked)('%s asks for %s', (_, kind) => expect(kindRefusal(kind)).toBeNull());
test.each(Object.keys(SCANS))('%s is scanned at the window', (kind) => expect(kindRefusal(kind)).toBeNull());

test.each(['holiday-snapshot', 'id-card', 'application-form', 'constructor', ''])(
  'nobody asks for %s',
  (kind) => {
    expect(kindRefusal(kind)).toEqual({ code: 'document-kind-unknown', slots: { kind } });
  },
);
