// Bodies: JSON up to 100 kB with its raw bytes kept for signatures; documents as bytes up to 5 MB.
import express, { type Express, type Request } from 'express';

const JSON_LIMIT = '100kb';
const DOCUMENT_LIMIT = '5mb';

const rawBodies = new WeakMap<object, Buffer>();

/** The bytes a JSON body was read from. */
export function rawBodyOf(request: Request): Buffer {
  return rawBodies.get(request) ?? Buffer.alloc(0);
}

export function setUpBodyParsing(app: Express): void {
  app.use('/api/v1/documents', express.raw({ type: () => true, limit: DOCUMENT_LIMIT }));
  // Signed to the byte, in whatever form the bank has.
  app.use('/api/v1/bank-notices', express.text({ type: () => true, limit: JSON_LIMIT }));
  app.use(
    express.json({
      limit: JSON_LIMIT,
      verify: (request, _response, bytes) => void rawBodies.set(request, bytes),
    }),
  );
}
