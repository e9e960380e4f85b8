// The objects within a body as its contract knows them: each with where it lies in a body that was sent.
import { z } from '../../api/contract/schemas.ts';

export interface ObjectAt {
  readonly schema: z.ZodObject;
  readonly path: readonly (string | number)[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What wraps a schema, taken off. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return bare(schema.unwrap());
  return schema;
}

/** Every object of a schema, whatever is sent. */
export function objectsOf(wrapped: z.core.$ZodType): readonly z.ZodObject[] {
  const schema = bare(wrapped);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => objectsOf(option));
  if (schema instanceof z.ZodArray) return objectsOf(schema.element);
  if (!(schema instanceof z.ZodObject)) return [];
  return [schema, ...Object.values(schema.shape).flatMap((member) => objectsOf(member))];
}

/** The objects of a body that fits a schema. */
export function objectsIn(
  wrapped: z.core.$ZodType,
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly ObjectAt[] {
  const schema = bare(wrapped);
  if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.find((option) => z.safeParse(option, value).success);
    return fitting === undefined ? [] : objectsIn(fitting, value, path);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((each, index) => objectsIn(schema.element, each, [...path, index]));
  if (!(schema instanceof z.ZodObject) || !isObject(value)) return [];
  const members = Object.entries(schema.shape).flatMap(([name, member]) =>
    objectsIn(member, value[name], [...path, name]),
  );
  return [{ schema, path }, ...members];
}

/** A body with one field more in one of its objects. */
export function withField(
  body: unknown,
  [step, ...rest]: readonly (string | number)[],
  field: Readonly<Record<string, unknown>>,
): unknown {
  if (step === undefined) return { ...(isObject(body) ? body : {}), ...field };
  if (Array.isArray(body))
    return body.map((each, index) => (index === step ? withField(each, rest, field) : each));
  if (!isObject(body)) throw new Error(`nothing at ${step}`);
  return { ...body, [step]: withField(body[step], rest, field) };
}

/** Whether an object refuses what it does not know. */
export function isStrict({ def }: z.ZodObject): boolean {
  return def.catchall instanceof z.ZodNever;
}
