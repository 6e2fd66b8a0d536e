import { sql } from 'kysely'
import { orgTable, type Migration } from './migration.ts'

/**
 * A fingerprint of all that a response holds, so that the same answers are found when they come in again. Written by the worker
 * after the answers are accepted; answers from before have none and are not looked back at.
 */
export const up: Migration = async (db) => {
  await sql`
    create table answer_print (
      org_id uuid not null,
      study_id uuid not null,
      print uuid not null,
      response_id uuid not null,
      submitted_at timestamptz not null,
      primary key (org_id, study_id, print, response_id),
      foreign key (org_id, study_id) references study (org_id, id) on delete cascade
    );
  `.execute(db)
  await orgTable(db, 'answer_print', ['select', 'insert', 'delete'])
}
