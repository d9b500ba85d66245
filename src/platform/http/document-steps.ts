import { setImmediate } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type OpenAPIObject, type SwaggerDocumentOptions, SwaggerModule } from '@nestjs/swagger';

/** Work that is done in steps and yields between them. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** The document of all modules, module by module: in one step it would keep the event loop for 0.12 s and more. */
export function* documentModules(
  app: INestApplication,
  info: Omit<OpenAPIObject, 'paths'>,
  options: SwaggerDocumentOptions,
): Steps<OpenAPIObject> {
  let whole: OpenAPIObject | undefined;
  for (const { metatype, controllers } of app.get(ModulesContainer).values()) {
    if (controllers.size === 0) continue;
    const part = SwaggerModule.createDocument(app, info, { ...options, include: [metatype] });
    whole = whole === undefined ? part : merged(whole, part);
    yield undefined;
  }
  return whole ?? { ...info, paths: {} };
}

/** Both documents' paths, routes of one path included, and components. */
function merged(whole: OpenAPIObject, part: OpenAPIObject): OpenAPIObject {
  const paths = { ...whole.paths };
  for (const [path, item] of Object.entries(part.paths)) paths[path] = { ...paths[path], ...item };
  const schemas = { ...whole.components?.schemas, ...part.components?.schemas };
  return { ...whole, paths, components: { ...whole.components, ...part.components, schemas } };
}

/** Takes all steps at once. */
export function takeSteps<T>(steps: Steps<T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** Takes the steps one by one, each in a turn of the event loop of its own. */
export async function takeStepsInTurns<T>(steps: Steps<T>): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
