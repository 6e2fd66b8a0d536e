import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from './paths.ts'

/** Links in mails, bookmarks and documents outlive a release: whoever changes a line here breaks them and knows it. */
const expected = {
  home: '/',
  kit: '/kit',
  signIn: '/sign-in',
  signUp: '/sign-up',
  enter: '/enter',
  invitation: '/invitation',
  organisations: '/organisations',
  newOrganisation: '/organisations/new',
  account: '/account',
  organisation: '/o/a',
  studies: '/o/a/studies',
  newStudy: '/o/a/studies/new',
  study: '/o/a/studies/b',
  studySettings: '/o/a/studies/b/settings',
  collecting: '/o/a/studies/b/collecting',
  mailings: '/o/a/studies/b/invitations',
  mailing: '/o/a/studies/b/invitations/c',
  responseRate: '/o/a/studies/b/response-rate',
  series: '/o/a/series/b',
  responses: '/o/a/studies/b/responses',
  response: '/o/a/studies/b/responses/c',
  statements: '/o/a/studies/b/statements',
  deadLetters: '/o/a/studies/b/not-accepted',
  imports: '/o/a/studies/b/imports',
  newImport: '/o/a/imports/new',
  import: '/o/a/imports/b',
  instruments: '/o/a/instruments',
  newInstrument: '/o/a/instruments/new',
  instrument: '/o/a/instruments/b',
  instrumentEditor: '/o/a/instruments/b/edit',
  instrumentVersions: '/o/a/instruments/b/versions',
  results: '/o/a/studies/b/results',
  readings: '/o/a/studies/b/results/readings',
  reading: '/o/a/studies/b/results/c',
  trend: '/o/a/studies/b/results/trend',
  periods: '/o/a/studies/b/results/periods',
  ranking: '/o/a/studies/b/results/ranking',
  zoneMovement: '/o/a/studies/b/results/zone-movement',
  benchmark: '/o/a/benchmark',
  boards: '/o/a/boards',
  board: '/o/a/boards/b',
  links: '/o/a/links',
  shared: '/shared',
  workbench: '/o/a/studies/b/results/workbench',
  settings: '/o/a/settings',
  units: '/o/a/settings/units',
  members: '/o/a/settings/members',
  keys: '/o/a/settings/keys',
  mail: '/o/a/settings/mail',
  persons: '/o/a/settings/persons',
  audit: '/o/a/settings/audit',
  unfinished: '/o/a/settings/unfinished',
}

test('every page keeps its address', () => {
  const built = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [name, (path as (...parameters: string[]) => string)('a', 'b', 'c')]),
  )
  assert.deepEqual(built, expected)
})

test('what stands in an address cannot leave its segment', () => {
  assert.equal(paths.study('heng yuan', '../../settings?x#y'), '/o/heng%20yuan/studies/..%2F..%2Fsettings%3Fx%23y')
})
