/**
 * Every address of the web app, in one place. Public survey pages are not here: the server renders them at `/s/…`.
 *
 * What a page is narrowed to (period, branch, any attribute) lives in the query: `addressed(paths.results(org, study), { from, branch })`.
 */
export const paths = {
  home: () => '/',
  kit: () => '/kit',

  signIn: () => '/sign-in',
  signUp: () => '/sign-up',
  /** Their tokens stand after `#`, where no log sees them. */
  enter: () => '/enter',
  invitation: () => '/invitation',
  organisations: () => '/organisations',
  newOrganisation: () => '/organisations/new',
  account: () => '/account',

  organisation: (org: string) => at('o', org),

  studies: (org: string) => at('o', org, 'studies'),
  newStudy: (org: string) => at('o', org, 'studies', 'new'),
  study: (org: string, study: string) => at('o', org, 'studies', study),
  studySettings: (org: string, study: string) => at('o', org, 'studies', study, 'settings'),
  collecting: (org: string, study: string) => at('o', org, 'studies', study, 'collecting'),
  mailings: (org: string, study: string) => at('o', org, 'studies', study, 'invitations'),
  mailing: (org: string, study: string, mailing: string) => at('o', org, 'studies', study, 'invitations', mailing),
  responseRate: (org: string, study: string) => at('o', org, 'studies', study, 'response-rate'),
  series: (org: string, series: string) => at('o', org, 'series', series),
  responses: (org: string, study: string) => at('o', org, 'studies', study, 'responses'),
  response: (org: string, study: string, response: string) => at('o', org, 'studies', study, 'responses', response),
  statements: (org: string, study: string) => at('o', org, 'studies', study, 'statements'),
  deadLetters: (org: string, study: string) => at('o', org, 'studies', study, 'not-accepted'),
  imports: (org: string, study: string) => at('o', org, 'studies', study, 'imports'),
  newImport: (org: string) => at('o', org, 'imports', 'new'),
  import: (org: string, id: string) => at('o', org, 'imports', id),
  instruments: (org: string) => at('o', org, 'instruments'),
  newInstrument: (org: string) => at('o', org, 'instruments', 'new'),
  instrument: (org: string, instrument: string) => at('o', org, 'instruments', instrument),
  instrumentEditor: (org: string, instrument: string) => at('o', org, 'instruments', instrument, 'edit'),
  instrumentVersions: (org: string, instrument: string) => at('o', org, 'instruments', instrument, 'versions'),

  results: (org: string, study: string) => at('o', org, 'studies', study, 'results'),
  readings: (org: string, study: string) => at('o', org, 'studies', study, 'results', 'readings'),
  reading: (org: string, study: string, reading: string) => at('o', org, 'studies', study, 'results', reading),
  trend: (org: string, study: string) => at('o', org, 'studies', study, 'results', 'trend'),
  periods: (org: string, study: string) => at('o', org, 'studies', study, 'results', 'periods'),
  ranking: (org: string, study: string) => at('o', org, 'studies', study, 'results', 'ranking'),
  zoneMovement: (org: string, study: string) => at('o', org, 'studies', study, 'results', 'zone-movement'),
  benchmark: (org: string) => at('o', org, 'benchmark'),
  workbench: (org: string, study: string) => at('o', org, 'studies', study, 'results', 'workbench'),

  boards: (org: string) => at('o', org, 'boards'),
  board: (org: string, board: string) => at('o', org, 'boards', board),
  links: (org: string) => at('o', org, 'links'),
  /** Pages that are read through a link; its token stands after `#`. */
  shared: () => '/shared',

  settings: (org: string) => at('o', org, 'settings'),
  units: (org: string) => at('o', org, 'settings', 'units'),
  members: (org: string) => at('o', org, 'settings', 'members'),
  keys: (org: string) => at('o', org, 'settings', 'keys'),
  mail: (org: string) => at('o', org, 'settings', 'mail'),
  persons: (org: string) => at('o', org, 'settings', 'persons'),
  audit: (org: string) => at('o', org, 'settings', 'audit'),
  unfinished: (org: string) => at('o', org, 'settings', 'unfinished'),
} satisfies Record<string, (...parameters: string[]) => string>

function at(...segments: string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`
}
