import { ApiError } from '../../typescript/src/main.js';
import type { Command } from 'commander';
import type { CommonFlags } from './context.js';
import { EXIT } from './exit-codes.js';
import { httpFetch } from './http-fetch.js';
import { tryKey } from './login.js';
import { Output } from './output.js';
import { chooseProfile, type Environment, isReadableByOthers, profilePath, type Profile } from './profiles.js';

/** What one check found: its name, and what is wrong or worth telling. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Most seconds that the clocks may differ: signatures of webhooks are valid for five minutes. */
const CLOCK_SECONDS = 60;

/** `doctor`: what stands between this machine and the service. */
export async function doctor(_: object, command: Command): Promise<void> {
  const flags = command.optsWithGlobals<CommonFlags>();
  const out = new Output(flags.json === true);
  const findings: Finding[] = [];
  for await (const finding of examine(process.env, flags)) {
    findings.push(finding);
    const { check, ok, detail } = finding;
    if (out.isJson) await out.json(finding);
    else await out.line(`${ok ? 'ok  ' : 'FAIL'}  ${check}: ${detail}`);
  }
  process.exitCode = findings.every(({ ok }) => ok) ? EXIT.succeeded : EXIT.other;
}

/** Checks one thing after the other, until one fails that the others need. */
export async function* examine(env: Environment, flags: Partial<Profile>): AsyncGenerator<Finding, void, undefined> {
  yield { check: 'Node', ok: Number(process.versions.node.split('.')[0]) >= 20, detail: process.versions.node };
  const isOpen = isReadableByOthers(env);
  const path = profilePath(env);
  yield { check: 'profiles', ok: !isOpen, detail: isOpen ? `others can read ${path}: chmod 600 it` : path };
  let profile: Profile;
  try {
    profile = chooseProfile(env, flags);
  } catch (error) {
    yield { check: 'key', ok: false, detail: messageOf(error) };
    return;
  }
  const health = await ask(() =>
    httpFetch(`${profile.url}/api/v1/health/ready`, { signal: AbortSignal.timeout(10_000) }),
  );
  if (!('value' in health)) {
    yield { check: 'service', ok: false, detail: `${profile.url} does not answer: ${health.fault}` };
    return;
  }
  const { status, headers } = health.value;
  yield { check: 'service', ok: status === 200, detail: `${profile.url} answers ${status}` };
  const skew = Math.abs(Date.parse(headers.get('date') ?? '') - Date.now()) / 1000;
  if (!Number.isNaN(skew))
    yield { check: 'clock', ok: skew <= CLOCK_SECONDS, detail: `${skew.toFixed(0)} s from that of the service` };
  const tried = await ask(() => tryKey(profile));
  yield { check: 'key', ok: 'value' in tried, detail: 'value' in tried ? 'accepted' : tried.fault };
}

async function ask<T>(question: () => Promise<T>): Promise<{ readonly value: T } | { readonly fault: string }> {
  try {
    return { value: await question() };
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ApiError) return `${error.code}: ${error.message}`;
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
