import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Profiles with where they came from, the imports they may come from, their companies, and vectors to search them by.
 */
export class Profiles1763000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(EMBEDDINGS);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The extension stays: other tables of the database may use it, and whoever made it can drop it.
    await runner.query(
      'DROP TABLE embeddings; DROP TABLE profile_results; DROP TABLE profile_companies; DROP TABLE employer_keys; DROP TABLE employers; DROP TABLE profile_archives; DROP TABLE profiles',
    );
  }
}

const TABLES = `
  CREATE TABLE profiles (
    -- Made of owner and slug, so that a worker knows it before the row is there.
    id             uuid PRIMARY KEY,
    owner_id       bigint NOT NULL REFERENCES users,
    -- The public name in the address: what a profile is recognised by.
    slug           text NOT NULL,
    url            text NOT NULL,
    name           text,
    position       text,
    suggested_role text NOT NULL CONSTRAINT profiles_suggested_role_check CHECK (suggested_role IN ('CTO', 'CIO', 'CISO')),
    data           jsonb NOT NULL,
    role_match     jsonb NOT NULL,
    -- The provider's reply as it came; erased with the profile.
    raw            jsonb,
    provider       text NOT NULL,
    lawful_basis   text NOT NULL CONSTRAINT profiles_lawful_basis_check CHECK (lawful_basis IN ('member_export', 'data_provider')),
    fetched_at     timestamptz NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT profiles_owner_slug_key UNIQUE (owner_id, slug)
  );
  CREATE INDEX profiles_owner_created ON profiles (owner_id, created_at DESC, id DESC);

  CREATE TABLE profile_archives (
    owner_id    bigint NOT NULL REFERENCES users,
    slug        text NOT NULL,
    url         text NOT NULL,
    format      text NOT NULL CONSTRAINT profile_archives_format_check CHECK (format IN ('linkedin_export', 'json_resume')),
    content     jsonb NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, slug)
  );

  -- A real company that somebody in an owner's profiles worked for. Stored once, however it was named.
  CREATE TABLE employers (
    id         uuid PRIMARY KEY,
    owner_id   bigint NOT NULL REFERENCES users,
    name       text NOT NULL,
    aliases    text[] NOT NULL DEFAULT '{}',
    -- What company extraction knows of it; null until it answered once.
    facts      jsonb,
    -- The same company as company extraction stores it, once it is identified.
    company_id bigint REFERENCES companies ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX employers_company ON employers (company_id) WHERE company_id IS NOT NULL;
  CREATE INDEX employers_owner_created ON employers (owner_id, created_at DESC, id DESC);

  -- Everything an employer is recognised by: linkedin:…, slug:…, domain:…, name:…|country.
  CREATE TABLE employer_keys (
    owner_id    bigint NOT NULL REFERENCES users,
    key         text NOT NULL,
    employer_id uuid NOT NULL REFERENCES employers ON DELETE CASCADE,
    PRIMARY KEY (owner_id, key)
  );
  CREATE INDEX employer_keys_employer ON employer_keys (employer_id);

  CREATE TABLE profile_companies (
    profile_id   uuid NOT NULL REFERENCES profiles ON DELETE CASCADE,
    -- Place in the work history, newest first.
    ordinal      integer NOT NULL,
    company_id   uuid NOT NULL REFERENCES employers ON DELETE CASCADE,
    title        text,
    -- YYYY or YYYY-MM, as precise as the source.
    started      text,
    ended        text,
    is_current   boolean NOT NULL,
    PRIMARY KEY (profile_id, ordinal)
  );
  CREATE INDEX profile_companies_company ON profile_companies (company_id);

  -- Which items are about which profile, from their submission on: erasing a profile erases it there too, whatever came of it.
  CREATE TABLE profile_results (
    batch_id   bigint NOT NULL,
    index      integer NOT NULL,
    -- Made of owner and slug; the profile need not be stored.
    profile_id uuid NOT NULL,
    -- The item was erased; what it still brings is not stored.
    erased_at  timestamptz,
    PRIMARY KEY (batch_id, index),
    FOREIGN KEY (batch_id, index) REFERENCES batch_items ON DELETE CASCADE
  );
  CREATE INDEX profile_results_profile ON profile_results (profile_id);
`;

/**
 * The vectors. With pgvector the column takes vectors of any length, and every model has an index of its own over its
 * own length, made at the start of a service that is configured for it (pgvector's way to keep several models in one
 * table); without it the numbers are kept as an array, and as codes to rank by. No entity describes the table: TypeORM
 * would install the extension at every start for it.
 */
const EMBEDDINGS = `
  CREATE TABLE embeddings (
    subject_type text NOT NULL CONSTRAINT embeddings_subject_type_check CHECK (subject_type IN ('profile', 'company')),
    subject_id   uuid NOT NULL,
    owner_id     bigint NOT NULL REFERENCES users,
    model        text NOT NULL,
    dims         integer NOT NULL,
    recipe       text NOT NULL,
    text_hash    text NOT NULL,
    embedding    real[] NOT NULL,
    -- Without pgvector: the same in a byte a number, to find the nearest few before they are compared exactly.
    codes        bytea,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject_type, subject_id, model)
  );
  CREATE INDEX embeddings_owner ON embeddings (owner_id, subject_type, model, subject_id);
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN RETURN; END IF;
    CREATE EXTENSION IF NOT EXISTS vector;
    ALTER TABLE embeddings ALTER COLUMN embedding TYPE vector USING embedding::vector;
  EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'pgvector is there but may not be installed by this role; similarity is ranked without it';
  END $$;
`;

const SECURITY = `
  ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
  ALTER TABLE profile_archives ENABLE ROW LEVEL SECURITY;
  ALTER TABLE employers ENABLE ROW LEVEL SECURITY;
  ALTER TABLE employer_keys ENABLE ROW LEVEL SECURITY;
  ALTER TABLE profile_companies ENABLE ROW LEVEL SECURITY;
  ALTER TABLE profile_results ENABLE ROW LEVEL SECURITY;
  ALTER TABLE embeddings ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY profiles_owner ON profiles FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY profile_archives_owner ON profile_archives FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY employers_owner ON employers FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY employer_keys_owner ON employer_keys FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY profile_companies_owner ON profile_companies FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM profiles p WHERE p.id = profile_id));
      CREATE POLICY profile_results_owner ON profile_results FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      CREATE POLICY embeddings_owner ON embeddings FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      GRANT SELECT ON profiles, profile_archives, employers, employer_keys, profile_companies, profile_results, embeddings TO batchwright_reader;
    END IF;
  END $$;
`;
