import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/**
 * Studies that are repeated. A wave is a study like any other; the series ties them together, numbers them, and may say
 * when the next one is made. A collector gets its own opening time, settings of its kind, and the one whose place it takes
 * in the next wave, so that what is printed leads on.
 */
export const up: Migration = async (db) => {
  await sql`
    create table study_series (
      org_id uuid not null references organisation (org_id) on delete cascade,
      id uuid not null default uuidv7(),
      title jsonb not null,
      schedule jsonb,
      created_at timestamptz not null,
      primary key (org_id, id)
    );

    alter table study add column series_id uuid, add column wave integer,
      add constraint study_wave unique (org_id, series_id, wave),
      add constraint study_series foreign key (org_id, series_id) references study_series (org_id, id),
      add constraint study_wave_numbered check ((series_id is null) = (wave is null) and wave > 0);

    alter table collector add column opens_at timestamptz, add column settings jsonb not null default '{}',
      add column predecessor_id uuid,
      add constraint collector_predecessor foreign key (org_id, predecessor_id) references collector (org_id, id)
        on delete set null (predecessor_id),
      drop constraint collector_kind_check,
      add constraint collector_kind_check check (kind in ('open', 'personal', 'qr', 'kiosk', 'embed', 'email', 'import', 'api')),
      add constraint collector_period check (expires_at > opens_at);
    create index collector_by_predecessor on collector (org_id, predecessor_id);
  `.execute(db)
  await orgTable(db, 'study_series')
}
