/** Files that were uploaded, and rows of them that were refused. */
import { sql } from 'kysely'
import { anywhere, fact, verbatim, type PersonalSource } from '../../personal-data.ts'

export const refusedRows: PersonalSource = {
  key: 'listen.refused-row',
  title: { en: 'Refused rows of imports', zh: '导入时被拒绝的行' },
  columns: ['survey_import_refused.cells', 'survey_import_refused.problems'],
  erasing: { en: 'goes', zh: '删除' },
  find: async (trx, orgId, term) => {
    const { rows } = await sql<{ id: string; file_name: string; at: Date; row: number }>`
      select r.import_id || ':' || r."row" as id, i.file_name, i.created_at as at, r."row" from survey_import_refused r
      join survey_import i on i.org_id = r.org_id and i.id = r.import_id
      where r.org_id = ${orgId} and r.cells::text ilike ${anywhere(term)} order by i.created_at desc limit 100`.execute(trx)
    return rows.map(({ id, file_name: file, at, row }) => ({ kind: 'refused-row', id, title: { en: 'A refused row of an import', zh: '导入时被拒绝的一行' }, detail: verbatim(`${file}, ${row}`), at: at.toISOString(), isMention: true }))
  },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ file_name: string; row: number; cells: unknown }>`
      select i.file_name, r."row", r.cells from survey_import_refused r join survey_import i on i.org_id = r.org_id and i.id = r.import_id
      where r.org_id = ${orgId} and r.import_id || ':' || r."row" = any(${known.of('refused-row')}) order by 1, 2`.execute(trx)
    return rows.map((row) => [fact('file', 'File', '文件', row.file_name), fact('row', 'Row', '行', row.row), fact('cells', 'Cells', '内容', row.cells)])
  },
  erase: async (trx, orgId, known) => {
    await sql`delete from survey_import_refused where org_id = ${orgId} and import_id || ':' || "row" = any(${known.of('refused-row')})`.execute(trx)
  },
}

/** The files that brought in the answers of a person, and that are still kept. */
const filesOf = (orgId: string, responses: string[], refused: string[]) => sql`
  i.org_id = ${orgId} and i.file_kept_until is not null and (
    i.collector_id in (select collector_id from response where org_id = ${orgId} and id = any(${responses}::uuid[]))
    or i.id::text = any(select split_part(refused, ':', 1) from unnest(${refused}::text[]) as refused))`

export const importFiles: PersonalSource = {
  key: 'listen.import-file',
  title: { en: 'Uploaded files that hold the person', zh: '含有此人的上传文件' },
  columns: ['survey_import_part.bytes', 'survey_import.sniffed'],
  erasing: { en: 'the whole file goes now, with its preview; what was imported from it stays', zh: '立即删除整个文件及其预览；已导入的数据保留' },
  read: async (trx, orgId, known) => {
    const { rows } = await sql<{ file_name: string; created_at: Date; file_kept_until: Date }>`
      select file_name, created_at, file_kept_until from survey_import i
      where ${filesOf(orgId, known.of('response'), known.of('refused-row'))} order by created_at`.execute(trx)
    return rows.map((row) => [
      fact('file', 'File', '文件', row.file_name),
      fact('uploadedAt', 'Uploaded', '上传时间', row.created_at),
      fact('keptUntil', 'Kept until', '保留至', row.file_kept_until),
    ])
  },
  erase: async (trx, orgId, known) => {
    await sql`
      with gone as (
        update survey_import i set file_kept_until = null, sniffed = sniffed || jsonb_build_object('preview', '[]'::jsonb, 'columns', (
            select coalesce(jsonb_agg(profile || '{"frequent": [], "samples": []}'), '[]') from jsonb_array_elements(sniffed -> 'columns') as profile))
        where ${filesOf(orgId, known.of('response'), known.of('refused-row'))} returning i.id
      ) delete from survey_import_part where org_id = ${orgId} and import_id in (select id from gone)`.execute(trx)
  },
}
