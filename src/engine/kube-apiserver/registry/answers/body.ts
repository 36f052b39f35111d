import { newInvalid, type ApiObject } from '../../../apimachinery/index.ts';
import type { AnswerContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { bodyAsJson, decodeObject } from '../body.ts';

/** The question, decoded and found to be one. */
export function question<T extends ApiObject>(server: Server, context: AnswerContext): T {
  const { kind } = context.resource;
  const object = decodeObject(context, bodyAsJson(context.request.body, kind.kind));
  const errors = kind.strategy.validateCreate(object, server);
  if (errors.length > 0) throw newInvalid(kind, '', errors);
  return object as T;
}
