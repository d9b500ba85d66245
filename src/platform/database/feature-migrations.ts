import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FeatureError } from '../errors/feature-error.js';

/** Class of a migration; its name ends with the 13 digits of a time in milliseconds, which order it. */
export type MigrationClass = new () => MigrationInterface;

/** Migrations of the service itself have lower numbers, so that those of a module find its tables. */
const FIRST_TIME = 1_763_000_001_000;

const declared = new Map<string, MigrationClass>();

/**
 * Declares migrations of a feature that are not found in its folder of this package. They are recorded as
 * `feature:Name…`, so that names of two features never meet. Throws `FeatureError` for a name without a time, or with
 * one that ours might have.
 */
export function declareMigrations(feature: string, migrations: readonly MigrationClass[]): void {
  for (const migration of migrations) {
    const made = new migration();
    const name = made.name ?? migration.name;
    if (!/\D\d{13}$/.test(name) || Number(name.slice(-13)) < FIRST_TIME)
      throw new FeatureError(
        `The migration ${name} of ${feature} must be named like CreateTable${FIRST_TIME + 1}: words, then a time in milliseconds.`,
      );
    const recorded = `${feature}:${name}`;
    declared.set(recorded, named(recorded, made));
  }
}

export const declaredMigrations = (): readonly MigrationClass[] => [...declared.values()];

const named = (name: string, made: MigrationInterface): MigrationClass =>
  class {
    readonly name = name;
    up = (runner: QueryRunner): Promise<void> => made.up(runner);
    down = (runner: QueryRunner): Promise<void> => made.down(runner);
  };
