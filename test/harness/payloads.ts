// What a test run seals its payloads with; its keys come with the environment, as those of the vault.
import { readConfig } from '../../config.ts';
import { payloadCodecOf } from '../../db/payload-codec.ts';
import { dataConverterOf } from '../../worker/data-converter.ts';

export const testPayloadCodec = payloadCodecOf(readConfig());
export const testDataConverter = dataConverterOf(testPayloadCodec);
